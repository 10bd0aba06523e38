"""What a reader asks first, answered from the scores: which methods differ from vanilla, on which measure.

A method differs where the 95 % interval of its paired differences (Student's t) excludes 0 as shown. Each
interval stands for itself, so that of twenty differences that are none one differs by chance.
"""

from collections import Counter
from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass
from functools import cached_property
from statistics import mean

from steady_attention.claims.intervals import MINIMUM_SEEDS
from steady_attention.metrics.cards import card_of
from steady_attention.report.findings.headline import (
    POINTS,
    Effect,
    Place,
    Runs,
    Table,
    interval,
    number,
    seeds,
    unit_of,
)
from steady_attention.report.findings.pairs import merged
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.cross import METHODS, PLACE
from steady_attention.report.tables.grid import Grid
from steady_attention.results.scores import BEST

AIMS = ("for", "measure: vanilla's", "better than vanilla", "worse", "not told apart")
NOBODY = "none"
VANILLA, WITHOUT_ATTENTION = "vanilla", "base"
PROPOSED = ("attention_at", "attention_iat", "attention_vat", "attention_ivat", "seat", "vib")
BESIDE = tuple(name for name in METHODS if name not in (VANILLA, WITHOUT_ATTENTION, *PROPOSED))


@dataclass(frozen=True)
class Question:
    """aim: what a method is to be good for; relative: whether differences are shares of vanilla's mean, as
    those of a measure whose values are small powers of ten.
    """

    aim: str
    metric: str
    label: str
    relative: bool = False


QUESTIONS = (
    Question("Prediction", "f1", "F1"),
    Question("Explanation", "pearson", "the correlation (Pearson) of attention with gradient importance"),
    Question(
        "Stability", "jsd@delta=0.01", "the JSD of attention under noise of 0.01 in the embeddings", True
    ),
    Question(
        "Robustness",
        "attacked_tvd@delta=0.5",
        "the TVD of predictions under perturbed attention (0.5)",
        True,
    ),
)
FURTHER = (  # of the table of aims
    Question("Stability", "tvd@delta=0.01", "TVD of predictions, noise 0.01", True),
    Question("Words that matter", "comprehensiveness_normalised", "comprehensiveness, normalised"),
    Question("Words that matter", "aopc@5", "AOPC of five words"),
    Question("Human rationales", "auprc", "AUPRC of rationales"),
)
SHORT = {
    "pearson": "Pearson, attention and gradients",
    "jsd@delta=0.01": "JSD of attention, noise 0.01",
    "attacked_tvd@delta=0.5": "TVD of predictions, scores perturbed by 0.5",
}


@dataclass(frozen=True)
class Difference:
    """What a method's scores are over vanilla's, seed by seed; level: vanilla's mean; usual: the number of
    seeds that most methods have there, 0 where that is not to be told.
    """

    method: str
    question: Question
    values: Sequence[float]
    level: float
    usual: int = 0

    @cached_property
    def ends(self) -> tuple[float, float, float]:
        """Mean, low and high end, as fractions."""
        return interval(self.values)

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
            return POINTS / self.level, " %", "+.0f"
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


@dataclass(frozen=True)
class Answer:
    """The differences of the methods of one place that have three seeds or more, the largest gain first."""

    question: Question
    place: Place
    level: float
    differences: Sequence[Difference]

    def of(self, methods: Iterable[str], sign: int) -> list[Difference]:
        """Those of the methods that are better (1), worse (-1), or not to be told from vanilla (0)."""
        return [one for one in self.differences if one.method in methods and one.sign == sign]

    @property
    def vanilla(self) -> str:
        """Vanilla's mean: `83.99 %`, `0.761`."""
        factor, word = unit_of(self.question.metric)
        return f"{factor * self.level:.2f} %" if word else number(self.level, "", "")


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


def main_place(source: Sources) -> Place | None:
    """Where the cross table looks: the data set, encoder and attention that most was run on."""
    return tuple(source.cross[list(PLACE)].iloc[0]) if len(source.cross) else None


