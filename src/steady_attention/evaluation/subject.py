"""What a measure may look at: a trained run and its test split."""

from dataclasses import dataclass
from pathlib import Path

from steady_attention.evaluation.settings import Evaluate
from steady_attention.models.classifier import Classifier, Pooled
from steady_attention.models.predict import Predictions
from steady_attention.models.texts import Texts


@dataclass(frozen=True)
class Subject:
    """model, in evaluation mode; test and the model's predictions of it; corpus: the processed corpus; words:
    the folder with the vocabulary.txt of the test split's ids; vectors: those of its words; seed: the run's;
    base: the trained model without attention that scores texts with words left out, None where no measure
    needs it; run: the trained run's folder.
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
