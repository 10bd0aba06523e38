"""How far attention and predictions move under small perturbations (SEAT, Stability Evaluation)."""

from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation import perturbed
from steady_attention.evaluation.subject import Subject, once
from steady_attention.evaluation.undefined import or_none
from steady_attention.evaluation.word_perturbation import nearest, replaced
from steady_attention.metrics.card import NEITHER, PLAIN, Card
from steady_attention.metrics.dependence import attention_variance
from steady_attention.metrics.divergence import batch_sum, jsd, tvd
from steady_attention.models.noise import gaussian
from steady_attention.models.predict import Predictions, predict
from steady_attention.store.files import write_json
from steady_attention.training import seeds

CARDS = (Card("unreplaced_words", PLAIN, NEITHER, 0, 1, "ours: drawn words without a neighbour"),)


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """jsd, tvd and tvd_batch_sum under the keys `delta=` (Gaussian noise of each variance on one word, the
    mean over texts and draws) and `words=` (words replaced by their nearest neighbours); unreplaced_words,
    the share of the drawn words without a neighbour, under `words=`; attention_variance. The last two are
    None where undefined. Writes perturbed.json, unless `work` is None.
    """
    neighbours = once(subject.shared, "neighbours", lambda: nearest(subject.words, subject.vectors))
    if work is not None:
        write_json(work / perturbed.FILE, perturbed.examples(subject, neighbours))
    words, stayed = _words(subject, neighbours)
    return {
        **_by_name(_gaussian(subject) | words),
        "unreplaced_words": stayed,
        "attention_variance": or_none(attention_variance(subject.predictions.attention)),
    }


def change(clean: Predictions, moved: Predictions) -> tuple[np.ndarray, np.ndarray]:
    """Each text's JSD of attention (n,) and TVD of predictions (n,)."""
    lengths = np.array([len(row) for row in clean.attention])
    divergences = np.empty(len(lengths))
    for length in np.unique(lengths):  # texts of one length together: a call a text takes ten times as long
        texts = np.flatnonzero(lengths == length)
        p, q = (np.stack([found.attention[i] for i in texts]) for found in (clean, moved))
        divergences[texts] = jsd(p, q)
    return divergences, tvd(clean.probabilities, moved.probabilities)


def _gaussian(subject: Subject) -> dict[str, dict[str, float]]:
    """Means over texts and draws; each draw has the same words and directions for every delta."""
    found = {}
    for delta in subject.settings.deltas:
        draws = []
        for draw in range(subject.settings.draws):
            random = seeds.generator(subject.seed, "embedding perturbation", draw)
            draws.append(change(subject.predictions, gaussian(subject.model, subject.test, delta, random)))
        found[f"delta={delta:g}"] = _means(*map(np.concatenate, zip(*draws, strict=True)))
    return found


def _words(
    subject: Subject, neighbours: np.ndarray
) -> tuple[dict[str, dict[str, float]], dict[str, float | None]]:
    found, stayed = {}, {}
    for amount in subject.settings.replaced_words:
        random = seeds.numpy_generator(subject.seed, "word perturbation")
        texts, share = replaced(subject.test, neighbours, amount, random)
        stayed[f"words={amount}"] = or_none(share)
        moved = predict(subject.model, texts)
        found[f"words={amount}"] = _means(*change(subject.predictions, moved))
    return found, stayed


def _means(divergences: np.ndarray, distances: np.ndarray) -> dict[str, float]:
    return {
        "jsd": float(divergences.mean()),
        "tvd": float(distances.mean()),
        "tvd_batch_sum": batch_sum(distances),
    }


def _by_name(found: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """{key: {name: value}} -> {name: {key: value}}."""
    names = next(iter(found.values()), {})
    return {name: {key: values[name] for key, values in found.items()} for name in names}
