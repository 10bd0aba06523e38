"""How a table's numbers stand on sheets: one data set each, at most nine columns, one notation a column.

A column that has room shows its numbers side by side: ours, the difference to vanilla, the paper's number,
the paper's difference to its own vanilla; else they stand below one another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import mean

from steady_attention.metrics.card import COUNT, PERCENT, SCIENTIFIC, WORDS, YES_NO, Unit
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.notation import headed, shown
from steady_attention.report.tables.number import Block, Number, bests, unit_of, usual
from steady_attention.report.tables.pair import Pair
from steady_attention.report.tables.sheet import Entry, Row, Sheet

MOST = 8  # columns beside the row's label
FEW = 4  # rows of a sheet that is turned round rather than cut
DELTA, PAPER = "Δ", "paper"
EXACT = (COUNT, WORDS, YES_NO)  # are not means over seeds


@dataclass(frozen=True)
class Heading:
    """Of a row or a column: the group that it stands in (may be empty) and its label."""

    group: str
    label: str


def sheets(corner: str, rows: Sequence[Heading], columns: Sequence[Heading], numbers: Block) -> list[Sheet]:
    """The sheets of a table. numbers: by row and column, units that of each number."""
    made, runs = [], usual(numbers)
    for title, places in _parts(columns):
        own = [[row[c] for c in places] for row in numbers]
        there = [r for r, row in enumerate(own) if any(one.shown for one in row)]
        lacking = _not_run(rows, own)
        there = [r for r in there if rows[r].group not in lacking]
        heads = [columns[c] if not title else Heading("", columns[c].label) for c in places]
        if not there:
            continue
        lines, block = [rows[r] for r in there], [own[r] for r in there]
        best = bests([one.group for one in lines], block)
        if len(places) > MOST and len(there) <= FEW:
            made.append(_turned(title, lines, heads, block, best, runs))
            continue
        for n, part in enumerate(_cut(range(len(places)))):
            chosen = [[row[c] for c in part] for row in block]
            marks = [[row[c] for c in part] for row in best]
            name = f"{title}, further columns" if title and n else title
            made.append(_sheet(name, corner, lines, [heads[c] for c in part], chosen, marks, runs))
    return made


def not_run(rows: Sequence[Heading], columns: Sequence[Heading], numbers: Block) -> list[str]:
    """The groups of rows that a data set's sheet leaves out, as none of their runs is there: `RNN (SST)`."""
    return [
        f"{group} ({title})" if title else group
        for title, places in _parts(columns)
        for group in _not_run(rows, [[row[c] for c in places] for row in numbers])
    ]


def _not_run(rows: Sequence[Heading], block: Block) -> list[str]:
    """The groups of rows that have printed numbers alone, where other groups have runs."""
    pairs = list(zip(rows, block, strict=True))
    printed = dict.fromkeys(row.group for row, own in pairs if any(one.printed for one in own))
    run = {row.group for row, own in pairs if any(one.runs for one in own)}
    return [group for group in printed if group not in run] if run else []


def _parts(columns: Sequence[Heading]) -> list[tuple[str, list[int]]]:
    """The columns of each sheet: those of one data set; all, where each data set has one column."""
    by_group = groupby(range(len(columns)), lambda place: columns[place].group)
    groups = [(title, list(places)) for title, places in by_group]
    if all(len(places) == 1 for _, places in groups):
        return [("", list(range(len(columns))))]
    return groups


