"""The cross table: the measures of all papers, for all methods, on the same runs. No paper has it. Its twin
is of the same runs' last epoch.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

import pandas as pd

from steady_attention.metrics.cards import card_of, cards
from steady_attention.report.tables.number import Number, unit_of, winners
from steady_attention.report.tables.pair import Pair
from steady_attention.results import derived, over_seeds
from steady_attention.results.begun import begins_from
from steady_attention.results.controls import CONTROLS, RANDOM
from steady_attention.results.scores import BEST, LAST, rounded
from steady_attention.run.runs import NO_ATTENTION
from steady_attention.settings import methods as of_methods
from steady_attention.store.errors import UserError
from steady_attention.store.messages import check_made

APART = ("base", *CONTROLS)  # the measures are not compared over these
METHODS = tuple(name for name in of_methods.known().methods if name not in CONTROLS)
THERE = (*of_methods.known().methods, RANDOM)
ROWS = (*METHODS, *(name for name in CONTROLS if name in THERE))  # controls stand below the methods
PLACE = ("dataset", "encoder", "attention")
COLUMNS = (
    *(
        "selection",
        *PLACE,
        "method",
        "metric",
        "mean",
        "std",
        "half",
        "difference",
        "difference_half",
        "runs",
    ),
    *("undefined", "best", "seeds", "values"),
)
MEASURES = (  # then those whose cards say so
    *("f1", "accuracy", "pearson", "attention_entropy", "kendall"),
    *("jsd@delta=0.01", "tvd@delta=0.01", "jsd@words=1", "jsd@seeds", "attention_variance_ratio"),
    "attacked_tvd@delta=0.5",
    *("comprehensiveness", "comprehensiveness_normalised", "sufficiency", "sufficiency_normalised"),
    *("sensitivity", "aopc@5", "posthoc_accuracy@5"),
    *("token_f1", "auprc", "f1_at_1@polarity=positive", "f1_at_1@polarity=negative", "silhouette"),
    *(card.name for card in cards().values() if card.crossed),
)
LABELS = {  # of one of a family; the label of a measure alone stands on its card
    "jsd@delta=0.01": "JSD, noise 0.01",
    "tvd@delta=0.01": "TVD, noise 0.01",
    "jsd@words=1": "JSD, one word",
    "jsd@seeds": "JSD, seeds",
    "attacked_tvd@delta=0.5": "TVD, attention perturbed",
    "aopc@5": "AOPC@5 [points]",
    "posthoc_accuracy@5": "post-hoc@5 [%]",
    "f1_at_1@polarity=positive": "positive words F1@1 [%]",
    "f1_at_1@polarity=negative": "negative words F1@1 [%]",
}
REFERENCE = "vanilla"  # that methods are compared with


def label(metric: str) -> str:
    """A measure's heading."""
    return LABELS.get(metric) or card_of(metric).label or metric


@dataclass(frozen=True)
class Place:
    """The data set, encoder and attention of the compared runs."""

    dataset: str
    encoder: str
    attention: str

    def rows(self, scores: pd.DataFrame) -> pd.DataFrame:
        """The test scores of the compared runs."""
        there = (scores["dataset"] == self.dataset) & (scores["encoder"] == self.encoder)
        there &= scores["attention"].isin([self.attention, NO_ATTENTION])
        return scores[there & (scores["variant"] == "default") & (scores["split"] == "test")]


def numbers(scores: pd.DataFrame, last: pd.DataFrame | None = None) -> pd.DataFrame:
    """The table's frame, of the scores of all suites' runs (columns scores.COLUMNS); empty of none.

    last: those of the last epoch; their place is the same.
    """
    if scores.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    at = place(scores, [measure for measure in MEASURES if measure not in derived.OF_OTHERS])
    frames = [frame(scores, at, MEASURES, ROWS)]
    if last is not None and len(last):
        frames.append(frame(last, at, MEASURES, ROWS, LAST, scores))
    return pd.concat(frames, ignore_index=True)


