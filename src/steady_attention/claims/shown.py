"""A margin as a reader sees it: one number of digits for the mean and both ends of its interval."""

import math
import re
from collections.abc import Mapping

DIGITS = 3  # of the largest of the three
EQUAL = "equal to the digit at every seed"  # what is compared: the two are one run, or differ by nothing
LEAST, MOST = -3, 4  # powers of ten that are written out
ALIKE = re.compile(r"at most (?P<bound>\S+) from .*?: difference (?P<difference>\S+) (?P<ends>\[[^]]*\])")
SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def margin(row: Mapping[str, str]) -> str:
    """Of a row of claims.csv: `+1.10 points [+0.36, +2.05]`, `(+0.05 [-1.21, +0.73]) × 10⁻⁵`,
    `equal to the digit at every seed`; empty where nothing was measured. An empty end is unbounded.
    """
    if not row["margin"]:
        return ""
    mean, low, high = float(row["margin"]), float(row["low"] or -math.inf), float(row["high"] or math.inf)
    unit = " points" if row["unit"] == "points" else ""
    largest = max(abs(end) for end in (mean, low, high) if math.isfinite(end))
    if not largest:
        return EQUAL if math.isfinite(low) and math.isfinite(high) else f"0 [{_ends(low, high, 0)}]"
    power = math.floor(math.log10(largest))
    if LEAST <= power < MOST:
        places = max(0, DIGITS - 1 - power)
        return f"{mean + 0.0:+.{places}f}{unit} [{_ends(low, high, places)}]"
    scaled = (end / 10.0**power for end in (low, high))
    text = f"{mean / 10.0**power + 0.0:+.2f} [{_ends(*scaled, DIGITS - 1)}]"
    return f"({text}) × 10{str(power).translate(SUPERSCRIPT)}{unit}"


def compared(row: Mapping[str, str]) -> str:
    """The margin; of a claim that two are alike the difference, and how large it may be: the margin is what
    that leaves.
    """
    found = ALIKE.search(row["evidence"])
    if found is None or not row["margin"]:
        return margin(row)
    unit = " points" if row["unit"] == "points" else ""
    return f"difference {found['difference']}{unit} {found['ends']}, at most {found['bound']} allowed"


def _ends(low: float, high: float, places: int) -> str:
    return ", ".join(
        f"{end + 0.0:+.{places}f}" if math.isfinite(end) else "∞" if end > 0 else "-∞" for end in (low, high)
    )
