"""What a method is told of training, and what it may say about it."""

from dataclasses import dataclass
from typing import Literal

from steady_attention.models.classifier import Classifier
from steady_attention.models.texts import Texts

Descent = Literal["linear", "none"]


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
    """The training of a run: the profile's, or that of a method which begins from a trained model.

    epochs; learning_rate and weight_decay of Adam; descent: how the rate falls, linear by epochs to its last
    part, lr (1 - (n - 1) / epochs) in epoch n, or not at all; every: epochs after which the dev score may
    choose the model; start: whether it may choose the start, epoch 0; keep: whether the weights of every
    choice are kept, those of the start among them; patience: epochs without a better dev score before
    training stops, None: all are trained.
    """

    epochs: int
    learning_rate: float
    weight_decay: float = 0.0  # neither paper has any; where a loss is flat, Adam turns it into full steps
    descent: Descent = "none"
    every: int = 1
    start: bool = False
    keep: bool = False
    patience: int | None = None

    def rate(self, number: int) -> float:
        """The learning rate of an epoch, numbered from 1."""
        falls = self.descent == "linear"
        return self.learning_rate * (1 - (number - 1) / self.epochs if falls else 1.0)

    def keeps(self, number: int) -> bool:
        """Whether the weights after an epoch, 0 for the start, are kept."""
        return self.keep and number % self.every == 0

    def chooses(self, number: int) -> bool:
        """Whether dev may choose the weights after an epoch, 0 for the start."""
        return number % self.every == 0 and (number > 0 or self.start)
