"""The papers' printed numbers (reported.yaml), found by paper, table and the project's own names."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from steady_attention.metrics.cards import printed_names
from steady_attention.printed.cells import DATASETS, METHODS, slug
from steady_attention.store.errors import UserError

FILE = Path(__file__).with_name("reported.yaml")
FIELDS = ("method", "dataset", "encoder", "metric")


@dataclass(frozen=True)
class Printed:
    """A number as printed, and what it means (79.27 in a column headed % is 0.7927); None for a dash."""

    text: str
    value: float | None


@dataclass(frozen=True)
class Row:
    """A printed number with its place; a field that the table does not print is None."""

    method: str | None
    dataset: str | None
    encoder: str | None
    metric: str | None
    params: Mapping[str, str]
    printed: Printed

    def fits(self, conditions: Mapping[str, Any]) -> bool:
        """Whether nothing printed contradicts the conditions; those on params must be printed and equal."""
        own = {name: getattr(self, name) for name in FIELDS}
        return all(
            own[name] in (None, wanted) if name in own else self.params.get(name) == str(wanted)
            for name, wanted in conditions.items()
        )


@cache
def document() -> dict:
    """reported.yaml; large, so read once, by libyaml where PyYAML has it: about 0.3 s."""
    return yaml.load(FILE.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@cache
def load() -> dict[tuple[str, str], tuple[Row, ...]]:
    """All printed numbers by (paper, table)."""
    tables = document()["tables"]
    return {(table["paper"], str(table["table"])): tuple(map(_row, table["rows"])) for table in tables}


def find(paper: str, table: str, conditions: Mapping[str, Any]) -> Printed | None:
    """The printed number that fits, None where the table has none there.

    conditions: method, dataset, encoder, metric by the project's names, and params as they are printed.
    Raises UserError for an unknown table and where several numbers fit.
    """
    if (paper, table) not in load():
        known = [name for of, name in load() if of == paper] or sorted({of for of, _ in load()})
        raise UserError(f"{FILE.name} has no table {table!r} of {paper!r}; it has {', '.join(known)}")
    rows = [row for row in load()[paper, table] if row.fits(conditions)]
    if len(rows) > 1:
        names = sorted({name for row in rows for name in row.params})
        raise UserError(
            f"{paper}, table {table}: {len(rows)} printed numbers fit {dict(conditions)}; say more of "
            f"{', '.join(names) or ', '.join(FIELDS)}"
        )
    return rows[0].printed if rows else None


def number(text: str | None, percent: bool = False) -> float | None:
    """The value of a printed text: `6,920` is 6920, `79.27` per cent 0.7927; None for a dash or a word."""
    try:
        value = float((text or "").replace(",", ""))
    except ValueError:
        return None
    return value / 100 if percent else value


def _row(given: Mapping[str, Any]) -> Row:
    method, dataset, metric = (given.get(name) for name in ("method", "dataset", "metric"))
    text = str(given.get("value", "-"))
    name, percent = printed_names().get(metric, (metric, False))
    return Row(
        method=_name(method, METHODS),
        dataset=_name(dataset, DATASETS),
        encoder=_name(given.get("encoder"), {}),
        metric=name,
        params={key: str(value) for key, value in (given.get("params") or {}).items()},
        printed=Printed(text, number(text, percent)),
    )


def _name(printed: str | None, names: Mapping[str, str]) -> str | None:
    return None if printed is None else names.get(slug(printed), slug(printed))
