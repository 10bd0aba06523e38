"""One notation a column: numbers that are all small are shown as multiples of one power of ten."""

import math
from collections.abc import Iterable

from steady_attention.metrics.card import COUNT, PERCENT, PLAIN, SCIENTIFIC, Unit

SMALL = 0.01  # below it three decimals say too little
DECIMALS = 2  # of a multiple
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def notation(unit: Unit, numbers: Iterable[float]) -> Unit:
    """The unit in which all numbers of a column are shown: the given one, or with a power of ten such that
    the largest has one digit before the point.
    """
    if unit not in (PLAIN, SCIENTIFIC):
        return unit
    largest = max((abs(number) for number in numbers if math.isfinite(number)), default=0.0)
    if not 0 < largest < SMALL:
        return PLAIN
    power = -math.floor(math.log10(largest))
    return Unit(f"×10{str(-power).translate(SUPERSCRIPT)}", 10**power, DECIMALS)


def scaled(unit: Unit) -> bool:
    """Whether a unit is a power of ten of `notation`."""
    return unit.name.startswith("×")


def headed(label: str, unit: Unit) -> str:
    """A column's label with its unit: `F1 [%]`, `JSD [×10⁻⁵]`; as it is where it names one already."""
    if unit == PERCENT and "[" not in label:
        return f"{label} [%]".lstrip()
    return f"{label} [{unit.name}]" if scaled(unit) else label


def shown(unit: Unit, number: float, sign: bool = False) -> str:
    """A number in a column's notation: one that would read as zero and is none as `<0.01`, a multiple of
    100 and more without decimals, a count with commas.
    """
    size, text = abs(unit.factor * number), unit.show(number, sign)
    if unit == COUNT or scaled(unit) and size >= 100:
        return f"{unit.factor * number:{'+' if sign else ''},.0f}"
    if size and not sign and (unit == PLAIN or scaled(unit)) and not float(text):
        return f"{'-' if number < 0 else ''}<{10.0**-unit.decimals:.{unit.decimals}f}"
    return text
