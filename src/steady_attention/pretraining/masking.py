"""Which pieces are to be guessed, and what the model reads there (Devlin et al. 2019, section 3.1)."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from steady_attention.corpora.bert.vocabulary import END, MASK, PAD, SPECIALS, START

AS_MASK, AS_RANDOM = 0.8, 0.1  # of the chosen pieces; the others stand as they are


@dataclass(frozen=True)
class Masked:
    """ids (B, T) as the model reads them; present (B, T), false on padding; chosen (B, T), to be guessed;
    targets (K), the pieces that stood there.
    """

    ids: Tensor
    present: Tensor
    chosen: Tensor
    targets: Tensor


@dataclass(frozen=True)
class Vocabulary:
    """What masking knows of a vocabulary that begins with the special pieces: its size, and their ids."""

    size: int
    special: Mapping[str, int]

    def masked(self, ids: Tensor, share: float, random: torch.Generator) -> Masked:
        """Choose a share of the pieces (B, T), none of them padding, [CLS] or [SEP]. 80 % of the chosen ones
        become [MASK], 10 % a random piece, 10 % stay.
        """
        fixed = torch.tensor([self.special[piece] for piece in (PAD, START, END)])
        chosen = (torch.rand(ids.shape, generator=random) < share) & ~torch.isin(ids, fixed)
        way = torch.rand(ids.shape, generator=random)
        drawn = torch.randint(len(SPECIALS), self.size, ids.shape, generator=random)
        read = torch.where(chosen & (way < AS_MASK), self.special[MASK], ids)
        read = torch.where(chosen & (way >= 1 - AS_RANDOM), drawn, read)
        return Masked(read, ids != self.special[PAD], chosen, ids[chosen])
