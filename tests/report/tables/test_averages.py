import math

import pandas as pd
import pytest

from steady_attention.printed import reported
from steady_attention.report.tables import averages, filling
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Setting

OWN = Setting("paper")


def table(*datasets):
    return Table(
        name="2",
        title="Accuracy",
        source="A paper, Table 2",
        rows=(Heading("LSTM", {"method": "vanilla"}),),
        columns=tuple(Heading(name, {"dataset": name}) for name in datasets),
        where={"encoder": "lstm", "attention": "additive", "split": "test", "metric": "accuracy"},
        printed=lambda where: reported.Cell("50.00", 0.5),
    )


def frame(*rows):
    """Rows of (dataset, seed, value)."""
    place = ("lstm", "additive", "vanilla", "default", "test", "accuracy")
    names = ("encoder", "attention", "method", "variant", "split", "metric")
    known = [
        {**dict(zip(names, place, strict=True)), "dataset": d, "seed": s, "value": v} for d, s, v in rows
    ]
    return pd.DataFrame(known, columns=list(COLUMNS))


BOTH = table("a", "b", averages.AVERAGE)
SCORES = frame(("a", 0, 0.5), ("b", 0, 0.7), ("a", 1, 0.6), ("b", 1, 0.8), ("other", 0, 0.1))


def test_an_average_is_a_runs_mean_over_the_data_sets():
    made = filling.fill(BOTH, SCORES, OWN)
    assert made.cells[0, 2].values == pytest.approx([0.6, 0.7])
    assert made.cells[0, 2].text == "50.00 / 65.00 ± 7.07 (2) / +15.00"


def test_a_run_that_lacks_a_data_set_has_no_average():
    made = filling.fill(BOTH, SCORES[(SCORES["dataset"] != "b") | (SCORES["seed"] != 1)], OWN)
    assert made.cells[0, 2].ours == "60.00 (1)"
    assert filling.fill(BOTH, SCORES[SCORES["dataset"] == "a"], OWN).cells[0, 2].ours == "not in this profile"


def test_an_undefined_number_has_no_average():
    undefined = frame(("a", 0, math.nan), ("b", 0, 0.7))
    assert filling.fill(BOTH, undefined, OWN).cells[0, 2].ours == "not in this profile"


def test_the_average_over_other_corpora_is_not_compared():
    made = filling.fill(BOTH, SCORES, Setting("demo", {"b": "other"}))
    assert made.cells[0, 2].text == "50.00 / 30.00 (1) / –"
    assert made.cells[0, 0].comparable and not made.cells[0, 2].comparable


def test_data_sets_that_share_a_corpus_have_no_average():
    made = filling.fill(BOTH, SCORES, Setting("demo", {"b": "a"}))
    assert made.cells[0, 2].ours == "not in this profile"


def test_notes_name_the_data_sets_alone():
    notes = filling.fill(BOTH, SCORES, OWN).notes()
    assert [line for line in notes if line.startswith("Corpus of")] == [
        "Corpus of a: copy not recorded.",
        "Corpus of b: copy not recorded.",
    ]


def test_a_table_without_that_column_keeps_its_scores():
    assert averages.added(table("a", "b"), SCORES, OWN) is SCORES
