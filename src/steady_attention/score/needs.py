"""What each measure needs, and why it was left out where that is not there.

A measure of the cross table is either taken here, of what NEEDS says it needs, or stands in ELSEWHERE with
the reason why no explanation alone has it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from steady_attention.metrics import checks
from steady_attention.score import measured as of
from steady_attention.score.attention import HEADS, MEAN, ROLLOUT
from steady_attention.score.measured import WORDS, Found
from steady_attention.score.stability import NOISE, REPLACED
from steady_attention.score.subject import BOUNDED_WORDS, Rows, Subject

EMBEDDED = "a model (--model) that takes embedded words"


class Explanation(NamedTuple):
    """An explanation: its name, and its numbers (w,) of each text."""

    name: str
    rows: Rows


@dataclass(frozen=True)
class Need:
    """Measures that are taken together: their names, what they need in words, whether it is there."""

    names: tuple[str, ...]
    words: str
    there: Callable[[Subject, Explanation], bool]
    measured: Callable[[Subject, Explanation], Found]


def _of_rows(function: Callable[[Subject, Rows], Found]) -> Callable[[Subject, Explanation], Found]:
    return lambda subject, one: function(subject, one.rows)


def _model(subject: Subject, one: Explanation) -> bool:
    return subject.losses is not None


def _moved(changes: tuple[str, ...], needed: str, how: str) -> tuple[Need, Need]:
    """JSD and TVD under changes of the texts."""

    def there(subject: Subject) -> bool:
        return subject.stability is not None and set(changes) <= set(subject.stability.by_change)

    return (
        Need(
            tuple(f"jsd@{key}" for key in changes),
            f"attention of {needed} (--explain {MEAN}, {ROLLOUT} or {HEADS}), which is made anew {how}",
            lambda subject, one: (
                there(subject) and one.name in subject.stability.by_change[changes[0]].attention
            ),
            lambda subject, one: of.attention_moved(subject, changes, one.name, one.rows),
        ),
        Need(
            tuple(f"tvd@{key}" for key in changes),
            needed,
            lambda subject, one: _model(subject, one) and there(subject),
            lambda subject, one: of.predictions_moved(subject, changes),
        ),
    )


def _distributions(subject: Subject, one: Explanation) -> bool:
    try:
        checks.rows("scores", one.rows, checks.distributions)
    except ValueError:
        return False
    return True


NEEDS = (
    Need(
        ("comprehensiveness_aopc", "sufficiency_aopc", "comprehensiveness", "sufficiency"),
        "a model (--model)",
        _model,
        _of_rows(of.erasure),
    ),
    Need(
        ("comprehensiveness_normalised", "sufficiency_normalised"),
        f"a model (--model), and texts of 2 to {BOUNDED_WORDS} words",
        lambda subject, one: _model(subject, one) and bool(subject.short),
        _of_rows(of.bounded_erasure),
    ),
    Need(
        (f"aopc@{WORDS}", f"posthoc_accuracy@{WORDS}"),
        "a model (--model), and a label in each line",
        lambda subject, one: _model(subject, one) and subject.labels is not None,
        _of_rows(of.deletion),
    ),
    Need(
        ("token_f1", "iou_f1", "auprc", "ap", "roc_auc", "token_f1_micro", "iou_f1_micro"),
        "a rationale in some lines",
        lambda subject, one: bool(subject.annotated),
        _of_rows(of.plausibility),
    ),
    Need(
        ("pearson", "kendall"),
        f"{EMBEDDED}, and an explanation that is not its gradient x input",
        lambda subject, one: subject.importance is not None and one.rows is not subject.importance,
        _of_rows(of.correlations),
    ),
    *_moved((NOISE,), EMBEDDED, "under noise"),
    *_moved(tuple(REPLACED), f"{EMBEDDED}, and two different words in FILE", "on other words"),
    Need(
        ("attention_entropy", "attention_variance"),
        "scores that are attention: none below 0, with a sum of 1 in each text",
        _distributions,
        _of_rows(of.of_attention),
    ),
    Need(
        ("accuracy", "f1", "macro_f1"),
        "a label in each line, and a model (--model) or a prediction in each line",
        lambda subject, one: (
            subject.labels is not None and (subject.losses is not None or subject.predictions is not None)
        ),
        lambda subject, one: of.of_predictions(subject),
    ),
)
ELSEWHERE = {  # measures of the cross table that are of more than an explanation
    "jsd@seeds, attention_variance_ratio": "several trainings of one model",
    "sensitivity": "a search over embedded words of this project's own models",
    "p_at_1, r_at_1, f1_at_1": "the sentiment of single words, which SST's trees have",
    "silhouette, distance_ratio": "the vector that this project's own models make of a text",
    "retrained_accuracy": "training texts, of which a judge is trained anew",
}
NAMES = tuple(name for need in NEEDS for name in need.names)


def measured(subject: Subject, name: str, rows: Rows) -> tuple[dict[str, float | None], dict[str, str]]:
    """The measures of an explanation (w,) of each text by name, None where undefined; and of the others what
    they need.
    """
    one = Explanation(name, rows)
    values: dict[str, float | None] = {}
    left_out: dict[str, str] = {}
    for need in NEEDS:
        if need.there(subject, one):
            given = need.measured(subject, one)
            values |= {key: None if given[key] is None else float(given[key]) for key in need.names}
        else:
            left_out |= dict.fromkeys(need.names, need.words)
    return values, left_out
