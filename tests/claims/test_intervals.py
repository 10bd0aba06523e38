"""Verdicts on ours: t intervals over paired seeds, by hand and by simulation."""

import math
from dataclasses import replace

import numpy as np
import pytest

from steady_attention.claims import looks
from steady_attention.claims.curves import parts
from steady_attention.claims.intervals import (
    Errors,
    common_seeds,
    errors,
    fewest_seeds,
    half_widths,
    measured,
    needed_seeds,
)
from steady_attention.claims.scores import Score
from steady_attention.claims.terms import Part
from steady_attention.claims.verdict import outcome

BETTER = {"op": "compare", "subject": {"method": "a"}, "object": {"method": "b"}}


def seeded(differences, dataset="sst", states=({}, {})):
    """a and b with noise that they share by seed, and with these differences a - b; states: of both."""
    noise = np.random.default_rng(7).normal(0, 100, len(differences))
    a = {seed: float(n + d) for seed, (n, d) in enumerate(zip(noise, differences, strict=True))}
    b = dict(enumerate(map(float, noise)))
    return [Score(n, dataset, "f1", v, states=s) for n, v, s in zip("ab", (a, b), states, strict=True)]


def findings(cells, test=BETTER):
    (part,) = parts(test, cells)
    (found,) = looks.findings([part])
    return part, found


def ours(cells, test=BETTER):
    return outcome(*findings(cells, test))


@pytest.mark.parametrize(
    "differences, verdict",
    [
        ((2, 3, 4), "holds"),
        ((-2, -3, -4), "fails"),
        ((1, 2, 3), "holds"),
        ((-1, -2, -3), "fails"),
        ((1, 3, 5), "undecided"),
        ((-1, -3, -5), "undecided"),
        ((0, 0, 0), "undecided"),
        ((0, 0, 0, 0, 0), "undecided"),  # how near two are of which a rounded score is the same is not known
        ((5, 5, 5, 5), "undecided"),
        ((5, 5, 5, 5, 5), "holds"),
        ((5, 5), "undecided"),
        ((-7, -7), "undecided"),
    ],
)
def test_intervals_are_paired_and_give_three_verdicts(differences, verdict):
    """The shared noise is far above the differences: an interval of unpaired values would decide none."""
    assert ours(seeded(differences)) == verdict


def states(*numbers):
    return {seed: (("attention_entropy", number), ("pearson", 0.5)) for seed, number in enumerate(numbers)}


def test_what_has_the_same_weights_is_not_better_and_not_worse():
    """Where attention has the same entropy at each of five seeds, too, a tie of F1 is none of rounding."""
    same = states(0.1, 0.2, 0.3, 0.5, 0.7)
    cells = seeded((0, 0, 0, 0, 0), states=(same, same))
    assert ours(cells) == "fails" and ours(cells, BETTER | {"relation": "not_worse"}) == "holds"
    assert ours(seeded((0, 0, 0), states=(same, same))) == "undecided"
    other = states(0.1, 0.2, 0.3, 0.5, 0.700001)
    for both in ((same, other), ({}, {}), (same, {})):
        cells = seeded((0, 0, 0, 0, 0), states=both)
        assert ours(cells) == "undecided" == ours(cells, BETTER | {"relation": "not_worse"})
    near = BETTER | {"relation": "not_worse", "margin": 0.5}  # a tie is well within it
    assert ours(seeded((0, 0, 0, 0, 0)), near) == "holds"


def test_one_cell_against_is_enough_for_a_claim_on_all_and_not_for_most():
    """Three margins with a deviation of 1 over three seeds. Against all: t(1 - 0.05 / 3, 2) = 5.339, so
    3.083. For two of three: low ends of t(1 - 0.05 / 2, 2) = 4.303, so 2.484.
    """
    cells = seeded((2, 3, 4)) + seeded((3, 4, 5), "imdb") + seeded((-3, -4, -5), "cnn")
    assert ours(cells) == "fails"
    assert ours(cells, BETTER | {"need": "most"}) == "holds"
    assert ours(cells, BETTER | {"need": {"at_least": 3, "of": 3}}) == "fails"
    nearer = seeded((2, 3, 4)) + seeded((3, 4, 5), "imdb") + seeded((-2, -3, -4), "cnn")
    assert ours(nearer) == "undecided"


def test_interval_by_hand():
    """Margins 1, 2, 3: mean 2, deviation 1, t(0.95, 2) = 2.920, half width 2.920 / sqrt(3) = 1.686."""
    _, (found,) = findings(seeded((1, 2, 3)))
    assert found.margin == pytest.approx(2)
    assert (found.low, found.high) == (pytest.approx(0.314, abs=5e-4), pytest.approx(3.686, abs=5e-4))


def quantile(error):
    """Student's t with 2 degrees of freedom: t(1 - e) is a * sqrt(2 / (1 - a^2)), a = 1 - 2 e."""
    a = 1 - 2 * error
    return a * math.sqrt(2 / (1 - a * a))


def test_low_ends_share_nothing_and_high_ends_the_terms_of_all_parts():
    """Two claims on all, of two and of three terms: any one of the five against is enough to fail."""
    cells = seeded((1, 2, 3)) + seeded((1, 2, 3), "imdb")
    three = seeded((1, 2, 3)) + seeded((1, 2, 3), "imdb") + seeded((1, 2, 3), "cnn")
    found = looks.findings(parts(BETTER, cells) + parts(BETTER, three))
    assert [len(each) for each in found] == [2, 3]
    for one in (*found[0], *found[1]):
        assert one.margin - one.low == pytest.approx(quantile(0.05) / math.sqrt(3))
        assert one.high - one.margin == pytest.approx(quantile(0.05 / 5) / math.sqrt(3))


