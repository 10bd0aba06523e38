"""Which word each piece of a text belongs to, by the tokenizer's own offsets: of any vocabulary, WordPiece,
byte pairs or sentencepiece. A piece belongs to the word in which its first character that is no blank stands.
"""

from collections.abc import Sequence

import numpy as np

NONE = -1  # in the place of a word: [CLS], [SEP], a piece of blanks alone


def joined(words: Sequence[str]) -> tuple[str, np.ndarray]:
    """The text of words with a blank between two, and where each word ends in it (words,)."""
    return " ".join(words), np.cumsum([len(word) + 1 for word in words], dtype=np.int64) - 1


def words_of(
    text: str, ends: np.ndarray, offsets: Sequence[tuple[int, int]], special: Sequence[int]
) -> np.ndarray:
    """The number of each piece's word (pieces,), NONE for pieces of no word.

    ends: of `joined`; offsets: of each piece the characters [start, end); special: 1 on a piece that stands
    for no characters.
    """
    starts, stops = np.array(offsets, np.int64).reshape(-1, 2).T.copy()
    for place in np.flatnonzero(starts < stops):
        while starts[place] < stops[place] and text[starts[place]].isspace():
            starts[place] += 1
    found = np.searchsorted(ends, starts, side="right")
    return np.where((np.array(special) == 0) & (starts < stops), found, NONE)
