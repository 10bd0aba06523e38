"""The cross table as texts: all methods by all measures, and which measures agree on the methods' order."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import pandas as pd

from steady_attention.claims.curves import spearman
from steady_attention.metrics.cards import card_of
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.cross import UNATTENDED, Measure
from steady_attention.report.tables.grid import Grid, bullets

FEWEST = 4  # methods over which a rank correlation is taken
STAR = " ★"
ARROWS = {1: " ↑", -1: " ↓", 0: ""}


def grid(numbers: pd.DataFrame, measures: Sequence[Measure]) -> Grid:
    """Methods by measures, of a `frame`; a measure that no run has is named below."""
    there = [measure for measure in measures if (numbers["metric"] == measure.metric).any()]
    absent = [measure.label for measure in measures if measure not in there]
    cells = {(row["method"], row["metric"]): _text(row) for row in numbers.to_dict("records")}
    rows = [
        [method, *(cells.get((method, measure.metric), NONE) for measure in there)]
        for method in dict.fromkeys(numbers["method"])
    ]
    header = ["Method", *(measure.label + ARROWS[measure.card.better] for measure in there)]
    return Grid("All methods, all measures", header, rows, _notes(numbers, absent))


def _text(row: Mapping[str, Any]) -> str:
    """Mean, standard deviation and number of runs; the best one with a star."""
    if row["undefined"]:
        return f"undefined in {row['undefined']}/{row['runs']} runs"
    unit, spread = card_of(row["metric"]).unit, row["std"]
    shown = unit.show(row["mean"]) + ("" if pd.isna(spread) else f" ± {unit.show(spread)}")
    return f"{shown} ({row['runs']})" + (STAR if row["best"] else "")


def _notes(numbers: pd.DataFrame, absent: Sequence[str]) -> list[str]:
    first = numbers.iloc[0]
    seeds = sorted({int(seed) for text in numbers["seeds"] for seed in str(text).split()})
    lines = [
        f"Runs: {first['dataset']}, {first['encoder']}, {first['attention']} attention, each method with the "
        f"profile's settings of it; seeds {', '.join(map(str, seeds))}. This is the place where most pairs "
        "of a method and a measure have a number; of several where most runs have one, then the first by "
        "name.",
        "Mean ± sample standard deviation over seeds (number of runs); ↑: more is better, ↓: less is better;"
        f"{STAR}: the best mean of its column, as it is shown. {NONE}: not measured.",
        "base has no attention. random: words in random order, scored by base; no method, so never the best.",
    ]
    return [*lines, *([f"Not measured on these runs: {', '.join(absent)}."] if absent else [])]


def agreement(numbers: pd.DataFrame, measures: Sequence[Measure]) -> Grid:
    """Spearman's rank correlation over the methods with attention between each two measures, of a `frame`."""
    attended = numbers[~numbers["method"].isin(UNATTENDED)]
    means = attended.pivot(index="method", columns="metric", values="mean")
    there = [measure for measure in measures if measure.metric in means]
    turned = {measure: (measure.card.better or 1) * means[measure.metric].astype(float) for measure in there}
    texts = {(measure, measure): "1" for measure in there}
    for one, other in combinations(there, 2):
        texts[one, other] = texts[other, one] = _correlated(turned[one], turned[other])
    notes = [
        f"Spearman's rank correlation between the means of the {len(means)} methods with attention (of "
        "fewer, where a number in brackets says so). Measures where less is better are turned round: 1 is "
        "the same order of the methods, -1 the opposite one. "
        f"{NONE}: fewer than {FEWEST} methods have both, or one does not tell them apart.",
        "With so few methods a correlation is uncertain: of 10 methods up to 0.65 either way may be chance "
        "(5 %, two-sided, of one pair alone).",
    ]
    rows = [[one.label, *(texts[one, other] for other in there)] for one in there]
    return Grid("Which measures agree", ["Measure", *(measure.label for measure in there)], rows, notes)


def _correlated(one: pd.Series, other: pd.Series) -> str:
    both = pd.concat([one, other], axis=1).dropna().to_numpy()
    if len(both) < FEWEST or (both == both[:1]).all(axis=0).any():
        return NONE
    (value,) = spearman(both[:, :1], both[:, 1:])
    fewer = f" ({len(both)})" if len(both) < len(one) else ""
    return f"{value:+.2f}{fewer}"


def markdown(grids: Iterable[Grid]) -> str:
    """The text of cross.md."""
    return "\n".join(f"# {one.title}\n\n{one.markdown()}\n{bullets(one.notes)}" for one in grids)
