"""The first test texts before and after a perturbation, for heat maps (SEAT, Figures 1 and 4)."""

from typing import Any

import numpy as np

from steady_attention.evaluation.subject import Subject
from steady_attention.evaluation.word_perturbation import lines, replaced
from steady_attention.metrics.divergence import jsd, tvd
from steady_attention.models.noise import gaussian
from steady_attention.models.predict import Predictions, predict
from steady_attention.models.texts import Texts
from steady_attention.training import seeds

FILE = "perturbed.json"
TEXTS = 6
DELTA = 0.002  # Figure 4
WORDS = 2  # replaced (Figure 1)
PLACES = 4  # decimal, of a weight or probability
DIGITS = 4  # significant, of a divergence


def examples(subject: Subject, neighbours: np.ndarray) -> list[dict[str, Any]]:
    """id, label, kind ("words" or "embedding"), benign and perturbed (words, attention, probabilities), jsd
    and tvd: each text under WORDS replaced words, then each under noise of variance DELTA on one word.
    """
    amount = min(TEXTS, len(subject.test))
    texts, benign = subject.test.first(amount), _first(subject.predictions, amount)
    random = seeds.numpy_generator(subject.seed, "perturbed examples")
    others, _ = replaced(texts, neighbours, WORDS, random)
    noise = seeds.generator(subject.seed, "perturbed examples")
    every = lines(subject.corpus / "test.words.txt")
    words = [every[number].split(" ") for number in texts.numbers.tolist()]
    new = _reworded(words, texts, others, lines(subject.words / "vocabulary.txt"))
    return [
        *_rows("words", subject, words, new, benign, predict(subject.model, others)),
        *_rows("embedding", subject, words, words, benign, gaussian(subject.model, texts, DELTA, noise)),
    ]


def _rows(
    kind: str,
    subject: Subject,
    words: list[list[str]],
    new: list[list[str]],
    benign: Predictions,
    moved: Predictions,
) -> list[dict[str, Any]]:
    ids = lines(subject.corpus / "test.ids.txt")
    distances = tvd(benign.probabilities, moved.probabilities)
    return [
        {
            "id": ids[subject.test.numbers[i]],
            "label": int(subject.test.labels[i]),
            "kind": kind,
            "benign": _shown(words[i], benign, i),
            "perturbed": _shown(new[i], moved, i),
            "jsd": _rounded(jsd(benign.attention[i], moved.attention[i])),
            "tvd": _rounded(distances[i]),
        }
        for i in range(len(words))
    ]


def _shown(words: list[str], found: Predictions, index: int) -> dict[str, Any]:
    return {
        "words": words,
        "attention": np.round(found.attention[index].astype(float), PLACES).tolist(),
        "probabilities": np.round(found.probabilities[index].astype(float), PLACES).tolist(),
    }


def _reworded(words: list[list[str]], before: Texts, after: Texts, vocabulary: list[str]) -> list[list[str]]:
    """The words, with the new ones where the ids differ."""
    edge = int(before.boundaries)
    found = []
    for row, old, new in zip(words, before.starts.tolist(), after.starts.tolist(), strict=True):
        pairs = [(before.tokens[old + edge + i], after.tokens[new + edge + i]) for i in range(len(row))]
        found.append([word if a == b else vocabulary[b] for word, (a, b) in zip(row, pairs, strict=True)])
    return found


def _first(predictions: Predictions, amount: int) -> Predictions:
    return Predictions(predictions.probabilities[:amount], predictions.attention[:amount])


def _rounded(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")
