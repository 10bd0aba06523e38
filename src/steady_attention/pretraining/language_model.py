"""A BERT that guesses the pieces that are masked."""

from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertForMaskedLM

from steady_attention.pretraining.masking import Masked

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
