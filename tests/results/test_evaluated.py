import math
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.results import evaluated
from steady_attention.run.runs import Run
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from tests.results.evaluated import npz, put, write

NOWHERE = Archived(Path("none.zip"))


def run(seed=0):
    return Run("sst", "rnn", "additive", "vanilla", (), seed)


def test_different_test_splits_are_not_compared(tmp_path):
    runs = [
        write(tmp_path, run(0), {}),
        write(tmp_path, run(1), {}, attention=[[0.5, 0.5]], probabilities=[[0.5, 0.5]]),
    ]
    with pytest.raises(
        UserError, match=r"vanilla\.zip/\S+-0/pred\S+ and \S+-1/pred\S+ hold different test texts \(2 and 1\)"
    ):
        evaluated.tvd(*(evaluated.predictions(evaluated.folder_of(one, tmp_path)) for one in runs))


def test_missing_predictions(tmp_path):
    folder = tmp_path / "demo/evaluation"
    write(folder, run(), {})
    put(evaluated.folder_of(run(), folder), predictions=None)
    for seed in (0, 1):
        with pytest.raises(UserError, match=r"predictions\.npz not found: restore it .*vanilla.zip"):
            evaluated.predictions(evaluated.folder_of(run(seed), folder))


@given(st.data())
def test_a_damaged_file_is_named(tmp_path_factory, data):
    """A byte anywhere in the archive: in an array, in its file's header, in the list of members."""
    folder = tmp_path_factory.mktemp("damaged")
    member = evaluated.folder_of(write(folder, run(), {}), folder) / "predictions.npz"
    whole, arrays = member.archive.read_bytes(), evaluated.arrays(member)
    place = data.draw(st.integers(0, len(whole) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda value: value != whole[place]))
    cut = whole[:place]
    fresh = member.archive.with_suffix(".new")
    fresh.write_bytes(data.draw(st.sampled_from([cut, cut + bytes([other]) + whole[place + 1 :]])))
    os.replace(fresh, member.archive)
    try:
        found = evaluated.arrays(member)
    except UserError as error:
        assert str(member.archive) in str(error)
    else:
        # a byte of another member, or on which no number stands: a time
        assert all(np.array_equal(found[name], arrays[name]) for name in arrays)


@pytest.mark.parametrize("name", ["texts", "probabilities", "labels", "attention", "offsets"])
def test_an_array_that_lacks_is_named(tmp_path, name):
    folder = evaluated.folder_of(write(tmp_path, run(), {}), tmp_path)
    arrays = dict(evaluated.arrays(folder / "predictions.npz"))
    put(folder, predictions=npz(**{key: array for key, array in arrays.items() if key != name}))
    with pytest.raises(UserError, match=rf"predictions\.npz: no array {name}: restore it"):
        evaluated.predictions(folder)


def test_texts_without_words_are_refused(tmp_path):
    one = write(tmp_path, run(), {}, attention=[[1.0], []])
    with pytest.raises(UserError, match=r"words of every text: restore it \(`git restore .*vanilla\.zip`"):
        evaluated.predictions(evaluated.folder_of(one, tmp_path))


def test_half_precision_is_made_to_sum_to_one(tmp_path):
    one = write(tmp_path, run(), {}, attention=[[0.1] * 7 + [0.3], [0.5, 0.5]])
    kept = evaluated.predictions(evaluated.folder_of(one, tmp_path))
    assert kept.attention[:8].sum() == pytest.approx(1.0, abs=1e-15)
    assert list(kept.lengths) == [8, 2] and kept.highest() == pytest.approx([0.3, 0.5], rel=1e-3)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=7), st.integers(0, 99))
def test_texts_of_one_length_together_give_what_each_gives_alone(lengths, seed):
    numbers = np.random.default_rng(seed)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    sides = []
    for _ in range(2):
        attention = np.concatenate([numbers.dirichlet(np.ones(length)) for length in lengths])
        ones, zeros = np.ones((len(lengths), 1)), np.zeros(len(lengths))
        sides.append(evaluated.Predictions(zeros, ones, zeros, attention, offsets, NOWHERE))
    together = evaluated.jsd(*sides)
    for text, (start, end) in enumerate(zip(offsets, offsets[1:], strict=False)):
        p, q = (side.attention[start:end] for side in sides)
        alone = [
            x * math.log(2 * x / (x + y)) / 2 for a, b in ((p, q), (q, p)) for x, y in zip(a, b, strict=True)
        ]
        assert together[text] == pytest.approx(sum(alone), abs=1e-12)
