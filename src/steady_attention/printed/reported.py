"""The papers' printed numbers (reported.yaml), found by paper, table and the project's own names."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import yaml

from steady_attention.metrics.cards import printed_names
from steady_attention.store.errors import UserError

FILE = Path(__file__).with_name("reported.yaml")
FIELDS = ("method", "dataset", "encoder", "metric")
MISHEADED = {("seat", "2", "imdb"): "emotion"}  # its numbers stand under Emotion in Table 9


@dataclass(frozen=True, eq=False)
class Cell:
    """A number as printed, its value (79.27 in a column headed % is 0.7927, a tick 1; None for a dash), and
    its place; a field that the table does not print is None.
    """

    text: str
    value: float | None
    method: str | None = None
    dataset: str | None = None
    encoder: str | None = None
    metric: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    paper: str = ""
    table: str = ""

    @property
    def corpus(self) -> str | None:
        """The data set that the number is of, also where the heading names another."""
        return MISHEADED.get((self.paper, self.table, self.dataset), self.dataset)

    @property
    def in_figure(self) -> bool:
        """Whether a figure prints the number, no table."""
        return self.table.startswith("figure")

    def fits(self, conditions: Mapping[str, Any]) -> bool:
        """Whether nothing printed contradicts the conditions; those on params must be printed and equal."""
        return all(
            getattr(self, name) in (None, wanted) if name in FIELDS else self.params.get(name) == str(wanted)
            for name, wanted in conditions.items()
        )


def read_yaml(path: Path) -> dict:
    """A YAML file of the package as plain data, by libyaml where PyYAML has it: some are large."""
    return yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def document() -> dict:
    """reported.yaml, about 0.3 s."""
    return read_yaml(FILE)


@cache
def load() -> dict[tuple[str, str], tuple[Cell, ...]]:
    """All printed numbers by (paper, table)."""
    return {
        (table["paper"], str(table["table"])): cells(table["paper"], str(table["table"]), table["rows"])
        for table in document()["tables"]
    }


def every() -> list[Cell]:
    """All printed numbers."""
    return [cell for table in load().values() for cell in table]


def find(paper: str, table: str, conditions: Mapping[str, Any]) -> Cell | None:
    """The printed number that fits, None where the table has none there.

    conditions: method, dataset, encoder, metric by the project's names, and params as they are printed.
    Raises UserError for an unknown table and where several numbers fit.
    """
    if (paper, table) not in load():
        known = [name for of, name in load() if of == paper] or sorted({of for of, _ in load()})
        raise UserError(f"{FILE.name} has no table {table!r} of {paper!r}; it has {', '.join(known)}")
    fitting = _fitting(paper, table, tuple(conditions.items()))
    if len(fitting) > 1:
        names = sorted({name for cell in fitting for name in cell.params})
        raise UserError(
            f"{paper}, table {table}: {len(fitting)} printed numbers fit {dict(conditions)}; say more of "
            f"{', '.join(names) or ', '.join(FIELDS)}"
        )
    return fitting[0] if fitting else None


@cache  # a table of ours asks for thousands, for each of them thrice
def _fitting(paper: str, table: str, conditions: tuple[tuple[str, Any], ...]) -> list[Cell]:
    wanted, groups = dict(conditions), _by_place(paper, table)
    axes = [(None, wanted[axis]) if axis in wanted else None for axis in ("method", "dataset")]
    places = groups if None in axes else product(*axes)
    return [cell for place in places for cell in groups.get(place, ()) if cell.fits(wanted)]


@cache
def _by_place(paper: str, table: str) -> dict[tuple[str | None, str | None], list[Cell]]:
    """A table's numbers by method and data set."""
    groups: dict[tuple[str | None, str | None], list[Cell]] = {}
    for cell in load()[paper, table]:
        groups.setdefault((cell.method, cell.dataset), []).append(cell)
    return groups


def select(paper: str, *tables: str, **where: str) -> list[Cell]:
    """The printed numbers of these tables, in their order, that have these values; of params, as printed."""
    return [
        cell
        for table in tables
        for cell in load()[paper, table]
        if all(value in (getattr(cell, key, None), cell.params.get(key)) for key, value in where.items())
    ]


def texts(paper: str, *tables: str, **where: str) -> list[str]:
    """The texts of `select`."""
    return [cell.text for cell in select(paper, *tables, **where)]


def text(paper: str, table: str, **where: str) -> str:
    """The one text there. Raises ValueError where there is none or more than one."""
    (only,) = texts(paper, table, **where)
    return only


def number(text: str | None, percent: bool = False) -> float | None:
    """The value of a printed text: `6,920` is 6920, `79.27` per cent 0.7927; None for a dash or a word."""
    try:
        value = float((text or "").replace(",", ""))
    except ValueError:
        return None
    return value / 100 if percent else value


def cells(paper: str, table: str, rows: list[Mapping[str, Any]]) -> tuple[Cell, ...]:
    """The rows of a table of reported.yaml. Raises UserError for a method's number in an unknown metric."""
    return tuple(_cell(paper, table, row) for row in rows)


def _cell(paper: str, table: str, row: Mapping[str, Any]) -> Cell:
    names, printed, shown = document()["names"], row.get("metric"), str(row.get("value", "-"))
    metric, percent = printed_names().get(printed, (printed, False))
    value = number(shown, percent)
    if value is not None and row.get("method") and printed not in printed_names():
        raise UserError(
            f"{FILE.name}, {paper} table {table}: unknown metric {printed!r} of {row['method']!r}; expected "
            f"one of {', '.join(printed_names())}: add it to the card of the measure"
        )
    return Cell(
        shown,
        value if printed in printed_names() else names["values"].get(shown, value),
        method=_name(row.get("method"), names["methods"]),
        dataset=_name(row.get("dataset"), names["datasets"]),
        encoder=_name(row.get("encoder"), {}),
        metric=metric,
        params={key: str(value) for key, value in (row.get("params") or {}).items()},
        paper=paper,
        table=table,
    )


def _name(printed: str | None, names: Mapping[str, str]) -> str | None:
    """Our name; of one that is not in `names` the small letters, blanks and hyphens as underscores."""
    if printed is None:
        return None
    slug = printed.lower().replace("-", "_").replace(" ", "_")
    return names.get(slug, slug)
