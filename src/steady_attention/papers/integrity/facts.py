"""Facts about printed numbers, in the words of the entries of integrity.yaml; and numbers that are no cells
of a table: what a figure shows, what a class alone would score.
"""

from collections.abc import Iterable, Mapping

from steady_attention.claims.declarations import declared
from steady_attention.printed.reported import Cell, text

Facts = tuple[str, ...]  # texts made of printed numbers; an entry that states them all is confirmed


def shown_change(figure: str, method: str) -> float:
    """By how much the probability shown in an example of Hu et al. 2023 moves (claims.yaml, text_facts)."""
    (fact,) = (
        fact
        for fact in declared()["text_facts"]
        if (fact["paper"], fact["table"], fact["method"], fact["metric"])
        == ("seat", figure, method, "confidence_change")
    )
    return float(fact["value"])


def class_sizes(dataset: str) -> list[int]:
    """Texts of both classes in the test split, by Table 5 of Hu et al. 2023."""
    columns = ("first (neg by the heading)", "second (pos by the heading)")
    return [int(text("seat", "5", dataset=dataset, metric="test size", column=name)) for name in columns]


def f1_of_one_class(dataset: str) -> list[float]:
    """F1 of always answering one class: 2 p / (1 + p), p its share; of either class."""
    counts = class_sizes(dataset)
    return [2 * count / (sum(counts) + count) for count in counts]


def numbers(found: Iterable[Cell]) -> list[float]:
    """The values of cells that have one, in the unit of the table."""
    return [float(cell.text) for cell in found if cell.value is not None]


def above(found: Iterable[Cell], limit: float) -> str:
    """How many values exceed a limit: `259 of 444`."""
    values = numbers(found)
    return f"{sum(value > limit for value in values)} of {len(values)}"


def constant(found: Iterable[Cell], *axes: str) -> tuple[int, int]:
    """Of the places that `axes` tell apart, how many have one number only; and how many places there are."""
    at: dict[tuple, set[float]] = {}
    for cell in found:
        at.setdefault(tuple(getattr(cell, axis) for axis in axes), set()).add(float(cell.text))
    return sum(len(values) == 1 for values in at.values()), len(at)


def near_misses(printed: str, size: int) -> list[float]:
    """The per cent k / size, for whole k, on both sides of a printed one, to three decimals; empty where the
    printed one is one of them, rounded to two.
    """
    k = int(float(printed) * size / 100)
    sides = [100 * n / size for n in (k, k + 1)]
    return [] if any(f"{side:.2f}" == printed for side in sides) else [round(side, 3) for side in sides]


def stated(facts: Facts, entry: Mapping[str, str]) -> bool:
    """Whether an entry of integrity.yaml states all facts."""
    return all(fact in f"{entry['cell']} {entry['why']}" for fact in facts)
