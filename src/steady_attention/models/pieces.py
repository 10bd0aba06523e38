"""The word pieces of words (Devlin et al. 2019): a text stays a list of words, a table says their pieces."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from steady_attention.models.batch import Batch, Owners
from steady_attention.store.files import read_json


@dataclass(frozen=True)
class Pieces:
    """ids (M,) flat; word w has ids[offsets[w] : offsets[w + 1]]; start and end, [CLS] and [SEP]; limit, of
    all that BERT reads at once; first, the id behind the special pieces.
    """

    ids: np.ndarray
    offsets: np.ndarray
    start: int
    end: int
    limit: int
    first: int

    def batch(self, texts: Sequence[np.ndarray], others: Sequence[np.ndarray] | None = None) -> Batch:
        """[CLS] text [SEP], and of pairs the other text [SEP] as `second`; each given by the ids of its
        words.

        What is too long for the limit is cut at its end: the other text at half the limit, the attended one
        at what is left.
        """
        if others is None:
            return self._side([self._of(words, self.limit - 2) for words in texts], texts, [self.start])
        seconds = [self._of(words, self.limit // 2 - 2) for words in others]
        rooms = [self.limit - 3 - len(ids) for ids, _ in seconds]
        firsts = [self._of(words, room) for words, room in zip(texts, rooms, strict=True)]
        first, second = self._side(firsts, texts, [self.start]), self._side(seconds, others, [])
        return Batch(first.tokens, first.lengths, first.mask, second=second, owners=first.owners)

    def _of(self, words: np.ndarray, room: int) -> tuple[np.ndarray, np.ndarray]:
        """The first pieces of a text, and the number of each one's word."""
        begins = self.offsets[words]
        counts = self.offsets[words + 1] - begins
        owner = np.repeat(np.arange(len(words)), counts)
        before = np.cumsum(counts) - counts
        within = np.arange(len(owner)) - before[owner]
        return self.ids[begins[owner] + within][:room], owner[:room]

    def _side(
        self, rows: Sequence[tuple[np.ndarray, np.ndarray]], texts: Sequence[np.ndarray], start: list[int]
    ) -> Batch:
        edge = len(start)
        lengths = np.array([edge + len(ids) + 1 for ids, _ in rows])
        tokens, of = (np.zeros((len(rows), lengths.max()), np.int64) for _ in range(2))
        for row, (ids, owner) in enumerate(rows):
            tokens[row, : lengths[row]] = [*start, *ids, self.end]
            of[row, edge : edge + len(owner)] = owner
        within = np.arange(lengths.max())[None, :]
        mask = (within >= edge) & (within < lengths[:, None] - 1)
        counts = np.array([len(words) for words in texts])
        owners = Owners(*map(torch.from_numpy, (of, counts)))
        return Batch(*map(torch.from_numpy, (tokens, lengths, mask)), owners=owners)


def load(folder: Path) -> Pieces:
    """The table of a corpus's pieces."""
    arrays = (np.load(folder / f"{name}.npy", allow_pickle=False) for name in ("pieces", "pieces.offsets"))
    known = read_json(folder / "pieces.json")
    return Pieces(*arrays, *(known[name] for name in ("start", "end", "limit", "first")))
