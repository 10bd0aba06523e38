"""The tables of a comparison: methods by corpora, methods by measures, and what methods cost."""

from collections.abc import Mapping, Sequence

import pandas as pd

from steady_attention.metrics.cards import card_of
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.cross import label
from steady_attention.report.tables.crossed import ARROWS
from steady_attention.report.tables.grid import Grid
from steady_attention.results.comparison import LEVEL, PLACE, REFERENCE
from steady_attention.results.controls import CONTROLS

FIRST = ("f1", "pearson", "jsd@delta=0.01", "comprehensiveness")  # each has a table of methods by corpora
APART = "*"  # behind a number whose interval of the difference to vanilla is all on one side of 0


def by_corpora(found: pd.DataFrame) -> list[Grid]:
    """Of each of the measures FIRST that has numbers: methods by corpora. found: `comparison.numbers`."""
    grids = []
    for metric in FIRST:
        own = found[found["metric"] == metric]
        if own.empty:
            continue
        places = list(dict.fromkeys(own[list(PLACE)].itertuples(index=False, name=None)))
        cells = {(*row[:3], row[3]): row for row in own.itertuples(index=False, name=None)}
        records = {key: dict(zip(own.columns, row, strict=True)) for key, row in cells.items()}
        rows = [
            [
                method,
                *(text(records[*place, method]) if (*place, method) in records else NONE for place in places),
            ]
            for method in dict.fromkeys(own["method"])
        ]
        header = ["Method", *(named(place, places) for place in places)]
        grids.append(Grid(f"Methods by corpora: {heading(metric)}", header, rows))
    return grids


def named(place: Sequence[str], places: Sequence[Sequence[str]]) -> str:
    """A corpus by its name, with encoder and attention where these differ."""
    alike = len({tuple(one[1:]) for one in places}) == 1
    return place[0] if alike else f"{place[0]} ({place[1]}, {place[2]})"


def heading(metric: str) -> str:
    """A measure's label, with an arrow to the better side and its unit where that is per cent."""
    unit = card_of(metric).unit
    shown = label(metric)
    return (
        f"{shown}{' [%]' if unit.factor == 100 and '[' not in shown else ''}{ARROWS[card_of(metric).better]}"
    )


def text(row: Mapping) -> str:
    """Mean and half the interval's width; a mark where the difference to vanilla is no chance of seeds."""
    if row["undefined"]:
        return f"undefined in {row['undefined']}/{row['runs']} runs"
    unit = card_of(row["metric"]).unit
    half = "" if pd.isna(row["low"]) else f" ± {unit.show((row['high'] - row['low']) / 2)}"
    return unit.show(row["mean"]) + half + (f" {APART}" if apart(row) else "")


def apart(row: Mapping) -> bool:
    """Whether the interval of the difference to vanilla is all on one side of 0."""
    low, high = row["difference_low"], row["difference_high"]
    return not pd.isna(low) and (low > 0 or high < 0)


def of_corpus(found: pd.DataFrame, place: Sequence[str]) -> Grid:
    """Methods by measures at a place."""
    own = _at(found, place)
    measures = list(dict.fromkeys(own["metric"]))
    cells = {(row["method"], row["metric"]): text(row) for row in own.to_dict("records")}
    rows = [
        [method, *(cells.get((method, metric), NONE) for metric in measures)]
        for method in dict.fromkeys(own["method"])
    ]
    return Grid(f"{place[0]}: methods by measures", ["Method", *map(heading, measures)], rows)


def differences(found: pd.DataFrame, place: Sequence[str]) -> Grid:
    """Differences to vanilla with their intervals, methods by measures at a place."""
    own = _at(found, place)
    own = own[own["difference"].notna()]
    measures = list(dict.fromkeys(own["metric"]))
    cells = {}
    for row in own.to_dict("records"):
        unit = card_of(row["metric"]).unit
        shown = unit.show(row["difference"], sign=True)
        if not pd.isna(row["difference_low"]):
            ends = (unit.show(row[f"difference_{end}"], sign=True) for end in ("low", "high"))
            shown += f" [{', '.join(ends)}]"
        cells[row["method"], row["metric"]] = shown
    rows = [
        [method, *(cells.get((method, metric), NONE) for metric in measures)]
        for method in dict.fromkeys(own["method"])
    ]
    return Grid(f"{place[0]}: difference to {REFERENCE}", ["Method", *map(heading, measures)], rows)


def _at(found: pd.DataFrame, place: Sequence[str]) -> pd.DataFrame:
    there = pd.Series(True, index=found.index)
    for name, value in zip(PLACE, place, strict=True):
        there &= found[name] == value
    return found[there]


def cost(found: pd.DataFrame) -> Grid:
    """What each method took on each corpus. found: `comparison.costs`."""
    header = (
        "Corpus",
        "Method",
        "Runs",
        "Training a run [s]",
        f"Training over {REFERENCE}'s",
        "Evaluating a run [s]",
    )
    rows = [
        [
            *(row["corpus"], row["method"], str(row["runs"]), _seconds(row["train_seconds"])),
            NONE if pd.isna(row["train_ratio"]) else f"{row['train_ratio']:.1f}",
            _seconds(row["evaluate_seconds"]),
        ]
        for row in found.to_dict("records")
    ]
    note = (
        "Seconds of computing on the machine that computed the run, several runs side by side. A method that "
        f"begins from a trained {REFERENCE} run is counted without that run. Attention iAT and iVAT as "
        "printed are computed once with AT and VAT, whose seconds stand here."
    )
    return Grid("Costs", header, rows, (note,))


def _seconds(value: float) -> str:
    return NONE if pd.isna(value) else f"{value:,.1f}"


def equal(found: pd.DataFrame) -> list[str]:
    """The methods whose numbers are the reference's, each run's."""
    known = found[found["difference_low"].notna()]
    none = (known[["difference", "difference_low", "difference_high"]] == 0).all(axis=1)
    return [method for method, rows in none.groupby(known["method"], sort=False) if rows.all()]


def reading(found: pd.DataFrame) -> list[str]:
    """How to read the numbers."""
    lines = [
        f"Mean over the runs ± half the width of the {LEVEL:.0%} interval of that mean: Student's t over the "
        "seeds. It says how much another seed moves a number, not another sample of texts.",
        f"{APART}: the {LEVEL:.0%} interval of the difference to {REFERENCE}, seed by seed, is all on "
        "one side of 0. With many methods and measures one in twenty is so by chance.",
        "↑: more is better, ↓: less is better. –: not measured, or a measure that the method cannot have.",
        "The epoch is chosen on dev; the test texts are scored once after that.",
    ]
    if (found["folds"] > 1).any():
        lines.insert(
            1,
            "Of folds: Student's t over the means of the folds, wider than that of independent splits, since "
            "folds share training texts (Nadeau & Bengio 2003).",
        )
    if alike := equal(found):
        lines.append(
            f"Equal to {REFERENCE} in every run: {', '.join(alike)}. A method that begins from {REFERENCE} "
            "is so where dev chose its start."
        )
    if set(found["method"]) & set(CONTROLS):
        lines.append(
            "Controls, no methods: attention held uniform or at its random start; vanilla's, permuted; "
            "vanilla trained on as long as vib."
        )
    return lines
