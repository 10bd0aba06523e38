"""Verdicts: ties on print, domains, counts, and parts that must all hold."""

import math
from dataclasses import replace

import pytest

from steady_attention.claims import looks
from steady_attention.claims.curves import parts
from steady_attention.claims.scores import Score
from steady_attention.claims.terms import Part
from steady_attention.claims.verdict import deciding, joined, of_print, of_scores

BETTER = {"op": "compare", "subject": {"method": "a"}, "object": {"method": "b"}}


def pairs(*values):
    """A cell of a and one of b for each data set."""
    names = ("sst", "imdb", "cnn", "snli", "yelp")
    return [
        Score(method, name, "f1", {0: value})
        for name, both in zip(names, values, strict=False)
        for method, value in zip("ab", both, strict=True)
    ]


def claim(test=BETTER, datasets=("sst", "imdb"), **more):
    return {"test": test | more, "over": {"datasets": list(datasets)}}


def test_the_weakest_is_so_by_its_interval_not_by_its_unit():
    """F1, in points: 3 +- 5; correlation: .001 +- .025, which is less sure and a smaller number."""
    f1, pearson = (1.0, 3.0, 5.0), (-0.009, 0.001, 0.011)
    cells = [
        Score(method, "sst", metric, dict(enumerate(values)))
        for metric, both in (("f1", f1), ("pearson", pearson))
        for method, values in (("a", both), ("b", (0.0, 0.0, 0.0)))
    ]
    part = Part(tuple(term for one in parts(BETTER, cells) for term in one.terms))
    (found,) = looks.findings([part])
    assert found[0].low < found[1].low < 0  # by their ends alone F1 would be the weaker one
    assert deciding(part, found, "undecided").term.scores[0].metric == "pearson"
    turned = [replace(one, margin=-one.margin, low=-one.high, high=-one.low) for one in found]
    assert deciding(part, turned, "fails").term.scores[0].metric == "f1"


def sided(*margins):
    """Comparisons with these margins at five seeds; of None the two sides have the same weights."""
    states = {seed: (("attention_entropy", 0.1 * seed), ("pearson", 0.5)) for seed in range(5)}
    noise = (-0.2, -0.1, 0.0, 0.1, 0.2)
    cells = []
    for name, margin in zip(("sst", "imdb", "cnn", "snli"), margins, strict=False):
        a = {seed: 0.0 if margin is None else margin + noise[seed] for seed in range(5)}
        cells += [
            Score(m, name, "f1", v, states=states) for m, v in (("a", a), ("b", dict.fromkeys(range(5), 0.0)))
        ]
    return parts(BETTER, cells)


def test_what_is_surely_against_decides_a_claim_that_fails_before_what_is_open():
    (part,) = sided(-0.1, None, 3.0)  # open, the same weights, in favour
    (found,) = looks.findings([part])
    assert deciding(part, found, "fails").term.scores[0].dataset == "imdb"


def test_nine_of_ten_fails_by_the_second_that_is_against():
    (part,) = sided(-5.0, -1.0, 3.0, 2.0)
    (found,) = looks.findings([part])
    ten = replace(part, need={"at_least": 9, "of": 10})
    assert deciding(ten, found, "fails").term.scores[0].dataset == "imdb"
    assert deciding(part, found, "fails").term.scores[0].dataset == "sst"
    assert deciding(replace(part, need="most"), found, "undecided").term.scores[0].dataset == "imdb"
    assert deciding(replace(part, need="any"), found, "holds").term.scores[0].dataset == "cnn"


def test_print_holds_and_fails():
    assert of_print(claim(), pairs((2, 1), (5, 3))).verdict == "holds"
    assert of_print(claim(), pairs((2, 1), (3, 5))).verdict == "fails"
    assert of_print(claim(), pairs((2, 1), (3, 5))).margin == -2


def test_print_tie_contradicts_no_claim_on_all_but_a_strict_one():
    found = of_print(claim(), pairs((2, 1), (3, 3)))
    assert (found.verdict, found.strict) == ("holds", True)
    assert not of_print(claim(relation="not_worse"), pairs((2, 1), (3, 3))).strict
    assert of_print(
        claim(), pairs((0.1 + 0.2, 0.3), (3, 1))
    ).strict  # the rounding of floats is no difference


def test_print_tie_supports_no_count():
    assert of_print(claim(need="most"), pairs((2, 1), (3, 3))).verdict == "fails"
    assert of_print(claim(need="any"), pairs((2, 1), (3, 3))).verdict == "holds"


@pytest.mark.parametrize(
    "need, verdict", [("most", "holds"), ({"at_least": 3, "of": 3}, "fails"), ("any", "holds")]
)
def test_print_counts_two_of_three(need, verdict):
    cells = pairs((2, 1), (5, 3), (1, 7))
    assert of_print(claim(datasets=("sst", "imdb", "cnn"), need=need), cells).verdict == verdict


def test_print_on_a_part_of_the_domain_can_only_fail():
    wide = ("sst", "imdb", "cnn")
    found = of_print(claim(datasets=wide), pairs((2, 1), (5, 3)))
    assert (found.verdict, found.missing) == ("not checkable", ("cnn",))
    assert of_print(claim(datasets=wide), pairs((2, 1), (3, 5))).verdict == "fails"
    assert of_print(claim(datasets=wide, need="most"), pairs((1, 2), (3, 5))).verdict == "not checkable"


def test_print_without_numbers_or_test_is_not_checkable():
    assert of_print(claim(), []).verdict == "not checkable"
    assert of_print({"over": {"datasets": ["sst"]}}, pairs((2, 1))).verdict == "not checkable"


def test_all_of_needs_every_part():
    both = {"all_of": [BETTER, BETTER | {"margin": 2.0}]}
    assert of_print({"test": both, "over": {"datasets": ["sst"]}}, pairs((5, 2))).verdict == "holds"
    assert of_print({"test": both, "over": {"datasets": ["sst"]}}, pairs((4, 3))).verdict == "fails"
    assert joined(["holds", "undecided", "fails"]) == "fails"
    assert joined(["holds", "undecided"]) == "undecided"


@pytest.mark.parametrize(
    ("values", "verdict"),
    [
        ([(80, 79)] * 3, "undecided"),  # none of the three decides 3 of 4
        ([(79, 80)] + [(80, 79)] * 2, "undecided"),  # one may be lost
        ([(79, 80)] * 2 + [(80, 79)], "fails where run"),  # two may not
    ],
)
def test_a_count_on_data_sets_of_which_some_were_not_run(values, verdict):
    """What was not run could go either way."""
    names = ("sst", "imdb", "cnn", "snli", "babi1")
    test = {
        "op": "compare",
        "subject": {"method": "a"},
        "object": {"method": "b"},
        "need": {"at_least": 4, "of": 5},
    }
    over = {"datasets": names, "encoders": [], "metrics": ["f1"]}
    declared = {"paper": "seat", "over": over, "test": test}
    cells = [
        cell
        for name, pair in zip(names, values, strict=False)
        for cell in (
            Score(method, name, "f1", {s: value + s / 97 for s in range(5)}, "bilstm", "additive")
            for method, value in zip("ab", pair, strict=True)
        )
    ]
    ours = of_scores(declared, cells, [], {})
    assert ours.verdict == verdict, ours.evidence
    if verdict == "undecided":
        assert math.isnan(ours.needed) and "4 of 5 needed" in ours.evidence