def place(scores: pd.DataFrame, measures: Sequence[str]) -> Place:
    """Where most pairs of a method and a measure have a number; of several such places where most runs have
    one, then the first by name. Raises UserError where no run has any.
    """
    own = scores[(scores["split"] == "test") & (scores["variant"] == "default")]
    own = own[own["metric"].isin(measures) & (own["attention"] != NO_ATTENTION)]
    own = own.dropna(subset="value")
    if own.empty:
        raise UserError("cross table: no run of this profile has any of its measures")
    pairs = own.drop_duplicates([*PLACE, "method", "metric"]).groupby(list(PLACE)).size()
    counts = pd.DataFrame({"pairs": pairs, "runs": own.groupby(list(PLACE)).size()})
    best = counts.sort_values(["pairs", "runs"], ascending=False, kind="stable").index[0]
    return Place(*best)


def frame(
    scores: pd.DataFrame,
    at: Place,
    measures: Sequence[str],
    methods: Sequence[str],
    selection: str = BEST,
    chosen: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """A row a method and measure that has a run there, columns COLUMNS; methods gives their order.

    mean, std (empty of one run) and half (of the interval of the mean) as the values are, empty where a run's
    number is undefined; difference: to vanilla, paired by seed, with half of its interval; best: 1 where the
    intervals of its differences to all other methods exclude 0; seeds, values: of the runs. selection: what
    the scores are of. chosen: the scores of the chosen epoch, for what begins at it; None: `scores` are.
    """
    own, rows = at.rows(scores), []
    first = own if chosen is None else at.rows(chosen)
    for measure in measures:
        values = _values(own, measure)
        at_first = values | {REFERENCE: _values(first, measure).get(REFERENCE, {})}
        numbers = {
            name: number_of(name, measure, at_first if begins_from(name, REFERENCE) else values)
            for name in methods
            if name in values
        }
        best = winners(numbers, unit_of(list(numbers.values()))) if numbers else []
        rows += [_row(at, name, measure, one.pair, name in best) for name, one in numbers.items()]
    ordered = sorted(rows, key=lambda row: methods.index(row["method"]))
    return pd.DataFrame(ordered, columns=list(COLUMNS)).assign(selection=selection)


def _values(own: pd.DataFrame, measure: str) -> dict[str, dict[int, float]]:
    """Of a measure, by method and seed."""
    return {
        name: dict(zip(of_method["seed"].astype(int), of_method["value"].map(rounded), strict=True))
        for name, of_method in own[own["metric"] == measure].groupby("method")
    }


def number_of(method: str, measure: str, values: Mapping[str, Mapping[int, float]]) -> Number:
    """What a cell has to show; values: of a measure, by method and seed."""
    card = card_of(measure)
    reference = values.get(REFERENCE, {}) if method != REFERENCE else {}
    pair = Pair(values[method], reference, card.unit, between_seeds=measure in over_seeds.METRICS)
    return Number(pair, len(pair.values), better=card.better, ranked=method not in CONTROLS)


def _row(at: Place, method: str, measure: str, pair: Pair, best: bool) -> dict:
    known, seeds = pair.numbers, sorted(pair.values)
    return {
        **vars(at),
        "method": method,
        "metric": measure,
        "mean": rounded(mean(known)) if known else None,
        "std": rounded(stdev(known)) if len(known) > 1 else None,
        "half": _rounded(pair.half),
        "difference": _rounded(pair.difference),
        "difference_half": _rounded(pair.half_difference),
        "runs": len(seeds),
        "undefined": sum(map(math.isnan, pair.values.values())),
        "best": int(best),
        "seeds": " ".join(map(str, seeds)),
        "values": " ".join(repr(pair.values[seed]) for seed in seeds),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else rounded(value)


def to_csv(found: pd.DataFrame) -> str:
    """The text of cross.csv."""
    return found.to_csv(index=False, lineterminator="\n")


def read_csv(path: Path) -> pd.DataFrame:
    """cross.csv as `frame` returned it. Raises UserError where it is not there."""
    check_made(path, f"cross@{path.parent.name}")
    found = pd.read_csv(path, dtype={"seeds": str, "values": str})
    return found.assign(values=found["values"].fillna("nan"))  # of one run, whose number is undefined
