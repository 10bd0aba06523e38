"""Verdicts on ours: t intervals over paired seeds, by hand and by simulation."""

import math
from dataclasses import replace

import numpy as np
import pytest

from steady_attention.claims.curves import parts
from steady_attention.claims.intervals import common_seeds, half_widths, intervals
from steady_attention.claims.scores import Score
from steady_attention.claims.verdict import outcome

BETTER = {"op": "compare", "subject": {"method": "a"}, "object": {"method": "b"}}


def seeded(differences, dataset="sst"):
    """a and b with noise that they share by seed, and with these differences a - b."""
    noise = np.random.default_rng(7).normal(0, 100, len(differences))
    a = {seed: float(n + d) for seed, (n, d) in enumerate(zip(noise, differences, strict=True))}
    return [Score("a", dataset, "f1", a), Score("b", dataset, "f1", dict(enumerate(map(float, noise))))]


def findings(cells, test=BETTER):
    (part,) = parts(test, cells)
    (found,) = intervals([part])
    return part, found


def ours(cells, test=BETTER):
    return outcome(*findings(cells, test))


@pytest.mark.parametrize(
    "differences, verdict",
    [
        ((2, 3, 4), "holds"),
        ((-2, -3, -4), "fails"),
        ((1, 2, 3), "undecided"),
        ((-1, -2, -3), "undecided"),
        ((0, 0, 0), "undecided"),
        ((0, 0, 0, 0, 0), "undecided"),
        ((5, 5, 5, 5), "undecided"),
        ((5, 5, 5, 5, 5), "holds"),
        ((5, 5), "undecided"),
        ((-7, -7), "undecided"),
    ],
)
def test_intervals_are_paired_and_give_three_verdicts(differences, verdict):
    """The shared noise is far above the differences: an interval of unpaired values would decide none."""
    assert ours(seeded(differences)) == verdict


def test_zero_decides_an_inclusive_claim():
    assert ours(seeded((0, 0, 0, 0, 0)), BETTER | {"relation": "not_worse"}) == "holds"


def test_one_cell_against_is_enough_for_a_claim_on_all_and_not_for_most():
    """Three margins with a deviation of 1 over three seeds: t(1 - 0.05 / 6, 2) = 7.649, so +-4.416."""
    cells = seeded((4, 5, 6)) + seeded((5, 6, 7), "imdb") + seeded((-4, -5, -6), "cnn")
    assert ours(cells) == "fails"
    assert ours(cells, BETTER | {"need": "most"}) == "holds"
    assert ours(cells, BETTER | {"need": {"at_least": 3}}) == "fails"


def test_interval_by_hand():
    """Margins 1, 2, 3: mean 2, deviation 1, t(0.975, 2) = 4.303, half width 4.303 / sqrt(3) = 2.484."""
    _, (found,) = findings(seeded((1, 2, 3)))
    assert found.margin == pytest.approx(2)
    assert (found.low, found.high) == (pytest.approx(-0.484, abs=5e-4), pytest.approx(4.484, abs=5e-4))


def test_the_level_is_divided_by_the_terms_of_all_parts():
    """Five margins in two parts: with 2 degrees of freedom t(p) is a * sqrt(2 / (1 - a^2)), a = 2 p - 1."""
    cells = seeded((1, 2, 3)) + seeded((1, 2, 3), "imdb")
    three = seeded((1, 2, 3)) + seeded((1, 2, 3), "imdb") + seeded((1, 2, 3), "cnn")
    chosen = parts(BETTER, cells) + parts(BETTER, three)
    a = 1 - 0.05 / 5
    found = intervals(chosen)
    assert [len(each) for each in found] == [2, 3]
    for one in (*found[0], *found[1]):
        assert one.high - one.margin == pytest.approx(a * math.sqrt(2 / (1 - a * a)) / math.sqrt(3))
        assert one.margin - one.low == pytest.approx(one.high - one.margin)


def test_the_contrasts_of_a_term_share_its_level():
    five = np.array([[1.0, 2.0, 3.0]] * 5)
    assert half_widths(five, 2) == pytest.approx(half_widths(five[:1], 10).repeat(5))


def test_below_three_seeds_the_interval_has_no_end():
    for differences in ((3,), (3, 3), (3, 5)):
        _, (found,) = findings(seeded(differences))
        assert found.margin == pytest.approx(sum(differences) / len(differences))
        assert (found.low, found.high) == (-math.inf, math.inf)


WITHIN = BETTER | {"relation": "within"}


@pytest.mark.parametrize(
    "differences, bound, verdict",
    [  # 1, 2, 3 have the interval [-0.484, 4.484]
        ((1, 2, 3), 4.5, "holds"),
        ((1, 2, 3), 4.4, "undecided"),
        ((1, 2, 3), 0.1, "undecided"),
        ((-3, -2, -1), 4.5, "holds"),
        ((11, 12, 13), 9.5, "fails"),
        ((11, 12, 13), 9.6, "undecided"),
        ((-13, -12, -11), 9.5, "fails"),
        ((-8, 0, 8), 19.8, "undecided"),
        ((-8, 0, 8), 19.9, "holds"),
    ],
)
def test_equivalence_is_judged_on_the_signed_difference(differences, bound, verdict):
    """-8, 0, 8: distances 8, 0, 8, but the difference has deviation 8 and the half width 19.87."""
    assert ours(seeded(differences), WITHIN | {"margin": bound}) == verdict


def test_the_interval_of_a_difference_is_kept_beside_that_of_its_margin():
    _, (found,) = findings(seeded((1, 2, 3)), WITHIN | {"margin": 5.0})
    assert found.difference == pytest.approx((2, -0.484, 4.484), abs=5e-4)
    assert (found.margin, found.low, found.high) == pytest.approx((3, 0.516, 5), abs=5e-4)


def test_each_comparison_has_the_seeds_of_its_own_cells():
    """One comparison of three seeds decides; the other, of two, is open and still counts for Bonferroni."""
    two, three = seeded((4, 5), "imdb"), seeded((-4, -5, -6))
    assert ours(two + three) == "fails"
    _, found = findings(two + three)
    assert [len(one.seeds) for one in found] == [2, 3]
    half = 0.975 * math.sqrt(2 / (1 - 0.975**2))  # t(1 - 0.05 / 4, 2)
    assert found[1].high == pytest.approx(-5 + half / math.sqrt(3))


def test_distances_between_seeds_have_the_interval_of_the_jackknife():
    """Deviation 1 over n = 3: 2 (n - 1) / (n - 2) = 4 times the half width 2.484."""
    cells = [replace(cell, metric="jsd_seeds") for cell in seeded((1, 2, 3))]
    _, (found,) = findings(cells)
    assert found.high - found.margin == pytest.approx(4 * 2.484, abs=2e-3)
    cells[0].numbers[7] = 5.0  # a seed that b lacks: a's distances are from it, too
    _, (found,) = findings(cells)
    assert found.high == math.inf


def test_common_seeds():
    cells = [Score(numbers=dict.fromkeys(seeds, 0.0)) for seeds in ((1, 2, 3, 5), (5, 2, 7), (2, 5))]
    assert common_seeds(cells) == [2, 5]


def test_margins_are_of_the_common_seeds_alone():
    a = Score("a", "sst", "f1", {2: 3.0, 3: 5.0, 5: 7.0, 7: 1000.0})
    b = Score("b", "sst", "f1", {2: 2.0, 3: 3.0, 5: 4.0, 11: -1000.0})
    _, (found,) = findings([a, b])
    assert found.margin == pytest.approx(2)
    assert found.high == pytest.approx(4.484, abs=5e-4)
