"""What a reader asks first, answered from the scores: which methods differ from vanilla, on which measure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import mean

from steady_attention.claims.intervals import MINIMUM_SEEDS
from steady_attention.metrics.cards import card_of
from steady_attention.report.findings.differences import (
    FURTHER,
    QUESTIONS,
    SHORT,
    VANILLA,
    Difference,
    Question,
    of_seeds,
    seeds_of,
    to_vanilla,
    usual_seeds,
)
from steady_attention.report.findings.headline import (
    Effect,
    Place,
    Runs,
    Table,
    number,
    seeds,
    unit_of,
)
from steady_attention.report.findings.pairs import merged
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.cross import PLACE
from steady_attention.report.tables.grid import Grid

AIMS = ("for", "measure: vanilla's", "better than vanilla", "worse", "not told apart")
NOBODY = "none"


@dataclass(frozen=True)
class Answer:
    """The differences of the methods of one place that have three seeds or more, the largest gain first.
    level: vanilla's mean; seeds: ` of 50 seeds`, where that is not the usual number.
    """

    question: Question
    place: Place
    level: float
    differences: Sequence[Difference]
    seeds: str = ""

    def of(self, methods: Iterable[str], sign: int) -> list[Difference]:
        """Those of the methods that are better (1), worse (-1), or not to be told from vanilla (0)."""
        return [one for one in self.differences if one.method in methods and one.sign == sign]

    @property
    def vanilla(self) -> str:
        """Vanilla's mean: `83.99 %`, `0.761`."""
        factor, word = unit_of(self.question.metric)
        return f"{factor * self.level:.2f} %" if word else number(self.level, "", "")


def main_place(source: Sources) -> Place | None:
    """Where the cross table looks: the data set, encoder and attention that most was run on."""
    return tuple(source.cross[list(PLACE)].iloc[0]) if len(source.cross) else None


def answer(table: Table, place: Place, question: Question) -> Answer | None:
    """The answer at one place; None where vanilla has no three seeds there, or no method has."""
    own = table.differences(place, Effect("", "", question.metric, Runs(VANILLA), None))
    if not own or len(own[0].values) < MINIMUM_SEEDS:
        return None
    level = mean(own[0].values.values())
    found = [one for one in to_vanilla(table, place, question) if len(one.values) >= MINIMUM_SEEDS]
    better = card_of(question.metric).better
    ordered = sorted(found, key=lambda one: -better * one.ends[0])
    behind = of_seeds(own[0].values, usual_seeds(table, place))
    return Answer(question, place, level, ordered, behind) if found else None


def main_answers(source: Sources, questions: Sequence[Question] = QUESTIONS) -> list[Answer]:
    """The answers at the main place."""
    table, place = Table(source.runs), main_place(source)
    found = [answer(table, place, question) for question in questions] if place else []
    return [one for one in found if one is not None]


def aims(source: Sources) -> Grid:
    """Which method to use for what: a row a measure, with the methods that are better than vanilla, worse, or
    not to be told from it.
    """
    table, place, rows = Table(source.runs), main_place(source), []
    run: list[str] = []  # what the first row has
    for question in (*QUESTIONS, *FURTHER) if place else ():
        if one := answer(table, place, question):
            every = [found.method for found in one.differences]
            apart = [
                ", ".join(f"{name} {each.text}" for name, each in merged(one.of(every, sign)).items())
                for sign in (1, -1)
            ]
            same = f"{len(merged(one.of(every, 0)))} of {len(merged(one.differences))}"
            run = run or every
            lacking = "".join(f"; {name} not measured" for name in run if name not in every)
            measure = f"{SHORT.get(question.metric, question.label)}: {one.vanilla}{one.seeds}"
            rows.append([question.aim, measure, *(text or NOBODY for text in apart), same + lacking])
    return Grid("Which method for what", AIMS, rows)


def elsewhere(source: Sources) -> list[str]:
    """A line for each other place, data set, encoder and attention: which methods differ from vanilla there.
    Where most methods were run stands first, then by name; a measure of one method is not told beside others.
    """
    table, main = Table(source.runs), main_place(source)
    places = sorted({key[1:4] for key in table.numbers if key[4] == VANILLA and key[1:4] != main})
    told = []
    for place in places:
        answers = [one for one in (answer(table, place, each) for each in QUESTIONS) if one is not None]
        methods = max((len(merged(one.differences)) for one in answers), default=0)
        parts = [_short(one) for one in answers if min(methods, 2) <= len(merged(one.differences))]
        if parts:
            amounts = sorted(seeds_of(table, place))
            several = " to ".join(map(str, dict.fromkeys(amounts[:1] + amounts[-1:]))) or "several"
            told.append((methods, f"{', '.join(place)} ({several} seeds): {'; '.join(parts)}."))
    return [text for _, text in sorted(told, key=lambda one: -one[0])]


def _short(one: Answer) -> str:
    """`F1 (vanilla 83.99 %): word_at +2.45 points better, 10 not told apart`."""
    every = [found.method for found in one.differences]
    apart = [
        f"{', '.join(f'{name} {each.mean}{each.unit[1]}' for name, each in merged(found).items())} {word}"
        for sign, word in ((1, "better"), (-1, "worse"))
        if (found := one.of(every, sign))
    ]
    names = list(merged(one.differences))
    none = f"{names[0]} not told apart" if len(names) == 1 else f"none of {len(names)} differs"
    name = SHORT.get(one.question.metric, one.question.label).partition(",")[0]
    return f"{name} (vanilla {one.vanilla}): {'; '.join(apart) or none}"


def where(source: Sources) -> str:
    """What the sentences are of: `sst, bilstm, additive attention; 3 seeds; 95 % intervals ...`."""
    place = main_place(source)
    amounts = seeds_of(Table(source.runs), place) if place else []
    if not amounts:
        return "No method has runs to compare."
    several = f"{seeds(range(amounts[0]))}{' unless another number is said' if len(amounts) > 1 else ''}"
    return f"{place[0]}, {place[1]}, {place[2]} attention; {several}; paired differences with 95 % intervals."
