"""What a measure may look at: a trained run and its test split."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from steady_attention.evaluation.settings import Evaluate
from steady_attention.models.classifier import Classifier, Pooled
from steady_attention.models.predict import Predictions
from steady_attention.models.texts import Texts

T = TypeVar("T")


@dataclass(frozen=True)
class Subject:
    """model, in evaluation mode; test, whose `numbers` are indices in the test split, and the model's
    predictions of it; corpus: the processed corpus; words: the folder with the vocabulary.txt of the test
    split's ids; vectors: those of its words; seed and method: the run's; base: the trained model without
    attention that scores texts with words left out, None where no measure needs it; run: the trained run's
    folder; forms: of BERT the folder with pieces, else None.

    shared: what does not depend on the model's weights, by name, of all subjects of a run.
    """

    model: Classifier | Pooled
    test: Texts
    predictions: Predictions
    corpus: Path
    words: Path
    vectors: Path
    settings: Evaluate
    seed: int
    base: Pooled | None
    run: Path
    method: str = ""
    forms: Path | None = None
    shared: dict[Hashable, Any] = field(default_factory=dict)

    def sample(self, largest: int) -> "Subject":
        """The subject with at most so many test texts, evenly spaced; itself where it has no more."""
        return self if len(self.test) <= largest else self.take(evenly(len(self.test), largest))

    def take(self, chosen: np.ndarray) -> "Subject":
        """The subject with the test texts of the given indices, in their order."""
        return replace(self, test=self.test.take(chosen), predictions=taken(self.predictions, chosen))


def evenly(amount: int, largest: int) -> np.ndarray:
    """At most `largest` of the indices 0 .. amount - 1, evenly spaced, the first and the last among them."""
    return np.linspace(0, amount - 1, min(amount, largest)).round().astype(np.int64)


def taken(predictions: Predictions, chosen: np.ndarray) -> Predictions:
    """The predictions of the texts of the given indices, in their order."""
    attention = predictions.attention
    return Predictions(
        predictions.probabilities[chosen],
        None if attention is None else [attention[i] for i in chosen.tolist()],
    )


def once(cache: dict[Hashable, Any], name: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, made at the first call with this name."""
    if name not in cache:
        cache[name] = make()
    return cache[name]
