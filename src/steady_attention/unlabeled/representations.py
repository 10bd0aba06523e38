"""What a sentence is compared by: the average of its word vectors, or its bag of words.

Source: Attention VAT, section 4.3.4. Both know the labeled dataset's vocabulary alone.
"""

from collections.abc import Iterator
from typing import Literal

import numpy as np
import scipy.sparse as sp

from steady_attention.unlabeled.sentences import UNKNOWN, Sentences

BLOCK = 65_536  # sentences whose vectors are made at a time
Weighting = Literal["counts", "binary", "idf"]


class AverageEmbedding:
    """The mean of the vectors of a sentence's words, at length 1; words without a vector are skipped."""

    def __init__(self, table: np.ndarray):
        """table (V, D): a word's vector in the row of its id, zeros where there is none."""
        self.table = np.ascontiguousarray(table, np.float32)

    def vectors(self, sentences: Sentences) -> np.ndarray:
        """(n, D) float32. The sum has the mean's direction, so nothing is divided by a number of words."""
        return _unit(np.asarray(_counts(sentences, len(self.table)) @ self.table))

    exact = vectors


class BagOfWords:
    """How often each word of the vocabulary stands in a sentence, weighted; dense by signed hashing.

    The hashed vectors only find candidates: words that share a column blur them. `exact` decides.
    """

    def __init__(self, rows: int, width: int, weights: np.ndarray | None = None, binary: bool = False):
        """rows: of the vocabulary; width: of the hashed vectors; weights (V): a factor for each word."""
        self.rows, self.binary = rows, binary
        self.weights = None if weights is None else sp.diags(weights.astype(np.float32))
        random = np.random.default_rng([rows, width])
        signs = random.choice(np.array([-1, 1], np.float32), rows)
        places = (np.arange(rows), random.integers(0, width, rows))
        self.hashing = sp.csr_matrix((signs, places), shape=(rows, width))

    def exact(self, sentences: Sentences) -> sp.csr_matrix:
        """(n, V) float32, sparse: the weighted terms at length 1; <unk> and the special rows are none."""
        known = _counts(sentences, self.rows)
        if self.binary:
            known.data[:] = 1.0
        if self.weights is not None:
            known = sp.csr_matrix(known @ self.weights)
        lengths = np.sqrt(np.asarray(known.multiply(known).sum(axis=1)).ravel())
        known.data /= np.repeat(lengths, np.diff(known.indptr)).astype(np.float32)
        return known

    def vectors(self, sentences: Sentences) -> np.ndarray:
        """(n, width) float32: the terms hashed, at length 1."""
        return _unit((self.exact(sentences) @ self.hashing).toarray())


# vectors: dense (n, D), float32, whose inner product is searched, of length 1 or all zero where a sentence
# has no representation; exact: those whose inner product is the true similarity
Representation = AverageEmbedding | BagOfWords


def blocks(representation: Representation, sentences: Sentences) -> Iterator[tuple[int, np.ndarray]]:
    """The place of the first sentence and the dense vectors, block by block."""
    for start, part in sentences.blocks(BLOCK):
        yield start, representation.vectors(part)


def represented(representation: Representation, sentences: Sentences) -> np.ndarray:
    """The places of the sentences that have a representation, int64, rising."""
    found = [start + np.flatnonzero(rows.any(axis=1)) for start, rows in blocks(representation, sentences)]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def bag_of_words(rows: int, width: int, weighting: Weighting, sentences: Sentences) -> BagOfWords:
    """A bag of words; for `idf`, ln((1 + n) / (1 + df)) + 1 with the frequencies of these n sentences."""
    if weighting != "idf":
        return BagOfWords(rows, width, binary=weighting == "binary")
    frequencies = np.zeros(rows)
    for _, part in sentences.blocks(BLOCK):
        frequencies += np.bincount(_counts(part, rows).indices, minlength=rows)
    return BagOfWords(rows, width, np.log((1 + len(sentences)) / (1 + frequencies)) + 1)


def _counts(sentences: Sentences, rows: int) -> sp.csr_matrix:
    """(n, V) float32: how often each word stands in each sentence, <pad> and <unk> left out."""
    known = sentences.tokens > UNKNOWN
    offsets = np.concatenate([[0], np.cumsum(known)])[sentences.offsets]
    words = sentences.tokens[known]
    found = sp.csr_matrix((np.ones(len(words), np.float32), words, offsets), shape=(len(sentences), rows))
    found.sum_duplicates()
    return found


def _unit(rows: np.ndarray) -> np.ndarray:
    """Rows at length 1, in place; zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    rows /= np.where(lengths > 0, lengths, 1)
    return rows
