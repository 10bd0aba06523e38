"""What a table in HTML has besides its texts: the numbers by which a grid is sorted, and parted notes."""

import math
import re
from collections.abc import Iterable, Sequence

from steady_attention.claims.verdict import PRINTED, VERDICTS

# `81.20 ± 0.40 (3) ★`, `60.00*# (1)`, `-0.60 (4)`, `1,234`, `3.81E-08`; not `2/3 runs`, `1 of 2 timed`
NUMBER = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?(?:E[+-]\d+)?)(?: ± \S+)?[*#]*(?: \(\d+\))?(?: ★)?")
SHARED = re.compile(r"Profile: |Model selection: |Seeds: |Corpus of ")  # as setting.py begins its notes
SENTENCE = 60  # letters


def number(text: str) -> float | None:
    """The number that a text shows, without its spread, marks and number of runs; None of another text."""
    found = NUMBER.fullmatch(text)
    value = float(found[1].replace(",", "")) if found else math.nan
    return value if math.isfinite(value) else None


def parted(notes: Sequence[str]) -> tuple[list[str], list[str]]:
    """A table's or figure's own notes; and those on profile, selection, seeds, corpora, which are folded."""
    return [one for one in notes if not SHARED.match(one)], [one for one in notes if SHARED.match(one)]


def long(texts: Iterable[str]) -> bool:
    """Whether a column holds sentences, so that it must not be narrow."""
    return max(map(len, texts), default=0) > SENTENCE


def verdict(text: str) -> bool:
    """Whether a cell is a claim's verdict, which has a colour."""
    return text in (*VERDICTS, *PRINTED)
