"""Every measure that applies to an explanation, and why the others do not.

A measure of the cross table is either taken here, of what NEEDS says it needs, or stands in ELSEWHERE with
the reason why no explanation alone has it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from steady_attention.evaluation import eraser
from steady_attention.evaluation.deletions import deleted
from steady_attention.evaluation.subject import evenly
from steady_attention.evaluation.undefined import or_none
from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.measures import SHARES
from steady_attention.metrics import checks, classification, correlation
from steady_attention.metrics.dependence import attention_variance
from steady_attention.metrics.entropy import attention_entropy
from steady_attention.metrics.erasure import normalised, top
from steady_attention.metrics.rationales import top_share

WORDS = 5  # of a rationale of so many words, and of AOPC and post-hoc accuracy: the cross table's
BOUNDED_TEXTS, BOUNDED_WORDS, BEAM = (
    20,
    12,
    2,
)  # of the search for the bounds of an order: at most 2 beam w^2 passes a text
Rows = Sequence[np.ndarray]
Found = Mapping[str, float | None]


@dataclass(frozen=True)
class Subject:
    """What explanations are judged by: labels (n,), predictions (n,) of the file and rationales, bool (w,) of
    each text, a text's None where it has none; classes, how many; losses, of the model; importance (w,) of
    each text, its gradient x input. None where there is none.
    """

    lengths: Sequence[int]
    classes: int
    labels: np.ndarray | None
    predictions: np.ndarray | None
    rationales: Sequence[np.ndarray | None]
    losses: WordLosses | None
    importance: Rows | None
    share: float | None = None

    @cached_property
    def annotated(self) -> list[int]:
        """The texts with a rationale."""
        return [number for number, marks in enumerate(self.rationales) if marks is not None]

    @cached_property
    def rationale_share(self) -> float:
        """How many tokens a hard rationale has: the share that was given, else the mean share of the
        rationales that have any.
        """
        if self.share is not None:
            return self.share
        shares = [self.rationales[number].mean() for number in self.annotated]
        some = [share for share in shares if share > 0]
        return round(float(np.mean(some)), 4) if some else 0.0

    @cached_property
    def short(self) -> list[int]:
        """The texts whose bounds are searched: of 2 to BOUNDED_WORDS words, at most BOUNDED_TEXTS, evenly
        spaced.
        """
        fitting = [number for number, length in enumerate(self.lengths) if 2 <= length <= BOUNDED_WORDS]
        return [fitting[place] for place in evenly(len(fitting), BOUNDED_TEXTS)] if fitting else []

    @cached_property
    def bounded(self) -> tuple[WordLosses, np.ndarray, np.ndarray]:
        """The losses of these texts, and the bounds of their AOPC (n,)."""
        losses = WordLosses(self.losses.predict, [self.losses.texts[number] for number in self.short])
        return losses, *losses.bounds(BEAM)


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
    found = {"comprehensiveness": first, "sufficiency": last}
    return {f"{name}_normalised": or_none(normalised(of, lower, upper)) for name, of in found.items()}


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
    found = eraser.agreement([rows[number] for number in subject.annotated], true, subject.rationale_share)
    return {name: value for name, value in found.items() if not name.endswith("_skipped")}


def correlations(subject: Subject, rows: Rows) -> Found:
    """pearson and kendall with the size of gradient x input."""
    sizes = [np.abs(row) for row in subject.importance]
    pairs = {
        one.__name__: correlation.mean_over_texts(one, rows, sizes)
        for one in (correlation.pearson, correlation.kendall)
    }
    return {name: or_none(value) for name, (value, _) in pairs.items()}


def of_attention(subject: Subject, rows: Rows) -> Found:
    """attention_entropy and attention_variance."""
    return {
        "attention_entropy": or_none(attention_entropy(rows)),
        "attention_variance": or_none(attention_variance(rows)),
    }


@dataclass(frozen=True)
class Need:
    """Measures that are taken together: their names, what they need in words, whether it is there."""

    names: tuple[str, ...]
    words: str
    there: Callable[[Subject, Rows], bool]
    measured: Callable[[Subject, Rows], Found]


def _model(subject: Subject, rows: Rows) -> bool:
    return subject.losses is not None


def _distributions(subject: Subject, rows: Rows) -> bool:
    try:
        checks.rows("scores", rows, checks.distributions)
    except ValueError:
        return False
    return True


NEEDS = (
    Need(
        ("comprehensiveness_aopc", "sufficiency_aopc", "comprehensiveness", "sufficiency"),
        "a model (--model)",
        _model,
        erasure,
    ),
    Need(
        ("comprehensiveness_normalised", "sufficiency_normalised"),
        f"a model (--model), and texts of 2 to {BOUNDED_WORDS} words",
        lambda subject, rows: _model(subject, rows) and bool(subject.short),
        bounded_erasure,
    ),
    Need(
        (f"aopc@{WORDS}", f"posthoc_accuracy@{WORDS}"),
        "a model (--model), and a label in each line",
        lambda subject, rows: _model(subject, rows) and subject.labels is not None,
        deletion,
    ),
    Need(
        ("token_f1", "iou_f1", "auprc", "ap", "roc_auc", "token_f1_micro", "iou_f1_micro"),
        "a rationale in some lines",
        lambda subject, rows: bool(subject.annotated),
        plausibility,
    ),
    Need(
        ("pearson", "kendall"),
        "a model (--model) that takes embedded words, and an explanation that is not its gradient x input",
        lambda subject, rows: subject.importance is not None and rows is not subject.importance,
        correlations,
    ),
    Need(
        ("attention_entropy", "attention_variance"),
        "scores that are attention: none below 0, with a sum of 1 in each text",
        _distributions,
        of_attention,
    ),
    Need(
        ("accuracy", "f1", "macro_f1"),
        "a label in each line, and a model (--model) or a prediction in each line",
        lambda subject, rows: (
            subject.labels is not None and (subject.losses is not None or subject.predictions is not None)
        ),
        lambda subject, rows: of_predictions(subject),
    ),
)
ELSEWHERE = {  # measures of the cross table that are of more than an explanation
    "jsd@delta=0.01, tvd@delta=0.01, jsd@words=1": "the explanation of the moved input",
    "jsd@seeds, attention_variance_ratio": "several trainings of one model",
    "sensitivity": "a search over embedded words of this project's own models",
    "p_at_1, r_at_1, f1_at_1": "the sentiment of single words, which SST's trees have",
    "silhouette, distance_ratio": "the vector that this project's own models make of a text",
    "retrained_accuracy": "training texts, of which a judge is trained anew",
}
NAMES = tuple(name for need in NEEDS for name in need.names)


def measured(subject: Subject, rows: Rows) -> tuple[dict[str, float | None], dict[str, str]]:
    """The measures of an explanation (w,) of each text by name, None where undefined; and of the others what
    they need.
    """
    found: dict[str, float | None] = {}
    left_out: dict[str, str] = {}
    for need in NEEDS:
        if need.there(subject, rows):
            given = need.measured(subject, rows)
            found |= {name: None if given[name] is None else float(given[name]) for name in need.names}
        else:
            left_out |= dict.fromkeys(need.names, need.words)
    return found, left_out


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
