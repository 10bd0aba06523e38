"""Means, intervals and costs of methods that are compared on one's own corpora."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.stats import t as student

from steady_attention.results import derived
from steady_attention.results.scores import rounded
from steady_attention.run.runs import NO_ATTENTION, Run

REFERENCE = "vanilla"
LEVEL = 0.95  # of the intervals
PLACE = ("corpus", "encoder", "attention")
COLUMNS = (
    *(*PLACE, "method", "metric", "mean", "low", "high", "difference", "difference_low", "difference_high"),
    *("runs", "undefined", "folds", "seeds"),
)
COSTS = (*PLACE, "method", "runs", "train_seconds", "evaluate_seconds", "train_ratio")


def interval(values: np.ndarray) -> tuple[float, float, float]:
    """Mean, low and high of numbers (folds, seeds): Student's t over the seeds of one split or, of several
    folds, over the means of the folds. NaN for ends that one number cannot give.

    The variance over k folds is that of a fold times 1 / k + 1 / (k - 1), since folds share training texts
    (Nadeau & Bengio 2003, section 3, whose ratio of test to training texts is 1 / (k - 1) here).
    """
    folds, seeds = values.shape
    own = values.mean(axis=1) if folds > 1 else values[0]
    count, mean = len(own), float(own.mean())
    if count < 2 or np.isnan(mean):
        return mean, np.nan, np.nan
    share = 1 / count + (1 / (count - 1) if folds > 1 else 0.0)
    half = float(student.ppf((1 + LEVEL) / 2, count - 1) * np.sqrt(own.var(ddof=1) * share))
    return mean, mean - half, mean + half


def numbers(
    scores: pd.DataFrame,
    families: Mapping[str, Sequence[str]],
    measures: Sequence[str],
    methods: Sequence[str],
) -> pd.DataFrame:
    """A row a place, method and measure, columns COLUMNS, in the given orders.

    scores: of the compared runs, columns scores.COLUMNS. families: a corpus's name, and its data sets: itself
    or its folds. difference: to vanilla at the same fold and seed. A measure that compares a run with others,
    as JSD over seeds, has a mean alone: its numbers are not of one seed each.
    """
    own = scores[(scores["split"] == "test") & (scores["variant"] == "default")]
    rows = []
    for corpus, datasets in families.items():
        there = own[own["dataset"].isin(datasets)]
        attended = there[there["attention"] != NO_ATTENTION]
        for encoder, attention in (
            attended[["encoder", "attention"]].drop_duplicates().itertuples(index=False)
        ):
            at = there[(there["encoder"] == encoder) & there["attention"].isin([attention, NO_ATTENTION])]
            place = dict(zip(PLACE, (corpus, encoder, attention), strict=True))
            of_both = {key: values for key, values in at.groupby(["method", "metric"], sort=False)}
            for method in methods:
                for metric in measures:
                    if (method, metric) in of_both:
                        reference = of_both.get((REFERENCE, metric))
                        rows.append(place | _row(of_both[method, metric], reference, datasets))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(own: pd.DataFrame, reference: pd.DataFrame | None, datasets: Sequence[str]) -> dict:
    """What the runs of one method say of one measure."""
    method, metric = own[["method", "metric"]].iloc[0]
    table, alone = _table(own, datasets), metric not in derived.OF_OTHERS
    values = table.to_numpy(float)
    ends = interval(values) if alone else (float(values.mean()), np.nan, np.nan)
    found = {"method": method, "metric": metric} | dict(zip(("mean", "low", "high"), ends, strict=True))
    gains = (np.nan,) * 3
    if alone and reference is not None and method != REFERENCE:
        one, other = table.align(_table(reference, datasets), join="inner")
        if one.size:
            gains = interval((one - other).to_numpy(float))
    found |= dict(zip(("difference", "difference_low", "difference_high"), gains, strict=True))
    found = {key: rounded(value) if isinstance(value, float) else value for key, value in found.items()}
    seeds = " ".join(map(str, sorted(own["seed"].unique())))
    undefined = int(own["value"].isna().sum())
    return found | {"runs": len(own), "undefined": undefined, "folds": len(values), "seeds": seeds}


def _table(own: pd.DataFrame, datasets: Sequence[str]) -> pd.DataFrame:
    """The numbers by fold and seed, each axis in order."""
    table = own.pivot(index="dataset", columns="seed", values="value")
    return table.loc[[name for name in datasets if name in table.index]]


def costs(
    seconds: Mapping[Run, Mapping[str, float]], families: Mapping[str, Sequence[str]], methods: Sequence[str]
) -> pd.DataFrame:
    """A row a place and method, columns COSTS: means over runs of the seconds that computing a run took, and
    of the ratio of training to vanilla's of the same fold and seed; NaN where none is recorded.

    seconds: of every run by `train` and `evaluate`.
    """
    rows = []
    whole = {name: corpus for corpus, datasets in families.items() for name in datasets}
    attentions = [run.attention for run in seconds if run.attention != NO_ATTENTION]
    for corpus in families:
        own = [run for run in seconds if whole[run.dataset] == corpus]
        for encoder, attention in dict.fromkeys((r.encoder, r.attention) for r in own):
            if attention == NO_ATTENTION and attentions:
                continue
            there = [r for r in own if r.encoder == encoder and r.attention in (attention, NO_ATTENTION)]
            of_vanilla = {(r.dataset, r.seed): seconds[r] for r in there if r.method == REFERENCE}
            for method in methods:
                runs = [run for run in there if run.method == method]
                if runs:
                    place = dict(zip(PLACE, (corpus, encoder, attention), strict=True))
                    rows.append(place | {"method": method} | _cost(runs, seconds, of_vanilla))
    return pd.DataFrame(rows, columns=list(COSTS))


def _cost(
    runs: Sequence[Run], seconds: Mapping[Run, Mapping[str, float]], of_vanilla: Mapping[tuple, Mapping]
) -> dict:
    ratios = [
        seconds[run]["train"] / of_vanilla[run.dataset, run.seed]["train"]
        for run in runs
        if (run.dataset, run.seed) in of_vanilla
    ]
    mean = {f"{kind}_seconds": _mean(seconds[run][kind] for run in runs) for kind in ("train", "evaluate")}
    return {"runs": len(runs)} | mean | {"train_ratio": _mean(ratios)}


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return round(float(np.mean(found)), 3) if found else np.nan
