"""Margins as they are read, by hand."""

import pytest

from steady_attention.claims.shown import margin


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
