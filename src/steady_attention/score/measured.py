"""The measures of an explanation: its rows, numbers (w,) of each text, by a subject. needs.py says which
apply.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from steady_attention.evaluation import eraser
from steady_attention.evaluation.deletions import deleted
from steady_attention.evaluation.undefined import or_none
from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.measures import SHARES
from steady_attention.metrics import classification, correlation
from steady_attention.metrics.dependence import attention_variance
from steady_attention.metrics.entropy import attention_entropy
from steady_attention.metrics.erasure import normalised, top
from steady_attention.metrics.rationales import top_share
from steady_attention.score import moved
from steady_attention.score.subject import Rows, Subject

WORDS = 5  # of a rationale of so many words, and of AOPC and post-hoc accuracy: the cross table's
Found = Mapping[str, float | None]


def of_predictions(subject: Subject) -> Found:
    """accuracy, f1, macro_f1: of the model, without one of the file's predictions."""
    if subject.losses is not None:
        probabilities = subject.losses.full
    else:
        probabilities = np.eye(max(2, subject.classes))[subject.predictions]
    return classification.scores(probabilities, subject.labels)


def erasure(subject: Subject, rows: Rows) -> Found:
    """comprehensiveness and sufficiency of WORDS words, and `_aopc`, the mean over SHARES."""
    words = _drops(subject.losses, [top(row, WORDS) for row in rows])
    shares = np.mean(
        [_drops(subject.losses, [top_share(row, share) for row in rows]) for share in SHARES], axis=0
    )
    names = ("comprehensiveness", "sufficiency")
    return dict(zip(names, words, strict=True)) | dict(
        zip((f"{name}_aopc" for name in names), shares, strict=True)
    )


def bounded_erasure(subject: Subject, rows: Rows) -> Found:
    """comprehensiveness_normalised and sufficiency_normalised (Edin et al. 2024)."""
    losses, lower, upper = subject.bounded
    orders = [np.argsort(-rows[number], kind="stable") for number in subject.short]
    first, last = losses.aopc(orders), losses.aopc([order[::-1] for order in orders])
    aopc = {"comprehensiveness": first, "sufficiency": last}
    return {f"{name}_normalised": or_none(normalised(sums, lower, upper)) for name, sums in aopc.items()}


def deletion(subject: Subject, rows: Rows) -> Found:
    """aopc@5, the accuracy that the model loses without the WORDS first words, and posthoc_accuracy@5, its
    accuracy with them alone (Zhou et al. 2021; theirs is of another model, without attention).
    """
    marks = [top(row, WORDS) for row in rows]
    without, alone = (
        subject.losses.probabilities([(text, deleted(gone)) for text, gone in enumerate(some)])
        for some in (marks, [~row for row in marks])
    )
    full, rest, kept = (
        classification.accuracy(one, subject.labels) for one in (subject.losses.full, without, alone)
    )
    return {f"aopc@{WORDS}": full - rest, f"posthoc_accuracy@{WORDS}": kept}


def plausibility(subject: Subject, rows: Rows) -> Found:
    """Agreement with the rationales, over the texts that have one."""
    true = [subject.rationales[number] for number in subject.annotated]
    agreement = eraser.agreement(
        [rows[number] for number in subject.annotated], true, subject.rationale_share
    )
    return {name: value for name, value in agreement.items() if not name.endswith("_skipped")}


def correlations(subject: Subject, rows: Rows) -> Found:
    """pearson and kendall with the size of gradient x input."""
    sizes = [np.abs(row) for row in subject.importance]
    pairs = {
        one.__name__: correlation.mean_over_texts(one, rows, sizes)
        for one in (correlation.pearson, correlation.kendall)
    }
    return {name: or_none(value) for name, (value, _) in pairs.items()}


def attention_moved(subject: Subject, changes: Iterable[str], name: str, rows: Rows) -> Found:
    """JSD of attention under changes of the texts."""
    by_change = subject.stability.by_change
    return {f"jsd@{key}": moved.of_attention(rows, by_change[key].attention[name]) for key in changes}


def predictions_moved(subject: Subject, changes: Iterable[str]) -> Found:
    """TVD of predictions under changes of the texts."""
    full, by_change = subject.losses.full, subject.stability.by_change
    return {f"tvd@{key}": moved.of_predictions(full, by_change[key].probabilities) for key in changes}


def of_attention(subject: Subject, rows: Rows) -> Found:
    """attention_entropy and attention_variance."""
    return {
        "attention_entropy": or_none(attention_entropy(rows)),
        "attention_variance": or_none(attention_variance(rows)),
    }


def wanted(explanations: Sequence[Rows]) -> list[tuple[int, int]]:
    """The sets of words that `measured` will ask the model about, each once: so that they can be asked
    together.
    """
    sets = {}
    for rows in explanations:
        for text, row in enumerate(rows):
            for marks in (top(row, WORDS), *(top_share(row, share) for share in SHARES)):
                sets[text, deleted(marks)] = sets[text, deleted(~marks)] = None
    return list(sets)


def _drops(losses: WordLosses, marks: Sequence[np.ndarray]) -> tuple[float, float]:
    """The mean losses without the marked words, and with them alone."""
    without = losses.of([(text, deleted(row)) for text, row in enumerate(marks)])
    alone = losses.of([(text, deleted(~row)) for text, row in enumerate(marks)])
    return float(without.mean()), float(alone.mean())
