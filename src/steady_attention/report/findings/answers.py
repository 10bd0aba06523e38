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
NOBODY, NOT_MEASURED = "none", "–"
READ = (
    "Better and worse than vanilla at other places, parted by a semicolon; none of 5: of five methods none "
    "differs; –: not measured, or below three seeds."
)


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


def everywhere(source: Sources) -> dict[Place, list[Answer | None]]:
    """The answers to QUESTIONS at every place where a method has one, the main place first, then where most
    methods were run.
    """
    table, main = Table(source.runs), main_place(source)
    places = sorted({key[1:4] for key in table.numbers if key[4] == VANILLA})
    found = {place: [answer(table, place, each) for each in QUESTIONS] for place in places}
    found = {place: answers for place, answers in found.items() if any(answers)}
    ordered = sorted(found, key=lambda place: (place != main, -max(map(_methods, found[place]))))
    return {place: found[place] for place in ordered}


def _methods(one: Answer | None) -> int:
    """Of how many methods an answer is, twins once."""
    return len(merged(one.differences)) if one else 0


def elsewhere(source: Sources) -> Grid:
    """A row for each other place, data set, encoder and attention: the methods that differ from vanilla."""
    table, main = Table(source.runs), main_place(source)
    rows = []
    for place, found in everywhere(source).items():
        if place != main:
            amounts = sorted(seeds_of(table, place))
            several = " to ".join(map(str, dict.fromkeys(amounts[:1] + amounts[-1:])))
            rows.append([", ".join(place), several, *map(_short, found)])
    header = ("elsewhere", "seeds", *(f"{short(question)}: better; worse" for question in QUESTIONS))
    return Grid("Which methods differ from vanilla elsewhere", header, rows)


def short(question: Question) -> str:
    """A question's measure in a word."""
    return SHORT.get(question.metric, question.label).split(",")[0].split(" of ")[0]


def _short(one: Answer | None) -> str:
    """`word_at +2.45 points; none`, or how many methods there are where none differs; a dash where none was
    measured.
    """
    if one is None:
        return NOT_MEASURED
    every = [found.method for found in one.differences]
    signs = (merged(one.of(every, sign)) for sign in (1, -1))
    apart = [", ".join(f"{name} {each.mean}{each.unit[1]}" for name, each in own.items()) for own in signs]
    return "; ".join(text or NOBODY for text in apart) if any(apart) else f"none of {_methods(one)}"


def where(source: Sources) -> str:
    """What the sentences are of: `sst, bilstm, additive attention, no unlabeled text; 3 seeds; ...`."""
    place = main_place(source)
    amounts = seeds_of(Table(source.runs), place) if place else []
    if not amounts:
        return "No method has runs to compare."
    several = f"{seeds(range(amounts[0]))}{' unless another number is said' if len(amounts) > 1 else ''}"
    at = f"{place[0]}, {place[1]}, {place[2]} attention, no unlabeled text"
    return f"{at}; {several}; paired differences with 95 % intervals."
