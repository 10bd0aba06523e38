"""A BERT that guesses the pieces that are masked."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from transformers import BertConfig, BertForMaskedLM

from steady_attention.corpora.bert.vocabulary import END, MASK, PAD, SPECIALS, START
from steady_attention.store.errors import UserError

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


NO_DROPOUT = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}


class LanguageModel(nn.Module):
    """Masked pieces (B, T) -> logits (K, V) of those chosen.

    Without dropout, which a model that sees its texts a few times has no use for (Geiping & Goldstein 2022,
    section 4.3). The first weights are normal noise of 1 / sqrt(width), so that a layer keeps the size of
    what it is given; BERT's own 0.02 was made for a width of 768.
    """

    def __init__(self, sizes: Mapping[str, Any]):
        """sizes: what transformers' BertConfig takes."""
        super().__init__()
        begun = {"initializer_range": sizes["hidden_size"] ** -0.5}
        self.whole = BertForMaskedLM(BertConfig(**{**sizes, **NO_DROPOUT, **begun}))

    @property
    def device(self) -> torch.device:
        """Where the weights are."""
        return self.whole.device

    def forward(self, masked: Masked) -> Tensor:
        """The head sees the chosen pieces alone: a seventh of the work."""
        present = masked.present.long()
        states = self.whole.bert(input_ids=masked.ids, attention_mask=present).last_hidden_state
        return self.whole.cls(states[masked.chosen])

    def encoder(self) -> dict[str, Tensor]:
        """The weights that a classifier begins with: all but the head's."""
        return self.whole.bert.state_dict()


@torch.no_grad()
def perplexity(model: LanguageModel, batches: Iterable[Masked]) -> float:
    """Of the chosen pieces of all batches; 1 is certain and right, the vocabulary's size is chance.

    Raises UserError where none is chosen.
    """
    total, count = torch.zeros((), device=model.device), 0
    for batch in batches:
        total += cross_entropy(model(batch).float(), batch.targets, reduction="sum")
        count += len(batch.targets)
    if count == 0:
        raise UserError(
            "pretrain: no piece of the held-out texts is masked; raise pretrain.held_out or masked"
        )
    return math.exp(float(total) / count)


def unigram(train: np.ndarray, targets: np.ndarray, size: int) -> float:
    """Of the targets (K) to one who knows nothing but how often each piece stands in the training blocks
    (B, T), one added to each of the `size` counts: what a model that has learnt no context comes to.
    """
    counts = np.bincount(train.ravel(), minlength=size) + 1.0
    return math.exp(-float(np.log(counts / counts.sum())[targets].mean()))
