"""What is known about single words of a text: rationale, sentiment, and the raw text's own tokens."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from steady_attention.corpora import Example, Span
from steady_attention.store.errors import UserError

TOKEN = re.compile(r"\S+")


def rationale(example: Example, words: Sequence[Span]) -> list[bool]:
    """For each word, given by its characters, whether it shares one with a span of the rationale.

    Raises UserError for a span outside the text.
    """
    for start, end in example.rationale:
        _inside(example, "rationale", start, end)
    return [any(_overlap(word, span) for span in example.rationale) for word in words]


def polarity(example: Example, words: Sequence[Span]) -> list[int]:
    """For each word the sentiment of the span that it shares a character with, +1 or -1; 0 without one.

    Raises UserError for a span outside the text, another value, and a word that is said to be both.
    """
    for start, end, value in example.polarity:
        _inside(example, "polarity", start, end)
        if value not in (1, -1):
            raise UserError(f"example {example.id!r}: the polarity {value!r} is neither 1 nor -1")
    found = []
    for word in words:
        values = {value for start, end, value in example.polarity if _overlap(word, (start, end))}
        if len(values) > 1:
            raise UserError(
                f"example {example.id!r}: {example.text[slice(*word)]!r} is said to be positive and negative"
            )
        found.append(values.pop() if values else 0)
    return found


def raw_tokens(text: str, words: Sequence[Span]) -> list[int]:
    """For each word the number of the white-space token of the raw text that it begins in, from 0."""
    starts = [match.start() for match in TOKEN.finditer(text)]
    return [bisect_right(starts, start) - 1 for start, _ in words]


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _inside(example: Example, kind: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(example.text):
        raise UserError(
            f"example {example.id!r}: the {kind} [{start}, {end}) is not within its text "
            f"of {len(example.text)} characters"
        )
