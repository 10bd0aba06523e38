"""Texts of which some words are replaced by their nearest neighbours (SEAT, Stability Evaluation: "randomly
choose K words from a given sentence and then replace it with the closest synonyms").

Nearest by cosine in the word vectors, as gensim's most_similar, among the words of the vocabulary that have a
vector. A word without one, an unknown word among them, has no neighbour.
"""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np

from steady_attention.models.texts import Texts

BLOCK = 2048  # words whose similarities to all others are in memory together
NONE = -1  # instead of the id of a neighbour


def nearest(corpus: Path, vectors: Path) -> np.ndarray:
    """The id of every word's nearest neighbour (V,), NONE where it has none; of equally near ones the first
    in words.txt. A vector of length 0 is none. corpus: a folder with the vocabulary.txt of the ids.
    """
    vocabulary, known = lines(corpus / "vocabulary.txt"), lines(vectors / "words.txt")
    ids = {word: index for index, word in enumerate(vocabulary)}
    matrix = np.load(vectors / "vectors.npy", allow_pickle=False)
    length = np.linalg.norm(matrix, axis=1)
    rows = [row for row, word in enumerate(known) if word in ids and length[row] > 0]
    found = np.full(len(vocabulary), NONE, np.int64)
    if len(rows) < 2:
        return found
    own = np.array([ids[known[row]] for row in rows])
    directions = matrix[rows] / length[rows, None]
    for start in range(0, len(rows), BLOCK):
        cosines = directions[start : start + BLOCK] @ directions.T
        np.fill_diagonal(cosines[:, start:], -np.inf)
        found[own[start : start + BLOCK]] = own[cosines.argmax(1)]
    return found


def replaced(
    texts: Texts, neighbours: np.ndarray, amount: int, random: np.random.Generator
) -> tuple[Texts, float]:
    """The texts with `amount` drawn words replaced each, all words of a text with fewer; and the share of the
    drawn words that stay, since they have no neighbour, NaN where none is drawn.

    From the same state of `random` the words of a smaller amount are among those of a larger one.
    """
    edge, stayed, drawn = int(texts.boundaries), 0, 0
    rows = []
    for start, length in zip(texts.starts.tolist(), texts.lengths.tolist(), strict=True):
        row = np.array(texts.tokens[start : start + length])
        places = edge + random.permutation(length - 2 * edge)[:amount]
        others = neighbours[row[places]]
        stayed, drawn = stayed + int((others == NONE).sum()), drawn + len(places)
        row[places] = np.where(others == NONE, row[places], others)
        rows.append(row)
    starts = np.cumsum(texts.lengths) - texts.lengths
    return replace(texts, tokens=np.concatenate(rows), starts=starts), stayed / drawn if drawn else math.nan


def lines(path: Path) -> list[str]:
    """The lines of a file of words or texts."""
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
