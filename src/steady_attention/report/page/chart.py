"""The first screen's figure: each method's paired differences to vanilla, a panel a measure."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from steady_attention.metrics.cards import card_of
from steady_attention.report.findings import differences
from steady_attention.report.findings.differences import BESIDE, PROPOSED, Difference, Question
from steady_attention.report.findings.headline import Place, Table
from steady_attention.report.page.bar import Axis, Bar, axis
from steady_attention.results.twins import TWINS

TITLES = {
    "f1": "F1",
    "pearson": "Pearson",
    "jsd@delta=0.01": "JSD, noise 0.01",
    "attacked_tvd@delta=0.5": "TVD, perturbed",
}
FAMILIES = {"The papers' methods": PROPOSED, "Compared with": BESIDE}
MINUS = "−"
NARROWEST = 7.7  # the width of a panel at least, as layout.css.j2 has it, in sizes of its marks' font
WIDTHS = {"+": 0.84, MINUS: 0.84, ".": 0.32}  # of signs in DejaVu Sans, which is a wide font
DIGIT = 0.64
APART = 0.25


@dataclass(frozen=True)
class Mark:
    """A difference as it is drawn; text: with its interval; sign: 1 better, -1 worse, 0 not told apart."""

    bar: Bar
    text: str
    sign: int


@dataclass(frozen=True)
class Panel:
    """A measure's differences to vanilla by method; better: 1 where more is, -1 where less is."""

    aim: str
    title: str
    unit: str
    better: int
    axis: Axis
    marks: Mapping[str, Mark]

    @property
    def ticks(self) -> list[tuple[float, str]]:
        """The marks of the axis by their places. Those at its ends and at 0 have a text: 0 only where it has
        room, and the ends only where they leave each other room.
        """
        ends = {self.axis.low, self.axis.high}
        zero = self.axis.place(0.0)
        clear = all(abs(self.axis.place(end) - zero) >= _room(end) for end in ends - {0.0})
        apart = sum(_width(end) for end in ends) + APART <= NARROWEST
        named = {0.0} if not apart else ends | {0.0} if clear else ends
        return [(self.axis.place(tick), _tick(tick) if tick in named else "") for tick in self.axis.ticks]


def _tick(value: float) -> str:
    return f"{value:+g}".replace("-", MINUS) if value else "0"


def _width(value: float) -> float:
    """How wide the text of a mark is, in sizes of its font."""
    return sum(WIDTHS.get(sign, DIGIT) for sign in _tick(value))


def _room(end: float) -> float:
    """The per cent of the narrowest panel between an end and 0 where the texts of both stand apart."""
    return 100 * (_width(end) + _width(0.0) / 2 + APART) / NARROWEST


@dataclass(frozen=True)
class Chart:
    """Panels over the same rows; families: the methods under the heading of their group; alike: methods whose
    numbers coincide; intervals: whether there is any; seeds: of methods with another number than most,
    `10–33` where it is not the same in every panel.
    """

    panels: Sequence[Panel]
    families: Mapping[str, Sequence[str]]
    alike: Sequence[str]
    intervals: bool
    seeds: Mapping[str, str] = field(default_factory=dict)

    @property
    def lacking(self) -> bool:
        """Whether a method was not measured in a panel."""
        return any(
            name not in panel.marks
            for panel in self.panels
            for names in self.families.values()
            for name in names
        )


def chart(table: Table, place: Place) -> Chart | None:
    """Each method's paired difference to vanilla for each question; None where no method has one."""
    panels, values, counts = [], {}, defaultdict(set)
    for question in differences.QUESTIONS:
        found = defined(table, place, question)
        if found:
            panels.append(panel(question, found))
            values |= {(question.metric, method): tuple(one.values) for method, one in found.items()}
            for method, one in found.items():
                counts[method].add(len(one.values))
    usual = {differences.usual_seeds(table, place)}
    seeds = {method: _span(own) for method, own in counts.items() if own != usual}
    there = {method for one in panels for method in one.marks}
    families = {name: [each for each in methods if each in there] for name, methods in FAMILIES.items()}
    intervals = any(not mark.bar.open for one in panels for mark in one.marks.values())
    return Chart(panels, families, list(_alike(values)), intervals, seeds) if panels else None


def _span(counts: Iterable[int]) -> str:
    return "–".join(map(str, dict.fromkeys((min(counts), max(counts)))))


def defined(table: Table, place: Place, question: Question) -> dict[str, Difference]:
    """A method's differences by its name, of as many seeds as there are; empty where vanilla has no run."""
    found = differences.to_vanilla(table, place, question)
    return {one.method: one for one in found if not any(map(math.isnan, one.values))}


def panel(question: Question, found: Mapping[str, Difference]) -> Panel:
    """The differences on one axis."""
    factor, unit, _ = next(iter(found.values())).unit
    ends = {method: tuple(factor * end for end in one.ends) for method, one in found.items()}
    line = axis((end for three in ends.values() for end in three), _room)
    marks = {method: Mark(line.bar(*ends[method]), _text(one), one.sign) for method, one in found.items()}
    title = TITLES.get(question.metric, question.label)
    return Panel(question.aim, title, unit.strip(), card_of(question.metric).better, line, marks)


def _text(one: Difference) -> str:
    """The difference with its interval where it has one."""
    _, word, _ = one.unit
    return one.text if math.isfinite(one.ends[1]) else f"{one.mean}{word}, no interval"


def _alike(values: Mapping[tuple[str, str], Sequence[float]]) -> Iterable[str]:
    """Methods that are the same by mathematics, where they have the same numbers in every panel."""
    for one, other in TWINS.items():
        own = {metric: numbers for (metric, method), numbers in values.items() if method == one}
        if own and all(values.get((metric, other)) == numbers for metric, numbers in own.items()):
            yield f"{other} and {one}"
