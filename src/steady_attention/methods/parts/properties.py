"""What a method does, declared in its file as `PROPERTIES`; tests/methods/test_properties.py checks it."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Properties:
    """A method's row of Kitada & Iyatomi 2022, Table 1.

    perturbs: what is perturbed in training, or None. The encoder runs once unless it is the words.
    "Attention vulnerability" is `attention`. unlabeled: texts without labels change the loss ("unlabeled
    data"). restricted: the perturbation points along differences between words, and is 0 where there are none
    ("model interpretability"). bottleneck: the model compresses each word's state before the attention.
    permuted: the model's attention stands on other words of the text than those it is of.
    """

    perturbs: Literal["words", "attention"] | None
    unlabeled: bool
    restricted: bool
    bottleneck: bool = False
    permuted: bool = False
