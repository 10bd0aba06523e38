"""What a table in HTML has besides its texts: the numbers by which a grid is sorted."""

import math
import re
from collections.abc import Iterable, Sequence

from steady_attention.report.tables.sheet import Sheet

# `81.20 ± 0.40 (3) ★`, `60.00*# (1)`, `-0.60 (4)`, `1,234`, `3.81E-08`; not `2/3 runs`, `1 of 2 timed`
NUMBER = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?(?:E[+-]\d+)?)(?: ± \S+)?[*#]*(?: \(\d+\))?(?: ★)?")
SENTENCE = 60  # letters
MANY = 24  # rows of all sheets together


def number(text: str) -> float | None:
    """The number that a text shows, without its spread, marks and number of runs; None of another text."""
    found = NUMBER.fullmatch(text)
    value = float(found[1].replace(",", "")) if found else math.nan
    return value if math.isfinite(value) else None


def long(texts: Iterable[str]) -> bool:
    """Whether a column holds sentences or several lines, so that it must not be narrow."""
    return any(len(text) > SENTENCE or "\n" in text for text in texts)


def many(sheets: Sequence[Sheet]) -> bool:
    """Whether the sheets of a table are longer than what is read at once."""
    return sum(len(sheet.rows) for sheet in sheets) > MANY
