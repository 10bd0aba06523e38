"""The 163 claims on the printed numbers: the verdicts that an independent program found (printed.yaml), and
the same when the printed numbers pass for ours.
"""

from pathlib import Path

import pytest

from steady_attention.claims.declarations import declared, printed_scores
from steady_attention.claims.scores import SETTINGS, of_tables
from steady_attention.claims.verdict import of_print, of_scores
from steady_attention.printed.reported import read_yaml
from steady_attention.results.scores import COLUMNS
from tests.claims.samples import own

RATIOS = ("vat-human-ivat-substantial", "seat-vanilla-tvd-large")  # recorded: the ratio itself
RECORDED = read_yaml(Path(__file__).with_name("printed.yaml"))
MENDED = {  # tests that have been mended since, see CHANGELOG: verdict, comparisons
    "seat-kitada-improves-robustness": ("holds", 48),
    "seat-abl-l3-f1-gap": ("holds", 6),
    "vatja-sup-equals-at-corr": ("fails", 12),
}


@pytest.fixture(scope="module")
def claims():
    return declared()["claims"]


@pytest.fixture(scope="module")
def verdicts(claims):
    return [of_print(each, of_tables(printed_scores(), each["tables"])) for each in claims]


def test_the_verdicts_on_print_are_those_of_an_independent_program(claims, verdicts):
    assert [each["id"] for each in claims] == list(RECORDED) and len(claims) == 163
    found = {c["id"]: v.verdict for c, v in zip(claims, verdicts, strict=True) if c["id"] not in MENDED}
    assert found == {name: one["verdict"] for name, one in RECORDED.items() if name not in MENDED}


def test_the_verdicts_of_mended_tests(claims, verdicts):
    found = {c["id"]: (v.verdict, v.comparisons) for c, v in zip(claims, verdicts, strict=True)}
    assert {name: found[name] for name in MENDED} == MENDED


def test_strict_verdicts_margins_and_counts_are_reproduced(claims, verdicts):
    for c, v in zip(claims, verdicts, strict=True):
        one = RECORDED[c["id"]]
        assert v.strict == one.get("strict", False), c["id"]
        assert sorted(v.missing) == sorted(one.get("missing", v.missing)), c["id"]
        if c["id"] in MENDED or "comparisons" not in one:
            continue
        if c["test"].get("op") != "settles":  # recorded: its steps; we: one term a curve
            assert v.comparisons == one["comparisons"], c["id"]
        if c["id"] not in RATIOS:
            assert v.margin == pytest.approx(one["margin"], rel=1e-3, abs=1e-12), c["id"]


def test_a_claim_against_a_constant_in_a_unit_that_is_not_said_is_not_checkable(claims, verdicts):
    """SEAT's TVD; a ratio of two of them needs no unit."""
    found = {c["id"]: v for c, v in zip(claims, verdicts, strict=True)}
    assert found["seat-tvd-small"].verdict == "not checkable"
    assert found["seat-vanilla-tvd-large"].verdict == "holds"
    assert found["seat-vanilla-tvd-large"].doubted == 96


def as_rows(cells, per_cent):
    """The printed cells as if they were ours, five seeds alike."""
    for cell in cells:
        pairs = [f"{a}={v}" for a in SETTINGS if (v := getattr(cell, a)) is not None]
        metric = "@".join([cell.metric.replace("micro_f1", "accuracy")] + [",".join(pairs)] * bool(pairs))
        variant = "unlabeled=50" if cell.regime == "semi" else "default"
        value = cell.numbers[0] / (100 if cell.metric in per_cent else 1)
        encoder = cell.encoder or {"vib": "lstm"}.get(cell.paper, "bilstm")
        for seed in (2, 3, 5, 7, 11):
            place = (cell.dataset, encoder, "additive", cell.method, variant)
            yield dict(zip(COLUMNS, (*place, seed, "test", metric, value), strict=True))


def expected(claim, on_print):
    """Our verdicts, one of which it is if every seed gives the printed numbers. A tie at every seed is open,
    as nothing says that the weights are the same; that of rounded prints contradicts none. What is not
    printed was not run.
    """
    if not claim.get("test") or "unmeasured" in claim:
        return ("no test",)
    if not on_print.comparisons:
        return ("not run",)
    where = " where run" if on_print.missing else ""
    if on_print.missing and isinstance(claim["test"].get("need"), dict):  # what is not printed is open
        return ("undecided", f"fails{where}")
    if on_print.verdict == "not checkable" and on_print.margin < 0:  # perhaps of a claim on most of them
        return (f"holds{where}", f"fails{where}")
    if on_print.strict or on_print.margin == 0:
        return ("below resolution",)
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
        if each["paper"] == paper and not figure and each["id"] != "seat-tvd-small":  # ours have a unit
            tables = of_tables(printed_scores(), each["tables"])
            rows, corpora = as_rows(tables, per_cent), {"ag_news4": "ag_news"}
            ours = of_scores(each, own(rows, paper), tables, corpora)
            assert ours.verdict in expected(each, on_print), (each["id"], ours.evidence)
