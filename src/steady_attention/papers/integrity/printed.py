"""Printed numbers as texts, and facts about them in the words of claims.yaml's integrity section."""

from collections.abc import Iterable, Mapping

from steady_attention.printed import reported
from steady_attention.printed.reported import Row

Facts = tuple[str, ...]  # texts made of printed numbers; an entry that states them all is confirmed


def rows(paper: str, *tables: str, **where: str) -> list[Row]:
    """The printed rows of these tables, in their order, that have these values; of params, as printed."""
    return [
        row
        for table in tables
        for row in reported.load()[paper, table]
        if all(value in (getattr(row, key, None), row.params.get(key)) for key, value in where.items())
    ]


def texts(paper: str, *tables: str, **where: str) -> list[str]:
    """The printed texts of `rows`."""
    return [row.printed.text for row in rows(paper, *tables, **where)]


def text(paper: str, table: str, **where: str) -> str:
    """The one printed text there. Raises ValueError where there is none or more than one."""
    (only,) = texts(paper, table, **where)
    return only


def numbers(found: Iterable[Row]) -> list[float]:
    """The printed values of rows that have one, in the unit of the table."""
    return [float(row.printed.text) for row in found if row.printed.value is not None]


def above(found: Iterable[Row], limit: float) -> str:
    """How many values exceed a limit: `259 of 444`."""
    values = numbers(found)
    return f"{sum(value > limit for value in values)} of {len(values)}"


def constant(found: Iterable[Row], *axes: str) -> tuple[int, int]:
    """Of the places that `axes` tell apart, how many have one number only; and how many places there are."""
    at: dict[tuple, set[float]] = {}
    for row in found:
        at.setdefault(tuple(getattr(row, axis) for axis in axes), set()).add(float(row.printed.text))
    return sum(len(values) == 1 for values in at.values()), len(at)


def near_misses(printed: str, size: int) -> list[float]:
    """The per cent k / size, for whole k, on both sides of a printed one, to three decimals; empty where the
    printed one is one of them, rounded to two.
    """
    k = int(float(printed) * size / 100)
    sides = [100 * n / size for n in (k, k + 1)]
    return [] if any(f"{side:.2f}" == printed for side in sides) else [round(side, 3) for side in sides]


def stated(facts: Facts, entry: Mapping[str, str]) -> bool:
    """Whether an entry of the integrity section states all facts."""
    return all(fact in f"{entry['cell']} {entry['why']}" for fact in facts)
