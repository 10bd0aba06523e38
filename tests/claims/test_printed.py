"""The 163 claims on the printed numbers: the recorded verdicts, and the same when they pass for ours."""

import pytest

from steady_attention.claims import declared, printed_scores
from steady_attention.claims.scores import SETTINGS, of_tables
from steady_attention.claims.verdict import of_print, of_scores
from tests.claims.samples import own

NAMES = ("dataset", "encoder", "attention", "method", "variant", "seed", "split", "metric", "value")
RATIOS = ("vat-human-ivat-substantial", "seat-vanilla-tvd-large")  # recorded: the ratio itself


@pytest.fixture(scope="module")
def claims():
    return declared()["claims"]


@pytest.fixture(scope="module")
def verdicts(claims):
    return [of_print(each, of_tables(printed_scores(), each["tables"])) for each in claims]


def test_all_163_verdicts_on_print_are_reproduced(claims, verdicts):
    assert len(claims) == 163
    wrong = [(c["id"], v.verdict) for c, v in zip(claims, verdicts, strict=True) if v.verdict != c["printed"]]
    assert wrong == []


def test_strict_verdicts_margins_and_counts_are_reproduced(claims, verdicts):
    for c, v in zip(claims, verdicts, strict=True):
        assert v.strict == (c.get("printed_strict") == "fails (ties only)"), c["id"]
        assert sorted(v.missing) == sorted(c.get("not_printed_for", v.missing)), c["id"]
        if "cells" in c and c["test"].get("op") != "settles":  # recorded: its steps; we: one term a curve
            assert v.comparisons == c["cells"], c["id"]
        if "cells" in c and c["id"] not in RATIOS:
            assert v.margin == pytest.approx(c["smallest_margin"], rel=1e-3, abs=1e-12), c["id"]


def test_tally(claims, verdicts):
    for paper, counts in declared()["tally"].items():
        found = [v.verdict for c, v in zip(claims, verdicts, strict=True) if c["paper"] == paper]
        assert {verdict: found.count(verdict) for verdict in set(found)} == counts


def as_rows(cells, per_cent):
    """The printed cells as if they were ours, five seeds alike."""
    for cell in cells:
        pairs = [f"{a}={v}" for a in SETTINGS if a != "unlabeled" and (v := getattr(cell, a)) is not None]
        metric = "@".join([cell.metric.replace("micro_f1", "accuracy")] + [",".join(pairs)] * bool(pairs))
        variant = "unlabeled=50" if cell.regime == "semi" else "default"
        value = cell.numbers[0] / (100 if cell.metric in per_cent else 1)
        encoder = cell.encoder or {"vib": "lstm"}.get(cell.paper, "bilstm")
        for seed in (2, 3, 5, 7, 11):
            place = (cell.dataset, encoder, "additive", cell.method, variant)
            yield dict(zip(NAMES, (*place, seed, "test", metric, value), strict=True))


def expected(claim, on_print):
    """Our verdicts, one of which it is if every seed gives the printed numbers: without noise only ties are
    not decided, and no number of seeds would decide them. What is not printed was not run.
    """
    if not claim.get("test"):
        return ("no test",)
    if not on_print.comparisons:
        return ("not run",)
    where = " where run" if on_print.missing else ""
    if on_print.verdict == "not checkable" and on_print.margin < 0:  # perhaps of a claim on most of them
        return (f"holds{where}", f"fails{where}")
    if on_print.strict or on_print.margin == 0:
        return ("below resolution", f"holds{where}")
    return (on_print.verdict.replace("not checkable", "holds") + where,)


@pytest.mark.parametrize("paper", ["attention_at", "attention_vat", "attention_vat_ja", "seat", "vib"])
def test_printed_numbers_taken_for_ours_get_the_printed_verdict(claims, verdicts, paper):
    fractions = paper == "seat"
    per_cent = (
        ()
        if fractions
        else {"f1", "accuracy", "micro_f1", "aopc", "posthoc_accuracy"}
        | {f"{m}_at_{k}" for m in ("p", "r", "f1") for k in (1, 5)}
    )
    for each, on_print in zip(claims, verdicts, strict=True):
        figure = any("figure" in table for table in each["tables"])  # the seat figures share their places
        if each["paper"] == paper and not figure and "unit" not in each:  # ours have a unit
            tables = of_tables(printed_scores(), each["tables"])
            rows, corpora = as_rows(tables, per_cent), {"ag_news4": "ag_news"}
            ours = of_scores(each, own(rows, paper), tables, corpora)
            assert ours.verdict in expected(each, on_print), (each["id"], ours.evidence)
