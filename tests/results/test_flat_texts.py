"""The entropy of attention where vanilla's is flat, and where it is clear."""

import math

import numpy as np
import pytest

from steady_attention.results import collect, flat_texts
from steady_attention.results.evaluated import folder_of
from steady_attention.results.evaluated import predictions as read
from steady_attention.run.runs import Run, variant
from steady_attention.store.errors import UserError
from tests.results.evaluated import predictions, put, write

UNIFORM, ONE, HALF = [0.25] * 4, [1, 0, 0, 0], [0.5, 0.5, 0, 0]  # H / ln T: 1, 0, 1 / 2
CHANCES = [[0.5, 0.5]] * 3


def run(method="vanilla", seed=0, **changes):
    return Run("sst", "rnn", "additive", method, variant(changes), seed)


def entropies(table):
    found = table[table["metric"].str.startswith("attention_entropy@texts")]
    return {
        (one.method, one.variant, one.seed, one.selection, one.metric.partition("=")[2]): one.value
        for one in found.itertuples()
    }


def test_share_of_the_largest_entropy_by_text(tmp_path):
    one = write(tmp_path, run(), {}, [UNIFORM, HALF, [1.0]], CHANCES)
    found = flat_texts.shares(read(folder_of(one, tmp_path)))
    assert found[:2] == pytest.approx([1, 0.5]) and math.isnan(found[2])  # one word


def test_which_texts_are_flat_is_said_by_the_mean_over_vanilla_seeds(tmp_path):
    """Seed 0 alone would call the second text flat, of entropies 0, 1/2, 0; seed 1 has 1, 0, 0. The means are
    1/2, 1/4, 0: the first is above their median.
    """
    runs = [
        write(tmp_path, run(seed=0), {}, [ONE, HALF, ONE], CHANCES),
        write(tmp_path, run(seed=1), {}, [UNIFORM, ONE, ONE], CHANCES),
        write(tmp_path, run("seat", 5), {}, [HALF, ONE, HALF], CHANCES),
    ]
    found = entropies(collect.collect({"s": runs}, tmp_path, {}))
    values = {key[0] + str(key[2]): [] for key in found}
    for key, value in sorted(found.items()):
        if key[1] == "default":
            values[key[0] + str(key[2])].append(value)
    assert values["vanilla0"] == [0.25, 0.0]  # clear: 1/2 and 0; flat: 0
    assert values["vanilla1"] == [0.0, 1.0]
    assert values["seat5"] == [0.25, 0.5]


def test_runs_on_other_data_have_another_vanilla_and_without_one_no_row(tmp_path):
    alike = [UNIFORM, HALF, ONE]
    runs = [write(tmp_path, run(), {}, alike, CHANCES)]
    runs.append(write(tmp_path, run("word_at", epsilon=0.5), {}, alike, CHANCES))
    runs.append(write(tmp_path, run("word_at", vectors="others"), {}, alike, CHANCES))
    names = {key[:2] for key in entropies(collect.collect({"s": runs}, tmp_path, {})) if key[0] != "seat"}
    assert names == {("vanilla", "default"), ("word_at", "epsilon=0.5")}


def test_the_last_epoch_is_measured_on_the_texts_of_the_chosen_one(tmp_path):
    test = {"f1": 0.5}
    one = write(
        tmp_path, run(), {}, [UNIFORM, ONE, ONE], CHANCES, scores={"test": test, "last": {"test": test}}
    )
    put(folder_of(one, tmp_path), predictions_last=predictions([HALF, UNIFORM, UNIFORM], CHANCES))
    found = entropies(collect.collect({"s": [one]}, tmp_path, {}))
    last = {key[-1]: value for key, value in found.items() if key[3] == "last" and key[1] == "default"}
    assert last == {"flat": 0.5, "clear": 1.0}


def test_runs_on_other_texts_are_refused(tmp_path):
    alike = [UNIFORM, ONE, ONE]
    runs = [
        write(tmp_path, run(), {}, alike, CHANCES),
        write(tmp_path, run("seat", 1), {}, alike[:2], CHANCES[:2]),
    ]
    with pytest.raises(UserError, match="hold different test texts"):
        list(flat_texts.rows({"s": runs}, tmp_path))
    with pytest.raises(UserError, match="hold different test texts"):
        flat_texts.flat_texts(read(folder_of(one, tmp_path)) for one in runs)


def test_texts_that_are_all_alike_are_neither(tmp_path):
    runs = [write(tmp_path, run(), {}, [HALF, HALF, HALF], CHANCES)]
    assert entropies(collect.collect({"s": runs}, tmp_path, {})) == {}
    assert flat_texts.flat_texts([read(folder_of(runs[0], tmp_path))]) is None
    assert np.isfinite(flat_texts.shares(read(folder_of(runs[0], tmp_path)))).all()
