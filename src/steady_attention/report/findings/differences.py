"""What each method's scores are over vanilla's at one place, seed by seed, with an interval: as a difference,
or as a ratio of a measure whose values are small powers of ten.

A method differs where the 95 % interval (Student's t) excludes 0 as shown. Each interval stands for itself,
so of twenty differences that are none one differs by chance.
"""

import math
import operator
from collections import Counter
from collections.abc import Sequence, Sized
from dataclasses import dataclass
from functools import cached_property

from steady_attention.metrics.cards import card_of
from steady_attention.report.findings.headline import POINTS, Place, Runs, Table, interval, seeds, unit_of
from steady_attention.report.tables.cross import METHODS
from steady_attention.results.scores import BEST

VANILLA, WITHOUT_ATTENTION = "vanilla", "base"
PROPOSED = ("attention_at", "attention_iat", "attention_vat", "attention_ivat", "seat", "vib")
BESIDE = tuple(name for name in METHODS if name not in (VANILLA, WITHOUT_ATTENTION, *PROPOSED))
LARGEST_LOGARITHM = 700.0  # of a ratio that a float holds


@dataclass(frozen=True)
class Question:
    """aim: what a method is to be good for; ratio_of: the measure by name, where a method is compared by its
    ratios to vanilla, as where values are small powers of ten; purpose: the aim in a sentence, empty: the
    same.
    """

    aim: str
    metric: str
    label: str
    ratio_of: str = ""
    purpose: str = ""

    @property
    def relative(self) -> bool:
        """Whether a method is compared by its ratios to vanilla."""
        return bool(self.ratio_of)

    @property
    def purposed(self) -> str:
        """The aim as a sentence has it behind `for` and `in`."""
        return self.purpose or self.aim.lower()


QUESTIONS = (
    Question("Prediction", "f1", "F1"),
    Question(
        "Explanation",
        "pearson",
        "the correlation (Pearson) of attention with gradient importance",
        purpose="agreement with gradients",
    ),
    Question(
        "Stability", "jsd@delta=0.01", "the JSD of attention under noise of 0.01 in the embeddings", "JSD"
    ),
    Question(
        "Robustness",
        "attacked_tvd@delta=0.5",
        "the TVD of predictions when attention's scores move by 0.5 along the loss gradient, as in AT",
        "TVD",
    ),
)
WORDS = Question(
    "Words that matter",
    "comprehensiveness_normalised",
    "comprehensiveness, normalised",
    purpose="words that matter",
)
FURTHER = (  # of the table of aims
    WORDS,
    Question("Human rationales", "auprc", "AUPRC of rationales"),
)
SHORT = {
    "pearson": "Pearson, attention and gradients",
    "jsd@delta=0.01": "JSD of attention, noise 0.01",
    "attacked_tvd@delta=0.5": "TVD of predictions, scores perturbed by 0.5",
}


@dataclass(frozen=True)
class Difference:
    """What a method's scores are over vanilla's, seed by seed; of a relative question the logarithms of their
    ratios. usual: the number of seeds that most methods have there, 0 where that is not to be told.
    """

    method: str
    question: Question
    values: Sequence[float]
    usual: int = 0

    @cached_property
    def ends(self) -> tuple[float, float, float]:
        """Mean, low and high end, as fractions; of ratios the geometric mean, less 1, which is -1 or more."""
        ends = interval(self.values)
        return tuple(map(_over_one, ends)) if self.question.relative else ends

    @property
    def sign(self) -> int:
        """1 where the method is better, -1 where it is worse, 0 where it cannot be told from vanilla: where
        the interval holds 0 in the digits that are shown.
        """
        factor, _, form = self.unit
        _, low, high = (float(format(factor * end, form)) for end in self.ends)
        return card_of(self.question.metric).better * ((low > 0) - (high < 0))

    @property
    def unit(self) -> tuple[float, str, str]:
        """Factor, word behind the number, and the form of a number."""
        if self.question.relative:
            largest = max(abs(end) for end in self.ends if math.isfinite(end))
            return POINTS, " %", "+.0f" if POINTS * largest >= 1 else "+.2f"
        factor, word = unit_of(self.question.metric)
        return factor, word, "+.2f" if word else "+.3f"

    @property
    def mean(self) -> str:
        """`+2.45`"""
        factor, _, form = self.unit
        return format(factor * self.ends[0] + 0.0, form)

    @property
    def text(self) -> str:
        """`+2.45 points [+0.62, +4.28]`, of another number of seeds than usual ` of 5 seeds` behind it."""
        factor, word, form = self.unit
        mean, low, high = (format(factor * end + 0.0, form) for end in self.ends)
        return f"{mean}{word} [{low}, {high}]{of_seeds(self.values, self.usual)}"


def of_seeds(values: Sized, usual: int) -> str:
    """` of 5 seeds` where that is not the usual number; empty where it is, or is not to be told."""
    return f" of {seeds(values)}" if usual and len(values) != usual else ""


def seeds_of(table: Table, place: Place) -> list[int]:
    """How many seeds the methods have at a place, each with its own settings; the most usual number first."""
    methods = (VANILLA, *PROPOSED, *BESIDE)
    series = (table.series(BEST, place, Runs(method), QUESTIONS[0].metric) for method in methods)
    counted = Counter(len(one.values) for found in series for one in found)
    return sorted(counted, key=lambda amount: (-counted[amount], -amount))


def usual_seeds(table: Table, place: Place | None) -> int:
    """The number of seeds that most methods have at a place; 0 where none has a run."""
    return next(iter(seeds_of(table, place)), 0) if place else 0


def to_vanilla(table: Table, place: Place, question: Question) -> list[Difference]:
    """What each method has over vanilla at a place, of as many seeds as both have; of a relative question
    none where a value is 0, which has no ratio.
    """
    usual, found = usual_seeds(table, place), []
    for vanilla in table.series(BEST, place, Runs(VANILLA), question.metric):
        for method in (*PROPOSED, *BESIDE):
            for one in table.series(BEST, place, Runs(method), question.metric):
                both = sorted(one.values.keys() & vanilla.values.keys())
                pairs = [(one.values[seed], vanilla.values[seed]) for seed in both]
                if question.relative and min(map(min, pairs), default=0) <= 0:
                    continue
                over = _log_ratio if question.relative else operator.sub
                if values := [over(*pair) for pair in pairs]:
                    found.append(Difference(method, question, values, usual))
    return found


def _log_ratio(one: float, other: float) -> float:
    return math.log(one / other)


def _over_one(logarithm: float) -> float:
    """A ratio less 1; infinite where the logarithm is too large for a ratio."""
    return math.expm1(logarithm) if logarithm < LARGEST_LOGARITHM else math.inf
