"""What a judge that is trained anew learns from texts without the words that attention puts first.

Ours, after ROAR (Hooker et al. 2019), which removes the pixels that an explanation puts first from training
and test images and trains the model again: no text is unnatural to a model that was trained on such texts.
Here the judge is a logistic regression on bags of words, so that it is cheap and knows no order that the
removal could break. The lower its accuracy, beside that of a random removal, the more the attention finds.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from steady_attention.evaluation.subject import Subject, evenly, once
from steady_attention.metrics.card import LESS, PERCENT, Card
from steady_attention.metrics.rationales import top_share
from steady_attention.models.predict import predict
from steady_attention.models.texts import Texts, load
from steady_attention.training.seeds import numpy_generator

EVERY_TEXT = True  # of the test split no pass is taken
ITERATIONS = 1000  # of the judge, at most
CARDS = (Card("retrained_accuracy", PERCENT, LESS, 0, 1, "ours, after Hooker 2019", parameter="share"),)


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """retrained_accuracy and random_retrained_accuracy under the keys `share=`: the judge's on test texts,
    where of each text of both splits the top `share` of words by attention, or so many random words, are
    removed. It learns from settings.retrained_texts training texts.
    """
    settings = subject.settings
    train = once(subject.shared, "retrained texts", lambda: _training(subject))
    by_attention = predict(subject.model, train).attention, subject.predictions.attention
    random = once(subject.shared, "random order", lambda: _random(subject, train))
    found: dict[str, dict[str, float]] = {"retrained_accuracy": {}, "random_retrained_accuracy": {}}
    for share in settings.retrained_shares:
        for name, scores in zip(found, (by_attention, random), strict=True):
            found[name][f"share={share:g}"] = judged((train, subject.test), scores, share)
    return found


def judged(splits: tuple[Texts, Texts], scores: Sequence[Sequence[np.ndarray]], share: float) -> float:
    """The accuracy on the second of two splits of a judge of the first, without the top `share` of words by
    scores (words,) of each text. A split of one class is answered by it.
    """
    width = 1 + max(int(part.max(initial=0)) for texts in splits for part in _ids(texts))
    train, test = (bags(*both, share, width) for both in zip(splits, scores, strict=True))
    labels, truth = (texts.labels for texts in splits)
    if len(np.unique(labels)) == 1:
        return float((truth == labels[0]).mean())
    judge = LogisticRegression(max_iter=ITERATIONS).fit(train, labels)
    return float((judge.predict(test) == truth).mean())


def bags(texts: Texts, scores: Sequence[np.ndarray], share: float, width: int) -> csr_matrix:
    """Counts (n, width) of the words that are left; of pairs (n, 2 width), those of the whole other text
    behind them.
    """
    every = np.arange(len(texts))
    left = [row[~top_share(of, share)] for row, of in zip(texts.words(every), scores, strict=True)]
    counts = _counts(left, width)
    return counts if texts.second is None else hstack([counts, _counts(texts.second.words(every), width)])


def _counts(rows: Sequence[np.ndarray], width: int) -> csr_matrix:
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    words = np.concatenate(rows)
    return csr_matrix((np.ones(len(words)), words, ends), shape=(len(rows), width))


def _ids(texts: Texts) -> list[np.ndarray]:
    """The words of a split, and those of the other texts."""
    sides = [texts] if texts.second is None else [texts, texts.second]
    return [np.concatenate(side.words(np.arange(len(side)))) for side in sides]


def _training(subject: Subject) -> Texts:
    train = load(subject.corpus, "train", subject.forms)
    return train.take(evenly(len(train), subject.settings.retrained_texts))


def _random(subject: Subject, train: Texts) -> list[list[np.ndarray]]:
    """Random scores of each text's words, of both splits."""
    random = numpy_generator(subject.seed, "retraining")
    return [
        [random.random(len(row)) for row in texts.words(np.arange(len(texts)))]
        for texts in (train, subject.test)
    ]
