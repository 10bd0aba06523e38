"""Our verdicts on the claims, from rows to claims.md and claims.csv."""

import csv

import pandas as pd
import pytest

from steady_attention import claims
from steady_attention.store.errors import UserError

NAMES = ("dataset", "encoder", "attention", "method", "variant", "seed", "split", "metric", "value")


def rows(differences, datasets=("sst",)):
    """Attention AT above vanilla by these differences of F1 and correlation, a seed each."""
    found = []
    for dataset in datasets:
        for seed, difference in enumerate(differences):
            for method in ("vanilla", "attention_at", "attention_iat"):
                for metric in ("f1", "pearson", "accuracy", "macro_f1"):
                    value = 0.5 + 0.1 * seed + (difference if method != "vanilla" else 0)
                    run = (dataset, "bilstm", "additive", method, "default", seed)
                    found.append((*run, "test", metric, value))
    return pd.DataFrame(found, columns=NAMES)


ALL = ("sst", "imdb", "newsgroups", "ag_news", "cnn", "babi1", "babi2", "babi3", "snli", "multinli")


@pytest.mark.parametrize(
    "differences, datasets, verdict, words",
    [  # 20 margins over 3 seeds, 2 points with a deviation of 0.1: t(0.99875, 2) = 19.96, so +-1.15
        ((0.019, 0.020, 0.021), ALL, "holds", "margin +2 [+0.847, +3.15], 3 seeds"),
        ((-0.019, -0.020, -0.021), ALL, "fails", "20 comparisons: 0 for, 20 against, 0 open. From 30 scores"),
        ((0.01, 0.02, 0.03), ALL, "undecided", "+2 [-9.53, +13.5], 3 seeds; its interval reaches to both"),
        ((0.02, 0.02), ALL, "undecided", "2 seeds; too few seeds (attention_iat has 2 seeds, 3 are needed)"),
        ((0.019, 0.020, 0.021), ("sst", "cnn"), "undecided", "not run: the data sets imdb, ag_news, snli"),
        ((-0.019, -0.020, -0.021), ("sst", "cnn"), "fails", "not run: the data sets imdb"),
        ((0.01, 0.02, 0.03), (), "not run", "not run: every score that it speaks of"),
    ],
)
def test_verdict_on_ours(differences, datasets, verdict, words):
    table = claims.judged(rows(differences, datasets), "attention_at", {})
    (found,) = [row for row in table if row["id"] == "at-improves-prediction"]
    assert found["ours"] == verdict, found["evidence"]
    assert words in found["evidence"]


def test_counterparts_are_judged_and_named():
    everywhere = dict.fromkeys(ALL, "toy")
    table = claims.judged(rows((0.019, 0.020, 0.021), ("toy",)), "attention_at", everywhere)
    (found,) = [row for row in table if row["id"] == "at-improves-interpretability"]
    assert found["ours"] == "holds"
    assert f"From 3 scores; toy stands for {', '.join(ALL)}" in found["evidence"]


def test_a_claim_without_a_test_says_so_and_what_it_needs():
    (found,) = [
        row for row in claims.judged(rows(()), "attention_at", {}) if row["id"] == "at-unclear-sentences"
    ]
    assert (found["printed"], found["ours"]) == ("not checkable", "no test")
    assert found["evidence"] == "words alone; needs per-sentence attention"


@pytest.mark.parametrize(
    "suite, count", [("attention_at", 9), ("attention_vat", 67), ("seat", 59), ("vib_attention", 28)]
)
def test_write(tmp_path, suite, count):
    claims.write(tmp_path, rows((0.01, 0.02, 0.03)), suite, {})
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    lines = (tmp_path / "claims.md").read_text(encoding="utf-8").splitlines()
    assert tuple(table[0]) == claims.COLUMNS
    assert len(table) == count
    assert sum(line.startswith("| ") for line in lines) == count + 2  # head and rule
    assert lines[0] == f"# Claims: {suite}"
    assert all(row["evidence"] and row["ours"] in claims.VERDICTS for row in table)


def test_unknown_suite_is_an_error_that_lists_the_known():
    with pytest.raises(UserError, match="unknown suite 'x'; expected one of attention_at, attention_vat"):
        claims.judged([], "x", {})
