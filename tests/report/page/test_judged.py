"""Claims as the page lists them, from rows of claims.csv."""

import csv

import pytest

from steady_attention.claims.judged import COLUMNS
from steady_attention.claims.verdict import VERDICTS
from steady_attention.report.page import judged
from steady_attention.store.errors import UserError
from tests.report.page.pages import CLAIMS


def test_a_decided_claim_has_a_bar_and_its_margin_in_words():
    one = judged.claim(CLAIMS[0])
    assert (one.kind, one.shown, one.margin) == ("holds", "holds where run", "+2.50 points [+0.50, +4.50]")
    assert one.bar.left > 50 and one.place == "paper: abstract"


def test_an_end_without_a_bound_is_open():
    one = judged.claim(CLAIMS[1])
    assert one.margin == "-0.250 [-∞, -0.125]" and one.bar.open == "left" and one.bar.right < 50


def test_of_two_that_are_to_be_alike_the_difference_stands():
    """Its margin, what the bound leaves, would read as a difference of 2.50."""
    evidence = "wanted a at most 3 from b on sst, f1: difference +0.5 [-0.5, +1.5], 3 seeds"
    one = judged.claim({**CLAIMS[0], "evidence": evidence})
    assert one.margin == "difference +0.5 points [-0.5, +1.5], at most 3 allowed"


def test_by_its_start_and_not_run():
    start, absent = map(judged.claim, CLAIMS[2:])
    assert start.shown == "holds by construction" and start.kind == "holds" and start.bar is None
    assert (absent.kind, absent.margin, absent.bar) == ("not run", "", None)


def test_every_verdict_is_of_a_kind_that_can_be_asked_for():
    assert {judged.claim({**CLAIMS[0], "verdict": verdict}).kind for verdict in VERDICTS} == set(judged.KINDS)


def test_claims_are_read_counted_and_ordered(tmp_path):
    with open(tmp_path / "claims.csv", "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, restval="0", lineterminator="\n")
        writer.writeheader()
        writer.writerows(reversed(CLAIMS))
    made = judged.read("small", "seat", "SEAT", tmp_path)
    assert [one.id for one in made.decided] == ["a-start", "a-gain", "a-loss"]
    assert [one.id for one in made.others] == ["an-absence"] and made.rest == "1 not run in this profile"
    counted = {"holds": 4, "fails": 2, "undecided": 0, "below resolution": 0, "not run": 2, "no test": 0}
    assert judged.counted([made, made]) == counted
    assert made.origin.command == "dvc repro -s sources tables@small-seat"


def test_no_claims_are_an_error(tmp_path):
    with pytest.raises(UserError, match="claims.csv not found: make it with `dvc repro tables@small-seat`"):
        judged.read("small", "seat", "SEAT", tmp_path)
