"""Texts of which only some words are left: deleted, as in ERASER, not replaced by zeros."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from steady_attention.models.texts import Texts

UNKNOWN = 1  # the id of an unknown word (text/vocabulary.py)


def kept(texts: Texts, masks: Sequence[np.ndarray]) -> Texts:
    """The same texts with the marked words alone, in their order; masks: bool (words,) of each text.

    Boundaries, labels, candidates and the other texts of pairs stay. Attention needs a word: a text that
    would be left without one holds the unknown word alone. Raises ValueError where a mask does not fit its
    text.
    """
    edge = int(texts.boundaries)
    rows = []
    for start, length, mask in zip(texts.starts.tolist(), texts.lengths.tolist(), masks, strict=True):
        if mask.shape != (length - 2 * edge,):
            raise ValueError(f"a mask of shape {mask.shape} for a text of {length - 2 * edge} words")
        row = np.asarray(texts.tokens[start : start + length])
        words = row[edge : length - edge][mask]
        left = words if len(words) else np.full(1, UNKNOWN, row.dtype)
        rows.append(np.concatenate([row[:edge], left, row[length - edge :]]))
    lengths = np.array([len(row) for row in rows], np.int64)
    starts = np.cumsum(lengths) - lengths
    tokens = np.concatenate(rows) if rows else np.zeros(0, texts.tokens.dtype)
    return replace(texts, tokens=tokens, starts=starts, lengths=lengths)
