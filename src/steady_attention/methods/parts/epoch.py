"""What a method is told of training, and what it may say about it."""

from dataclasses import dataclass

from steady_attention.models.classifier import Classifier
from steady_attention.models.texts import Texts


@dataclass(frozen=True)
class Epoch:
    """An epoch that begins: its number from 1, the model as it is then, the training texts, and the vanilla
    run that the method began from (frozen, in evaluation mode), None for other methods.
    """

    number: int
    model: Classifier
    texts: Texts
    vanilla: Classifier | None


@dataclass(frozen=True)
class Schedule:
    """The training of a method that begins from a trained model, in the place of the profile's.

    epochs; learning_rate and weight_decay of Adam; every: epochs after which the dev score may choose the
    model; keep: whether the weights of every choice are kept, those of the start among them.
    """

    epochs: int
    learning_rate: float
    weight_decay: float = 0.0  # neither paper has any; where a loss is flat, Adam turns it into full steps
    every: int = 1
    keep: bool = False
