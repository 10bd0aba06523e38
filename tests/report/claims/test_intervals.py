"""Verdicts on ours: t intervals over paired seeds, by hand and by simulation."""

import math

import numpy as np
import pytest

from steady_attention.report.claims.cells import Cell
from steady_attention.report.claims.curves import parts
from steady_attention.report.claims.verdict import common_seeds, intervals, outcome

BETTER = {"op": "compare", "subject": {"method": "a"}, "object": {"method": "b"}}


def seeded(differences, dataset="sst"):
    """a and b with noise that they share by seed, and with these differences a - b."""
    noise = np.random.default_rng(7).normal(0, 100, len(differences))
    a = {seed: float(n + d) for seed, (n, d) in enumerate(zip(noise, differences, strict=True))}
    return [Cell("a", dataset, "f1", a), Cell("b", dataset, "f1", dict(enumerate(map(float, noise))))]


def findings(cells, test=BETTER):
    (part,) = parts(test, cells)
    (found,) = intervals([part], common_seeds(cells))
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
        ((5, 5, 5), "holds"),
        ((5, 5), "undecided"),
        ((-7, -7), "undecided"),
    ],
)
def test_intervals_are_paired_and_give_three_verdicts(differences, verdict):
    """The shared noise is far above the differences: an interval of unpaired values would decide none."""
    assert ours(seeded(differences)) == verdict


def test_zero_decides_an_inclusive_claim():
    assert ours(seeded((0, 0, 0)), BETTER | {"relation": "not_worse"}) == "holds"


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
    found = intervals(chosen, [0, 1, 2])
    assert [len(each) for each in found] == [2, 3]
    for one in (*found[0], *found[1]):
        assert one.high - one.margin == pytest.approx(a * math.sqrt(2 / (1 - a * a)) / math.sqrt(3))
        assert one.margin - one.low == pytest.approx(one.high - one.margin)


def test_below_three_seeds_the_interval_has_no_end():
    for differences in ((3,), (3, 3), (3, 5)):
        _, (found,) = findings(seeded(differences))
        assert found.margin == pytest.approx(sum(differences) / len(differences))
        assert (found.low, found.high) == (-math.inf, math.inf)


def test_a_distance_has_the_centre_of_the_means_and_the_spread_of_the_seeds():
    """Differences 1, -2, 4, distances 1, 2, 4: means 1 and 7 / 3, variance of the distances 7 / 3."""
    _, (found,) = findings(seeded((1, -2, 4)), BETTER | {"relation": "within", "margin": 5.0})
    assert found.margin == pytest.approx(4)
    assert found.high - found.margin == pytest.approx(4.3027 * math.sqrt(7) / 3, rel=1e-4)


def test_common_seeds():
    cells = [Cell(numbers=dict.fromkeys(seeds, 0.0)) for seeds in ((1, 2, 3, 5), (5, 2, 7), (2, 5))]
    assert common_seeds(cells) == [2, 5]


def test_margins_are_of_the_common_seeds_alone():
    a = Cell("a", "sst", "f1", {2: 3.0, 3: 5.0, 5: 7.0, 7: 1000.0})
    b = Cell("b", "sst", "f1", {2: 2.0, 3: 3.0, 5: 4.0, 11: -1000.0})
    _, (found,) = findings([a, b])
    assert found.margin == pytest.approx(2)
    assert found.high == pytest.approx(4.484, abs=5e-4)


@pytest.mark.parametrize("comparisons, seeds", [(1, 3), (24, 3), (24, 5)])
def test_methods_that_do_not_differ_are_seldom_decided(comparisons, seeds):
    generator, decided = np.random.default_rng(0), 0
    for _ in range(200):
        values = generator.normal(80, 1, (comparisons, 2, seeds))
        cells = [
            Cell(method, f"corpus{number}", "f1", dict(enumerate(map(float, values[number, side]))))
            for number in range(comparisons)
            for side, method in enumerate("ab")
        ]
        decided += ours(cells) != "undecided"
    assert decided <= 20


def test_methods_that_differ_are_decided():
    """Four deviations of a run apart, 24 comparisons, ten seeds; the worse side fails as surely."""
    generator = np.random.default_rng(0)
    better, worse = generator.normal(84, 1, (24, 10)), generator.normal(80, 1, (24, 10))
    for first, second, verdict in ((better, worse, "holds"), (worse, better, "fails")):
        cells = [
            Cell(method, f"corpus{number}", "f1", dict(enumerate(map(float, values[number]))))
            for number in range(24)
            for method, values in (("a", first), ("b", second))
        ]
        assert ours(cells) == verdict
