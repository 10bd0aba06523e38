"""The papers' methods and the free explanations of a profile whose reports are there, to stand beside one's
own.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

from steady_attention.metrics.cards import card_of
from steady_attention.run.runs import DEFAULT, NO_ATTENTION
from steady_attention.store.errors import UserError

SCORES = Path("scores/scores.csv")  # of a profile's reports
COLUMNS = (
    *("dataset", "encoder", "attention", "method", "variant", "selection", "split", "metric"),
    *("seeds", "values"),
)
TAKEN = {"variant": DEFAULT, "selection": "best", "split": "test"}  # results.scores.BEST needs pandas
FREE = "explained_"  # begins the measures of explanations of a vanilla run that cost no training
FREE_OF = "vanilla"
CALLED = {
    "comprehensiveness": "comprehensiveness_aopc",
    "sufficiency": "sufficiency_aopc",
}  # means over shares
Row = Mapping[str, list[float]]  # values of all seeds, by measure
Seeds = dict[int, float]


@dataclass(frozen=True)
class Beside:
    """A profile's rows by name, in its order; corpus, encoder and attention of their runs."""

    folder: Path
    place: tuple[str, str, str]
    rows: Mapping[str, Row]


def read(folder: Path) -> Beside:
    """The runs of the place that has most numbers, of the epoch that dev chose, on the test split. Raises
    UserError where the profile's scores are not there, or are no such table.
    """
    path = folder / SCORES
    if not path.is_file():
        raise _refused(path, "is not there")
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines)
        if lacking := [name for name in COLUMNS if name not in (table.fieldnames or ())]:
            raise _refused(path, f"lacks the columns {', '.join(lacking)}")
        rows = [row for row in table if all(row[key] == value for key, value in TAKEN.items())]
    counts = Counter((row["dataset"], row["encoder"], row["attention"]) for row in rows)
    places = [one for one in counts if one[2] != NO_ATTENTION]
    if not places:
        taken = ", ".join(f"{key} {value}" for key, value in TAKEN.items())
        raise _refused(path, f"has no row of a model with attention, {taken}")
    place = max(places, key=lambda one: (counts[one], one))
    methods: dict[str, dict[str, list[Seeds]]] = defaultdict(lambda: defaultdict(list))
    free: dict[str, dict[str, list[Seeds]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if (row["dataset"], row["encoder"]) != place[:2] or row["attention"] not in (place[2], NO_ATTENTION):
            continue
        values = dict(zip(map(int, row["seeds"].split()), map(float, row["values"].split()), strict=True))
        measure, _, name = row["metric"].partition("@explanation=")
        if not name:
            methods[row["method"]][measure].append(values)
        elif row["method"] == FREE_OF:
            short = measure.removeprefix(FREE)
            free[f"{FREE_OF}: {name}"][CALLED.get(short, short)].append(values)
    parts = [*methods.items(), *free.items()]
    every = {name: {measure: _of_all(found) for measure, found in row.items()} for name, row in parts}
    return Beside(folder, place, every)


def _refused(path: Path, why: str) -> UserError:
    """What is wrong with a profile's scores, and what is expected."""
    return UserError(
        f"--beside: {path} {why}; expected the reports of a profile, as reports/small of a clone, or "
        "--beside none"
    )


def _of_all(rows: Sequence[Seeds]) -> list[float]:
    """The values of all seeds: scores.csv has a row for all that have the same suites. A distance from the
    other seeds of a suite is another one in each: then those of the longest row.
    """
    merged: Seeds = {}
    for row in rows:
        if any(merged.get(seed, value) != value for seed, value in row.items()):
            merged = max(rows, key=len)
            break
        merged |= row
    return [merged[seed] for seed in sorted(merged)]


def shown(metric: str, values: list[float]) -> str:
    """`0.259 ± 0.020 (3)`: mean, standard deviation, number of seeds."""
    unit = card_of(metric).unit
    if any(value != value for value in values):
        return "undefined"
    spread = f" ± {unit.show(stdev(values))}" if len(values) > 1 else ""
    return f"{unit.show(mean(values))}{spread} ({len(values)})"


def place_of(metric: str, value: float, rows: Mapping[str, Row]) -> str:
    """`3rd of 21`: where a value would stand among the rows that have the measure, the best first."""
    better = card_of(metric).better
    means = [mean(row[metric]) for row in rows.values() if metric in row]
    means = [one for one in means if one == one]
    if not better or not means:
        return ""
    number = 1 + sum(better * one > better * value for one in means)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} of {len(means) + 1}"
