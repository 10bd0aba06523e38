"""One notation a column."""

import pytest

from steady_attention.metrics.card import COUNT, PERCENT, PLAIN, SCIENTIFIC
from steady_attention.report.tables.notation import headed, notation, shown


def test_small_numbers_are_multiples_of_one_power_of_ten():
    unit = notation(SCIENTIFIC, [4.06e-5, 8.42e-7, 0.0])
    assert headed("JSD", unit) == "JSD [×10⁻⁵]"
    assert [shown(unit, number) for number in (4.06e-5, 8.42e-7, 1e-9, 0.0, 0.027)] == [
        *("4.06", "0.08", "<0.01", "0.00", "2,700")
    ]
    assert [shown(unit, one, sign=True) for one in (-2.5e-6, 0.007, -0.027)] == ["-0.25", "+700", "-2,700"]


@pytest.mark.parametrize("numbers", [[0.5, 4e-5], [0.01], [0.0], [], [float("nan")]])
def test_a_column_with_a_larger_number_has_three_decimals(numbers):
    assert notation(SCIENTIFIC, numbers) == PLAIN
    assert (
        shown(PLAIN, 4e-5) == "<0.001" and shown(PLAIN, 0.0) == "0.000" and shown(PLAIN, -4e-5) == "-<0.001"
    )


def test_a_power_of_ten_itself_has_one_digit_before_the_point():
    unit = notation(PLAIN, [0.001])
    assert (unit.name, shown(unit, 0.001)) == ("×10⁻³", "1.00")


def test_other_units_stay():
    assert notation(PERCENT, [1e-5]) is PERCENT and notation(COUNT, [1e-5]) is COUNT
    assert shown(COUNT, 6920) == "6,920" and shown(PERCENT, 0.8129) == "81.29"


def test_a_head_names_per_cent_once():
    assert headed("SST-2", PERCENT) == "SST-2 [%]" and headed("F1 [%]", PERCENT) == "F1 [%]"
    assert headed("Pearson", PLAIN) == "Pearson"