@pytest.mark.parametrize(
    "need, low, high",
    [
        ("all", 0.05, 0.05 / 7),
        ("any", 0.05 / 7, 0.05),
        ("most", 0.05 / 4, 0.05 / 4),
        ({"at_least": 6, "of": 7}, 0.05 / 2, 0.05 / 6),
    ],
)
def test_error_rates_of_partial_conjunctions(need, low, high):
    """Of seven terms w must hold: 0.05 / (7 - w + 1) in favour, 0.05 / w against."""
    (found,) = errors([Part((None,) * 7, need)])
    assert (found.low, found.high) == pytest.approx((low, high))


def test_half_widths_by_hand():
    five = np.array([[1.0, 2.0, 3.0]] * 5)
    assert half_widths(five, 0.05) == pytest.approx([quantile(0.05) / math.sqrt(3)] * 5)


def test_seeds_that_would_decide():
    """Deviation 2: t(0.95, n - 1) 2 / sqrt(n) is 2.35 with four seeds and 1.91 with five, so a mean of 2
    needs five; it is 0.501 with 45 seeds and 0.495 with 46, so 0.5 needs 46. A mean of 0 is never decided.
    """
    (part,) = parts(BETTER, seeded((0, 2, 4)))
    assert fewest_seeds(measured(part.terms[0]), Errors(0.05, 0.05), "favourable") == 5
    assert fewest_seeds(measured(part.terms[0]), Errors(0.05, 0.05), "adverse") == math.inf
    assert needed_seeds([part]) == needed_seeds(parts(BETTER, seeded((0, -2, -4)))) == 5
    (small,) = parts(BETTER, seeded((-1.5, 0.5, 2.5)))
    assert needed_seeds([small]) == 46
    assert needed_seeds([part, small]) == 46
    assert needed_seeds(parts(BETTER, seeded((-2, 0, 2)))) == math.inf


def test_seeds_that_would_decide_an_equality():
    """0 +- 2 inside 3: with three seeds t(0.95, 2) 2 / sqrt(3) is 3.37, with four 2.35."""
    assert needed_seeds(parts(WITHIN | {"margin": 3.0}, seeded((-2, 0, 2)))) == 4
    assert needed_seeds(parts(WITHIN | {"margin": 1e-6}, seeded((-2, 0, 2)))) == math.inf


def test_seeds_that_agree_are_enough_when_they_are_five():
    assert needed_seeds(parts(BETTER, seeded((5, 5, 5)))) == 5


def test_below_three_seeds_the_interval_has_no_end():
    for differences in ((3,), (3, 3), (3, 5)):
        _, (found,) = findings(seeded(differences))
        assert found.margin == pytest.approx(sum(differences) / len(differences))
        assert (found.low, found.high) == (-math.inf, math.inf)


WITHIN = BETTER | {"relation": "within"}


@pytest.mark.parametrize(
    "differences, bound, verdict",
    [  # 1, 2, 3 have the interval [0.314, 3.686]; outside by [-0.484, 4.484]
        ((1, 2, 3), 3.7, "holds"),
        ((1, 2, 3), 3.6, "undecided"),
        ((1, 2, 3), 0.1, "undecided"),
        ((-3, -2, -1), 3.7, "holds"),
        ((11, 12, 13), 9.5, "fails"),
        ((11, 12, 13), 9.6, "undecided"),
        ((-13, -12, -11), 9.5, "fails"),
        ((-8, 0, 8), 13.4, "undecided"),
        ((-8, 0, 8), 13.5, "holds"),
    ],
)
def test_equivalence_is_judged_on_the_signed_difference(differences, bound, verdict):
    """-8, 0, 8: distances 8, 0, 8, but the difference has deviation 8 and the half width 13.49."""
    assert ours(seeded(differences), WITHIN | {"margin": bound}) == verdict


def test_the_interval_of_a_difference_is_kept_beside_that_of_its_margin():
    _, (found,) = findings(seeded((1, 2, 3)), WITHIN | {"margin": 5.0})
    assert found.difference == pytest.approx((2, 0.314, 3.686), abs=5e-4)
    assert (found.margin, found.low, found.high) == pytest.approx((3, 1.314, 5), abs=5e-4)
    _, (outside,) = findings(seeded((11, 12, 13)), WITHIN | {"margin": 5.0})
    assert outside.difference == pytest.approx((12, 9.516, 14.484), abs=5e-4)


def test_each_comparison_has_the_seeds_of_its_own_cells():
    """One comparison of three seeds decides; the other, of two, is open and still counts for Bonferroni."""
    two, three = seeded((4, 5), "imdb"), seeded((-4, -5, -6))
    assert ours(two + three) == "fails"
    _, found = findings(two + three)
    assert [len(one.seeds) for one in found] == [2, 3]
    assert found[1].high == pytest.approx(-5 + quantile(0.05 / 2) / math.sqrt(3))


@pytest.mark.parametrize("metric", ["jsd_seeds", "tvd_seeds", "jsd_seeds_median", "jsd_seeds_p95"])
def test_distances_between_seeds_have_the_interval_of_the_jackknife(metric):
    """Deviation 1 over n = 3: 2 (n - 1) / (n - 2) = 4 times the half width 1.686."""
    cells = [replace(cell, metric=metric) for cell in seeded((1, 2, 3))]
    _, (found,) = findings(cells)
    assert found.high - found.margin == pytest.approx(4 * 1.686, abs=2e-3)
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
    assert found.high == pytest.approx(3.686, abs=5e-4)
