"""Margins as they are read, by hand."""

import pytest

from steady_attention.claims.shown import compared, margin


@pytest.mark.parametrize(
    ("numbers", "unit", "text"),
    [
        (("2.5", "0.5", "4.5"), "points", "+2.50 points [+0.50, +4.50]"),
        (("-0.55038", "-0.886049", "-1.20202e-05"), "points", "-0.550 points [-0.886, -0.000]"),
        (("4.94e-07", "-1.21e-05", "7.26e-06"), "plain", "(+0.05 [-1.21, +0.73]) × 10⁻⁵"),
        (("-0.25", "", "-0.125"), "plain", "-0.250 [-∞, -0.125]"),
        (("1234", "", ""), "plain", "+1234 [-∞, ∞]"),
        (("0", "0", "0"), "plain", "equal to the digit at every seed"),
        (("0", "", ""), "plain", "0 [-∞, ∞]"),
        (("", "", ""), "", ""),
    ],
)
def test_a_margin_has_one_number_of_digits(numbers, unit, text):
    assert margin(dict(zip(("margin", "low", "high"), numbers, strict=True)) | {"unit": unit}) == text


def test_of_two_that_are_alike_the_difference_is_shown():
    """The margin is what the bound leaves of it: 0.49 points of 0.5."""
    row = {"margin": "0.49", "low": "0.26", "high": "0.5", "unit": "points"}
    alike = (
        "wanted a (84 ± 0.5) at most 0.5 from b (84 ± 0.6) on sst: difference -0.01 [-0.24, +0.22], 7 seeds."
    )
    assert (
        compared(row | {"evidence": alike}) == "difference -0.01 points [-0.24, +0.22], at most 0.5 allowed"
    )
    other = "wanted a (84 ± 0.5) above b (84 ± 0.6) on sst: margin +0.49 [+0.26, +0.5], 7 seeds."
    assert compared(row | {"evidence": other}) == margin(row)
