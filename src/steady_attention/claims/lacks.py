"""What a claim needs and our scores lack: the cells that its tables print, and the data sets it speaks of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import product

from steady_attention.claims.language import methods_of
from steady_attention.claims.terms import Part
from steady_attention.printed.cells import Cell

AXES = (
    "method", "dataset", "encoder", "metric", "regime",
    "delta", "words", "k", "polarity", "iteration", "epoch", "ablation", "selection",
)  # fmt: skip
NAMES = {"dataset": "data sets", "method": "methods", "encoder": "encoders", "metric": "metrics"}


def needs(claim: Mapping, printed: Iterable[Part]) -> list[Cell]:
    """The cells that a claim needs (their numbers mean nothing): the printed test's, inside its data sets.

    Of data sets that are not printed it needs every method of the test.
    """
    over, used = claim["over"], {}
    for part in printed:
        for cell in (cell for term in part.terms for cell in term.cells):
            if cell.dataset in over["datasets"]:
                used[tuple(getattr(cell, axis) for axis in AXES)] = cell
    seen = {cell.dataset for cell in used.values()}
    rest = [name for name in over["datasets"] if name not in seen]
    free = product(methods_of(claim["test"]) or [None], rest, over["encoders"] or [None])
    return [*used.values(), *(Cell(method, dataset, encoder=encoder) for method, dataset, encoder in free)]


def covers(cell: Cell, need: Cell) -> bool:
    """Whether the cell is the one needed, on every axis that both have."""
    pairs = ((getattr(cell, axis), getattr(need, axis)) for axis in AXES)
    return all(a is None or b is None or a == b for a, b in pairs)


def lacks(wanted: list[Cell], used: Iterable[Cell], had: Iterable[Cell]) -> str:
    """In words, which wanted cells are not among the used ones; empty if none is lacking.

    had: all cells of the domain, used or not; what none of them has is named as absent.
    """
    at = defaultdict(list)
    for cell in used:
        at[cell.dataset].append(cell)
    missing = [need for need in wanted if not any(covers(cell, need) for cell in at[need.dataset])]
    if not missing:
        return ""
    had, texts, left = list(had), [], missing
    if not had:
        return "not run: every score that it speaks of, on " + ", ".join(
            dict.fromkeys(n.dataset for n in missing)
        )
    for axis, name in NAMES.items():
        present = {getattr(cell, axis) for cell in had} | {None}
        absent = list(dict.fromkeys(v for need in left if (v := getattr(need, axis)) not in present))
        if absent:
            texts.append(f"the {name} {', '.join(absent)}")
            left = [need for need in left if getattr(need, axis) not in absent]
    if left:
        texts.append(f"{len(left)} of its {len(wanted)} scores" + (" besides" if texts else ""))
    return "not run: " + "; ".join(texts)
