"""The padded texts of one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True)
class Owners:
    """The words of word pieces: of (B, T), the number within its text of a piece's word; counts (B,), words
    of a text. A word beyond the limit of pieces owns none.
    """

    of: Tensor
    counts: Tensor


@dataclass(frozen=True)
class Batch:
    """Texts of one step, padded on the right.

    tokens (B, T) ids of words, of BERT word pieces; lengths (B,) ids in a text, boundaries included; mask
    (B, T) True on a real word or its pieces, which is what attention may fall on; labels (B,), None on
    unlabeled texts; unlabeled, a batch beside the labeled one; second, the other texts of pairs, on which no
    attention falls; candidates (B, C) True on a class that may be answered, None where all may be; owners, of
    pieces alone.
    """

    tokens: Tensor
    lengths: Tensor
    mask: Tensor
    labels: Tensor | None = None
    unlabeled: "Batch | None" = None
    second: "Batch | None" = None
    candidates: Tensor | None = None
    owners: Owners | None = None

    @property
    def words(self) -> Tensor:
        """(B, T + T2) True on a real word: of the texts, then of the other texts of pairs."""
        return self.mask if self.second is None else torch.cat([self.mask, self.second.mask], dim=1)

    def by_word(self, rows: Tensor) -> list[np.ndarray]:
        """Numbers (B, T) of tokens as one array (words,) a text: a word's is the sum over its pieces."""
        rows, mask = rows.detach().cpu(), self.mask.cpu()
        if self.owners is None:
            return [row[own].numpy() for row, own in zip(rows, mask, strict=True)]
        of, counts = self.owners.of.cpu(), self.owners.counts.tolist()
        found = torch.zeros(len(rows), max(counts), dtype=rows.dtype)
        found.scatter_add_(1, of, torch.where(mask, rows, 0))
        return [row[:count].numpy() for row, count in zip(found, counts, strict=True)]

    def places(self, marks: Sequence[np.ndarray]) -> Tensor:
        """(B, T) True on the words that are marked, and on all their pieces; marks: bool (words,) a text."""
        if self.owners is None:
            found = torch.zeros_like(self.mask)
            found[self.mask] = torch.from_numpy(np.concatenate(marks)).to(found.device)
            return found
        rows = np.zeros((len(marks), max(map(len, marks))), bool)
        for row, own in zip(rows, marks, strict=True):
            row[: len(own)] = own
        return torch.from_numpy(rows).to(self.mask.device).gather(1, self.owners.of) & self.mask

    def to(self, device: torch.device) -> "Batch":
        """The same batch there; itself where it is there already."""
        return self if self.tokens.device == device else mapped(self, lambda tensor: tensor.to(device))


def mapped(part: Batch | Owners, function: Callable[[Tensor], Tensor]) -> Batch | Owners:
    """A batch, or a part of one, with the function of every tensor in it."""
    found = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, Batch | Owners):
            value = mapped(value, function)
        found[field.name] = function(value) if torch.is_tensor(value) else value
    return type(part)(**found)
