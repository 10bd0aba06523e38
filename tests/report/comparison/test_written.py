"""The files of a comparison, from scores by hand."""

import html

import pandas as pd
import pytest

from steady_attention.report.comparison import written
from steady_attention.results import scores
from steady_attention.run.runs import Run
from steady_attention.settings import params

METHODS = ["vanilla", "seat"]
RUNS = [
    Run(name, "bilstm", "additive", method, (), seed)
    for name in ("a_fold1", "a_fold2")
    for method in METHODS
    for seed in (0, 1)
]


def counts(*labels):
    texts = {"examples": sum(labels), "labels": dict(enumerate(labels)), "mean_length": 3.5}
    return {
        "classes": ["no", "yes"],
        "vocabulary": 11,
        "pair": False,
        "splits": dict.fromkeys(("train", "dev", "test"), texts),
        "duplicates": {"within": {"train": 2, "dev": 0, "test": 0}, "between": {}},
        "left_out": {},
        "copy": "own",
        "vectors": {"tokens_found": 5, "tokens": 10, "found": 3, "vocabulary": 11},
    }


STATISTICS = {"a_fold1": counts(3, 7), "a_fold2": counts(9, 1)}


def test_the_largest_class_is_a_mean_over_folds():
    assert written.largest(list(STATISTICS.values())) == pytest.approx(0.8)


def test_all_files_are_written_and_a_corpus_that_is_not_learned_is_told(tmp_path):
    rows = [
        (
            run.dataset,
            run.encoder,
            run.attention,
            run.method,
            "default",
            run.seed,
            scores.BEST,
            "test",
            metric,
            0.5 + 0.1 * run.seed,
            "compare",
        )
        for run in RUNS
        for metric in ("f1", "accuracy")
    ]
    table = pd.DataFrame(rows, columns=list(scores.TABLE))
    compared = written.Compared(METHODS, {"a": ["a_fold1", "a_fold2"]}, STATISTICS, {"Seeds": "0, 1"})
    seconds = {run: {"train": 7.0, "evaluate": 3.0} for run in RUNS}
    notices = written.write(tmp_path, compared, table, seconds)
    assert {path.name for path in tmp_path.iterdir()} == {written.PAGE, *written.BESIDE}
    numbers = pd.read_csv(tmp_path / "compare.csv")
    assert set(numbers["corpus"]) == {"a"} and set(numbers["method"]) == set(METHODS)
    assert numbers["mean"].to_numpy() == pytest.approx(0.55)
    costs = pd.read_csv(tmp_path / "costs.csv")
    assert list(costs["method"]) == METHODS
    (notice,) = notices  # 0.55 is below 0.8
    for name in (written.PAGE, "compare.md"):
        assert notice in html.unescape((tmp_path / name).read_text(encoding="utf-8"))


def test_the_head_tells_profile_vectors_seeds_and_corpora():
    settings = params.load("demo")
    told = written.facts("demo", settings, [1, 0, 1], {"a": ["a_fold1", "a_fold2"]}, STATISTICS)
    assert told["Seeds"] == "0, 1" and told["Corpus a"].startswith("2 folds; the first: ")
    assert told["Word vectors"] == settings.at("demo").vectors