def answer(table: Table, place: Place, question: Question) -> Answer | None:
    """The answer at one place; None where vanilla has no three seeds there, or no method has."""
    own = table.differences(place, Effect("", "", question.metric, Runs(VANILLA), None))
    if not own or len(own[0].values) < MINIMUM_SEEDS:
        return None
    level, usual = mean(own[0].values.values()), usual_seeds(table, place)
    found = []
    for method in (*PROPOSED, *BESIDE):
        effect = Effect("", "", question.metric, Runs(method), Runs(VANILLA))
        for one in table.differences(place, effect):
            if len(one.values) >= MINIMUM_SEEDS:
                found.append(Difference(method, question, list(one.values.values()), level, usual))
    better = card_of(question.metric).better
    ordered = sorted(found, key=lambda one: -better * one.ends[0])
    return Answer(question, place, level, ordered) if found else None


def main_answers(source: Sources) -> list[Answer]:
    """The answers to QUESTIONS at the main place."""
    table, place = Table(source.runs), main_place(source)
    found = [answer(table, place, question) for question in QUESTIONS] if place else []
    return [one for one in found if one is not None]


def aims(source: Sources) -> Grid:
    """Which method to use for what: a row a measure, with the methods that are better than vanilla, worse, or
    not to be told from it.
    """
    table, place, rows = Table(source.runs), main_place(source), []
    for question in (*QUESTIONS, *FURTHER) if place else ():
        if one := answer(table, place, question):
            every = [found.method for found in one.differences]
            apart = [
                ", ".join(f"{name} {each.text}" for name, each in merged(one.of(every, sign)).items())
                for sign in (1, -1)
            ]
            same = len(one.of(every, 0))
            measure = f"{SHORT.get(question.metric, question.label)}: {one.vanilla}"
            rows.append(
                [question.aim, measure, *(text or NOBODY for text in apart), f"{same} of {len(every)}"]
            )
    return Grid("Which method for what", AIMS, rows)


def elsewhere(source: Sources) -> list[str]:
    """A line for each other place, data set, encoder and attention, by name: which methods' F1 and Pearson
    differ from vanilla's there.
    """
    table, main = Table(source.runs), main_place(source)
    places = sorted({key[1:4] for key in table.numbers if key[4] == VANILLA and key[1:4] != main})
    told = []
    for place in places:
        answers = (answer(table, place, question) for question in QUESTIONS[:2])
        if parts := [_short(one) for one in answers if one is not None]:
            amounts = sorted(seeds_of(table, place))
            several = " to ".join(map(str, dict.fromkeys(amounts[:1] + amounts[-1:]))) or "several"
            told.append(f"{', '.join(place)} ({several} seeds): {'; '.join(parts)}.")
    return told


def _short(one: Answer) -> str:
    """`F1 (vanilla 83.99 %): word_at +2.45 points better, 10 not told apart`."""
    every = [found.method for found in one.differences]
    apart = [
        f"{each.method} {each.mean}{each.unit[1]} {word}"
        for sign, word in ((1, "better"), (-1, "worse"))
        for each in one.of(every, sign)
    ]
    number_same = len(one.of(every, 0))
    none = f"{every[0]} not told apart" if len(every) == 1 else f"none of {len(every)} differs"
    same = [f"{number_same} of {len(every)} not told apart" if apart else none]
    name = SHORT.get(one.question.metric, one.question.label).partition(",")[0]
    return f"{name} (vanilla {one.vanilla}): {', '.join(apart + same * (number_same > 0))}"


def where(source: Sources) -> str:
    """What the sentences are of: `sst, bilstm, additive attention; 3 seeds; 95 % intervals ...`."""
    place = main_place(source)
    amounts = seeds_of(Table(source.runs), place) if place else []
    if not amounts:
        return "No method has runs to compare."
    several = f"{seeds(range(amounts[0]))}{' unless another number is said' if len(amounts) > 1 else ''}"
    return f"{place[0]}, {place[1]}, {place[2]} attention; {several}; paired differences with 95 % intervals."
