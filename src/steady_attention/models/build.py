"""A model by the settings in its model.json."""

from typing import Any

from torch import Tensor

from steady_attention.models.classifier import Classifier
from steady_attention.models.pooled import Pooled

MAX = "max"  # in the place of an attention's name: no attention, the encoder pools


def build(vectors: Tensor, scorer: str, **settings: Any) -> Classifier | Pooled:
    """A new model; vectors (V, D) start its embedding. settings: those of Classifier."""
    if scorer == MAX:
        without = ("attention_hidden", "bottleneck")
        return Pooled(vectors, **{name: value for name, value in settings.items() if name not in without})
    return Classifier(vectors, scorer=scorer, **settings)
