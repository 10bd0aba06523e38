"""Verdicts: ties, domains and counts on print; the bootstrap's three verdicts on ours."""

import numpy as np
import pytest

from steady_attention.report.claim_cells import Cell
from steady_attention.report.claim_curves import parts
from steady_attention.report.claim_verdict import (
    bootstrap,
    common_seeds,
    joined,
    of_print,
    outcome,
    resampled,
)

BETTER = {"op": "compare", "subject": {"method": "a"}, "object": {"method": "b"}}


def pairs(*values):
    """A cell of a and one of b for each data set."""
    names = ("sst", "imdb", "cnn", "snli", "yelp")
    return [
        Cell(method, name, "f1", {0: value})
        for name, both in zip(names, values, strict=False)
        for method, value in zip("ab", both, strict=True)
    ]


def claim(test=BETTER, datasets=("sst", "imdb"), **more):
    return {"test": test | more, "over": {"datasets": list(datasets)}}


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


@pytest.mark.parametrize("need, verdict", [("most", "holds"), ({"at_least": 3}, "fails"), ("any", "holds")])
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


def seeded(differences, dataset="sst"):
    """a and b with noise that they share by seed, and with these differences a - b."""
    noise = np.random.default_rng(7).normal(0, 100, len(differences))
    a = {seed: float(n + d) for seed, (n, d) in enumerate(zip(noise, differences, strict=True))}
    return [Cell("a", dataset, "f1", a), Cell("b", dataset, "f1", dict(enumerate(map(float, noise))))]


def ours(cells, test=BETTER):
    (part,) = parts(test, cells)
    (found,) = bootstrap([part], common_seeds(cells))
    return outcome(part, found)


@pytest.mark.parametrize(
    "differences, verdict",
    [((1, 2, 3), "holds"), ((-1, -2, -3), "fails"), ((1, -2, 3), "undecided"), ((0, 0, 0), "undecided")],
)
def test_bootstrap_is_paired_and_has_three_verdicts(differences, verdict):
    """The shared noise is a hundred times the difference: an unpaired bootstrap would decide none."""
    assert ours(seeded(differences)) == verdict


def test_zero_decides_an_inclusive_claim():
    assert ours(seeded((0, 0, 0)), BETTER | {"relation": "not_worse"}) == "holds"


def test_one_cell_against_is_enough_for_a_claim_on_all_and_not_for_most():
    cells = seeded((1, 2, 3)) + seeded((2, 3, 5), "imdb") + seeded((-1, -2, -3), "cnn")
    assert ours(cells) == "fails"
    assert ours(cells, BETTER | {"need": "most"}) == "holds"
    assert ours(cells, BETTER | {"need": {"at_least": 3}}) == "fails"


def test_bootstrap_interval_by_hand():
    """Of 3 seeds with differences 0, 0, 27 a draw's mean is 0, 9, 18 or 27: P = 8, 12, 6, 1 of 27."""
    (part,) = parts(BETTER, seeded((0, 0, 27)))
    ((found,),) = bootstrap([part], [0, 1, 2])
    assert found.margin == pytest.approx(9)
    assert (found.low, found.high) == (pytest.approx(0, abs=1e-9), pytest.approx(27))


def test_draws_are_the_same_for_every_cell_and_every_time():
    a, b = (Cell("a", "sst", "f1", {3: 1.0, 5: 2.0, 7: 4.0}) for _ in range(2))
    first, again = resampled([3, 5, 7]), resampled([3, 5, 7])
    assert first(a).shape == (2001,)
    assert first(a)[0] == pytest.approx(7 / 3)
    np.testing.assert_array_equal(first(a), first(b))
    np.testing.assert_array_equal(first(a), again(a))


def test_common_seeds():
    cells = [Cell(numbers=dict.fromkeys(seeds, 0.0)) for seeds in ((1, 2, 3, 5), (5, 2, 7), (2, 5))]
    assert common_seeds(cells) == [2, 5]
