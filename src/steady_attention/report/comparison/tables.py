"""The tables of a comparison: methods by corpora, methods by measures, and what methods cost."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from steady_attention.metrics.card import Unit
from steady_attention.metrics.cards import card_of
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.cross import label
from steady_attention.report.tables.crossed import ARROWS
from steady_attention.report.tables.grid import Grid
from steady_attention.report.tables.notation import headed, notation, shown
from steady_attention.results.comparison import LEVEL, PLACE, REFERENCE
from steady_attention.results.controls import CONTROLS

FIRST = ("f1", "pearson", "jsd@delta=0.01", "comprehensiveness")  # each has a table of methods by corpora
COLUMNS = 6  # measures of a table: as many as a page is wide
APART = "*"  # behind a number whose interval of the difference to vanilla is all on one side of 0


def by_corpora(found: pd.DataFrame) -> list[Grid]:
    """Of each of the measures FIRST that has numbers: methods by corpora; of a single corpus, whose measures
    stand together in its own table, of the first alone. found: `comparison.numbers`.
    """
    grids = []
    for metric in FIRST if found["corpus"].nunique() > 1 else FIRST[:1]:
        own = found[found["metric"] == metric]
        if own.empty:
            continue
        places = list(dict.fromkeys(own[list(PLACE)].itertuples(index=False, name=None)))
        unit, records = unit_of(own), own.to_dict("records")
        cells = {(*(row[name] for name in PLACE), row["method"]): text(row, unit) for row in records}
        rows = [
            [method, *(cells.get((*place, method), NONE) for place in places)]
            for method in dict.fromkeys(own["method"])
        ]
        header = ["Method", *(corpus_name(place, places) for place in places)]
        grids.append(Grid(f"Methods by corpora: {heading(metric, unit)}", header, rows))
    return grids


def corpus_name(place: Sequence[str], places: Sequence[Sequence[str]]) -> str:
    """A corpus by its name, with encoder and attention where these differ."""
    alike = len({tuple(one[1:]) for one in places}) == 1
    return place[0] if alike else f"{place[0]} ({place[1]}, {place[2]})"


def unit_of(rows: pd.DataFrame, *columns: str) -> Unit:
    """The unit of a column of one measure: of its means, or of other columns."""
    numbers = rows[list(columns or ("mean",))].to_numpy().ravel()
    return notation(card_of(rows["metric"].iloc[0]).unit, numbers)


def heading(metric: str, unit: Unit | None = None) -> str:
    """A measure's label, with its unit where that is per cent or a power of ten, and an arrow to the better
    side.
    """
    card = card_of(metric)
    return headed(label(metric), unit or card.unit) + ARROWS[card.better]


def text(row: Mapping, unit: Unit | None = None) -> str:
    """Mean and half the interval's width; a mark where the difference to vanilla is no chance of seeds."""
    if row["undefined"]:
        return f"undefined in {row['undefined']}/{row['runs']} runs"
    unit = unit or card_of(row["metric"]).unit
    half = "" if pd.isna(row["low"]) else f" ± {shown(unit, (row['high'] - row['low']) / 2)}"
    return shown(unit, row["mean"]) + half + (f" {APART}" if apart(row) else "")


def apart(row: Mapping) -> bool:
    """Whether the interval of the difference to vanilla is all on one side of 0."""
    low, high = row["difference_low"], row["difference_high"]
    return not pd.isna(low) and (low > 0 or high < 0)


def of_corpus(found: pd.DataFrame, place: Sequence[str]) -> list[Grid]:
    """Methods by measures at a place, COLUMNS a table."""
    return _by_measures(f"{place[0]}: methods by measures", _at(found, place), ("mean",), text)


def differences(found: pd.DataFrame, place: Sequence[str]) -> list[Grid]:
    """Differences to vanilla with their intervals, methods by measures at a place, COLUMNS a table."""
    own = _at(found, place)
    own = own[own["difference"].notna()]
    columns = ("difference", "difference_low", "difference_high")
    return _by_measures(f"{place[0]}: difference to {REFERENCE}", own, columns, _difference)


def _difference(row: Mapping, unit: Unit) -> str:
    ends = [row[f"difference_{end}"] for end in ("low", "high")]
    interval = "" if pd.isna(ends[0]) else f" [{', '.join(shown(unit, end, sign=True) for end in ends)}]"
    return shown(unit, row["difference"], sign=True) + interval


def _by_measures(
    title: str, own: pd.DataFrame, columns: Sequence[str], entry: Callable[[Mapping, Unit], str]
) -> list[Grid]:
    """Methods by measures, COLUMNS a table, each measure in one unit, that of the numbers in `columns`."""
    measures, methods = (list(dict.fromkeys(own[name])) for name in ("metric", "method"))
    units = {metric: unit_of(rows, *columns) for metric, rows in own.groupby("metric")}
    cells = {
        (row["method"], row["metric"]): entry(row, units[row["metric"]]) for row in own.to_dict("records")
    }
    grids = []
    for start in range(0, len(measures), COLUMNS):
        some = measures[start : start + COLUMNS]
        rows = [[method, *(cells.get((method, metric), NONE) for metric in some)] for method in methods]
        header = ["Method", *(heading(metric, units[metric]) for metric in some)]
        grids.append(Grid(title + (", continued" if start else ""), header, rows))
    return grids


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


def unlearned(found: pd.DataFrame, largest: Mapping[str, float]) -> list[str]:
    """A line a place where vanilla is no better than always naming the class that most test texts have.
    largest: the share of that class by corpus. Nothing can be read from such a table.
    """
    lines = []
    for row in found[(found["method"] == REFERENCE) & (found["metric"] == "accuracy")].to_dict("records"):
        low = row["mean"] if pd.isna(row["low"]) else row["low"]
        if low <= largest[row["corpus"]]:
            lines.append(
                f"{row['corpus']}: {REFERENCE}'s accuracy, {text(row)} %, is not above that of always naming "
                f"the largest class, {100 * largest[row['corpus']]:.2f} %: it has learned too little for a "
                "difference between methods to mean anything. It takes more texts, vectors that know the "
                "words, or another profile (docs/own_data.md)."
            )
    return lines


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