def _cut(places: Sequence[int]) -> list[Sequence[int]]:
    """Places in as few equal parts as hold MOST at most."""
    parts = -(-len(places) // MOST)
    size = -(-len(places) // parts)
    return [places[start : start + size] for start in range(0, len(places), size)]


def _name(heading: Heading) -> str:
    return ", ".join(part for part in (heading.group, heading.label) if part)


def _facts(numbers: Sequence[Number]) -> list[str]:
    """Which further numbers than ours some cell has."""
    found = [
        (DELTA, any(one.pair.differences for one in numbers)),
        (PAPER, any(one.printed for one in numbers)),
        (f"{PAPER} {DELTA}", any(one.effect is not None for one in numbers)),
    ]
    return [name for name, there in found if there]


def _units(names: Sequence[str], unit: Unit | None) -> list[str]:
    """The heads of further numbers: of a score in per cent the printed one is so too, and differences are
    points.
    """
    return [f"{name} [{'%' if name == PAPER else 'points'}]" if unit == PERCENT else name for name in names]


def _sheet(
    title: str,
    corner: str,
    rows: Sequence[Heading],
    columns: Sequence[Heading],
    block: Block,
    best: Sequence[Sequence[bool]],
    runs: int,
) -> Sheet:
    by_column = [[row[c] for row in block] for c in range(len(columns))]
    facts, units = [_facts(one) for one in by_column], [unit_of(one) for one in by_column]
    shares = any(one.pair.printed is not None for row in block for one in row)  # widen the differences
    side = not shares and len(columns) + sum(map(len, facts)) <= MOST
    header = [corner]
    for column, unit, names in zip(columns, units, facts, strict=True):
        name = _name(column)
        header += [headed(name, unit) if unit else name, *(_units(names, unit) if side else ())]
    lines = []
    for heading, row, marks in zip(rows, block, best, strict=True):
        entries: list[Entry] = []
        for one, unit, mark, names in zip(row, units, marks, facts, strict=True):
            entries += _entries(one, unit or one.pair.unit, runs, mark, names if side else None)
        lines.append(Row(heading.group, heading.label, entries))
    return Sheet(title, header, lines)


def _turned(
    title: str,
    rows: Sequence[Heading],
    columns: Sequence[Heading],
    block: Block,
    best: Sequence[Sequence[bool]],
    runs: int,
) -> Sheet:
    """Rows in the place of columns: a measure a row."""
    facts = [_facts(row) for row in block]
    side = len(rows) + sum(map(len, facts)) <= MOST
    header = ["Measure"]
    for heading, names in zip(rows, facts, strict=True):
        header += [_name(heading), *(names if side else ())]
    lines = []
    for c, column in enumerate(columns):
        unit = unit_of([row[c] for row in block])
        entries: list[Entry] = []
        for row, marks, names in zip(block, best, facts, strict=True):
            entries += _entries(row[c], unit or row[c].pair.unit, runs, marks[c], names if side else None)
        lines.append(Row(column.group, headed(column.label, unit) if unit else column.label, entries))
    return Sheet(title, header, lines)


def _entries(number: Number, unit: Unit, runs: int, best: bool, facts: Sequence[str] | None) -> list[Entry]:
    """A cell's entries: one of several lines, or of `facts` side by side."""
    value = mean(number.pair.numbers) if number.pair.numbers else None
    delta, effect = _delta(number.pair, unit), _effect(number, unit)
    if facts is not None:
        texts = {DELTA: delta, PAPER: _printed(number, unit), f"{PAPER} {DELTA}": effect}
        values = {
            DELTA: number.pair.difference,
            PAPER: number.target,
            f"{PAPER} {DELTA}": number.effect,
        }
        own = Entry(_ours(number, unit, runs), (), value, best)
        return [own, *(Entry(texts[name] or NONE, (), values[name]) for name in facts)]
    printed = f"{PAPER} {_printed(number, unit)}" if number.printed else ""
    below = (f"{DELTA} {delta}" if delta else "", f"{printed} ({DELTA} {effect})" if effect else printed)
    return [Entry(_ours(number, unit, runs), tuple(filter(None, below)), value, best)]


def _ours(number: Number, unit: Unit, runs: int) -> str:
    """Mean and half of its interval; the number of runs where it is not the usual one, or not as declared."""
    pair = number.pair
    if not pair.values:
        return number.lacking
    if not pair.defined:
        undefined = sum(value != value for value in pair.values.values())
        return f"undefined in {undefined}/{number.runs} runs"
    text = shown(unit, mean(pair.numbers))
    if pair.half is not None and not text.lstrip("-").startswith("<"):
        text += f" ± {unit.show(pair.half)}"
    if number.wanted > number.runs:
        return f"{text} ({number.runs} of {number.wanted})"
    return text if number.runs == runs or unit in EXACT else f"{text} ({number.runs})"


def _delta(pair: Pair, unit: Unit) -> str:
    """The paired difference with half of its interval; where that excludes 0 a star, and what share of the
    gap to a printed number it is.
    """
    if pair.difference is None:
        return ""
    text = shown(unit, pair.difference, sign=True)
    if pair.half_difference is not None:
        text += f" ± {unit.show(pair.half_difference)}"
    if not pair.distinct(unit):
        return text
    return f"{text}* ({pair.share})" if pair.share else f"{text}*"


def _printed(number: Number, unit: Unit) -> str:
    """As the paper prints it; where that may be a power of ten, in the column's notation."""
    if number.pair.unit != SCIENTIFIC or number.target is None:
        return number.printed
    return shown(unit, number.target) + ("†" if number.printed.endswith("†") else "")


def _effect(number: Number, unit: Unit) -> str:
    return "" if number.effect is None else shown(unit, number.effect, sign=True)
