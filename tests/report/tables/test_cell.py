import math

import pytest

from steady_attention.metrics.card import COUNT, PERCENT, PLAIN, SCIENTIFIC
from steady_attention.metrics.cards import card_of
from steady_attention.printed import reported
from steady_attention.report.tables.cell import Cell

PRINTED = reported.Cell("79.27", 0.7927)


@pytest.mark.parametrize(
    "values, wanted, unit, text",
    [
        ([0.80, 0.82, 0.84], 3, PERCENT, "82.00 ± 2.00 (3)"),
        ([0.8, 0.9], 2, PLAIN, "0.850 ± 0.071 (2)"),
        ([0.8125], 1, PERCENT, "81.25 (1)"),
        ([0.80, 0.82], 3, PERCENT, "81.00 ± 1.41 (2 of 3)"),
        ([0.80], 3, PERCENT, "80.00 (1 of 3)"),
        ([], 5, PLAIN, "not measured"),
        ([], 0, PLAIN, "not in this profile"),
        ([0.5, math.nan], 2, PLAIN, "undefined in 1/2 runs"),
        ([-0.0001], 1, PLAIN, "0.000 (1)"),
        ([1821.0], 1, COUNT, "1821"),
    ],
)
def test_ours(values, wanted, unit, text):
    assert Cell(values, wanted, unit).ours == text


@pytest.mark.parametrize(
    "cell, text",
    [
        (Cell([0.80, 0.82], 2, PERCENT, PRINTED), "79.27 / 81.00 ± 1.41 (2) / +1.73"),
        (Cell([0.79], 1, PERCENT, PRINTED), "79.27 / 79.00 (1) / -0.27"),
        (Cell([0.79], 1, PERCENT, PRINTED, comparable=False), "79.27 / 79.00 (1) / –"),
        (Cell([0.79], 1, PERCENT, PRINTED, doubtful=True), "79.27† / 79.00 (1) / –"),
        (Cell([0.79], 2, PERCENT, PRINTED), "79.27 / 79.00 (1 of 2) / -0.27"),
        (Cell([], 0, PERCENT, PRINTED), "79.27 / not in this profile / –"),
        (Cell([0.5], 1, PLAIN, reported.Cell("-", None)), "- / 0.500 (1) / –"),
        (Cell([0.5], 1), "– / 0.500 (1) / –"),
        (Cell([0.79268], 1, PERCENT, PRINTED), "79.27 / 79.27 (1) / +0.00"),
    ],
)
def test_printed_ours_difference(cell, text):
    assert cell.text == text


def test_the_difference_is_that_of_the_shown_numbers():
    """80.005 is shown as 80.00 or 80.01; whichever it is, the reader's subtraction gives what is printed."""
    cell = Cell([0.800051], 1, PERCENT, PRINTED)
    assert (cell.mean, cell.difference) == ("80.01", "+0.74")


def test_units():
    assert card_of("macro_f1").unit is PERCENT
    assert card_of("f1@0.01").unit is PERCENT
    assert card_of("kendall").unit is PLAIN
    assert card_of("count_test").unit is COUNT


@pytest.mark.parametrize(
    "value, text, signed",
    [
        (3.81e-8, "3.81E-08", "+3.81E-08"),
        (-2.871e-10, "-2.87E-10", "-2.87E-10"),
        (0.0009996, "1.00E-03", "+1.00E-03"),
        (0.001, "0.001", "+0.001"),
        (0.6281, "0.628", "+0.628"),
        (0.0, "0", "0"),
    ],
)
def test_a_small_number_is_not_shown_as_zero(value, text, signed):
    assert (SCIENTIFIC.show(value), SCIENTIFIC.show(value, sign=True)) == (text, signed)


def test_a_small_difference_is_that_of_the_shown_numbers():
    cell = Cell([3.9e-8, 4.1004e-8], 2, SCIENTIFIC, reported.Cell("3.81E-08", 3.81e-8))
    assert cell.text == "3.81E-08 / 4.00E-08 ± 1.42E-09 (2) / +1.90E-09"
    assert card_of("jsd@delta=0.001").unit is SCIENTIFIC and card_of("tvd@delta=0.001").unit is PLAIN
