"""Scores that follow from other scores or from the predictions of several runs, as further rows.

They stand in scores.csv beside the runs' own, so that tables, figures and claims find them alike:

- method `random`: base's metrics `random_<metric>`, words deleted or named in random order, at base's own
  place (its attention is `max`, as it has none);
- `attention_variance_ratio`: `attention_variance` over that of the vanilla run of the same dataset, encoder,
  attention, labeled texts and seed: 1 as vanilla, 0 the same attention for every text of a length;
- `jsd@seeds`, `tvd@seeds`: a run against the runs that differ in the seed alone;
- F1 of two classes by other rules of decision (decisions.py);
- method `seat`, variant `ablation=...,run=...`: seat as it is (both regularisers) and vanilla (none: "the
  model will be the vanilla attention", Hu et al. 2023, ablation study), as cells of the ablation tables for
  the claims, which leave the key `run` out. A run that itself has that ablation goes before.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from steady_attention.metrics.card import INFINITE, NEITHER, SCIENTIFIC, Card
from steady_attention.results import decisions, stored
from steady_attention.results.scores import COLUMNS, RUN, folder_of, rounded
from steady_attention.run.runs import Run

RANDOM = "random_"
VARIANCE = "attention_variance"
PLACE = ["dataset", "encoder", "attention", "seed", "split", "data"]  # what a run shares with its vanilla run
LABELED = r"(?:^|,)(labeled=[^,]+)"  # the part of a variant that vanilla has, too: the labeled texts
ABLATIONS = {"seat": "ablation=l3+topk", "vanilla": "ablation=none"}  # of the default runs
CARDS = (
    Card(
        "attention_variance_ratio",
        SCIENTIFIC,
        NEITHER,
        0,
        INFINITE,
        "ours",
        "attention variance, to vanilla's",
    ),
)


def add(frame: pd.DataFrame, runs: Iterable[Run], evaluations: Path) -> pd.DataFrame:
    """The frame (columns scores.COLUMNS) and after it the rows that are derived.

    runs: the suite's, as declared, all of them evaluated in `evaluations`.
    """
    if not len(frame):
        return frame
    suite, runs = str(frame["suite"].iloc[0]), list(runs)
    of_predictions = (found(suite, runs, evaluations) for found in (over_seeds, decisions.rows))
    whole = _joined(frame, at_random(frame), variance_ratio(frame), *of_predictions)
    return _joined(whole, ablations(whole))


def at_random(frame: pd.DataFrame) -> pd.DataFrame:
    """Base's `random_<metric>` as <metric> of the method random."""
    rows = frame[(frame["method"] == "base") & frame["metric"].str.startswith(RANDOM)]
    return rows.assign(method="random", metric=rows["metric"].str.removeprefix(RANDOM))


def variance_ratio(frame: pd.DataFrame) -> pd.DataFrame:
    """Attention's variance over vanilla's, NaN where vanilla's is 0; no row where there is no vanilla run."""
    rows = frame[frame["metric"] == VARIANCE]
    rows = rows.assign(data=rows["variant"].str.extract(LABELED, expand=False).fillna("default"))
    vanilla = rows[(rows["method"] == "vanilla") & (rows["variant"] == rows["data"])]
    beside = rows.merge(vanilla[[*PLACE, "value"]], on=PLACE, suffixes=("", "_vanilla"))
    values = [
        rounded(own / of_vanilla) if of_vanilla else np.nan
        for own, of_vanilla in zip(beside["value"], beside["value_vanilla"], strict=True)
    ]
    return beside.assign(metric=f"{VARIANCE}_ratio", value=values)[list(COLUMNS)]


def over_seeds(suite: str, runs: Iterable[Run], evaluations: Path) -> pd.DataFrame:
    """For each run with siblings, which differ in the seed alone: the mean over the siblings of the mean over
    the test texts of the divergence of attention (not of base) and of the distance of predictions.
    """
    siblings: dict[tuple, dict[int, Run]] = defaultdict(dict)
    for run in runs:
        siblings[run.dataset, run.encoder, run.attention, run.method, run.variant][run.seed] = run
    rows = []
    for group in (group for group in siblings.values() if len(group) > 1):
        for seed, numbers in between(group, evaluations).items():
            one = group[seed]
            place = (suite, one.dataset, one.encoder, one.attention, one.method, one.variant_name, seed)
            rows += [(*place, "test", f"{metric}@seeds", rounded(value)) for metric, value in numbers.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def between(group: Mapping[int, Run], evaluations: Path) -> dict[int, dict[str, float]]:
    """`jsd` and `tvd` of each seed's run against the others' of a group."""
    loaded = {seed: stored.load(folder_of(run, evaluations)) for seed, run in sorted(group.items())}
    attended = all(one.attention is not None for one in loaded.values())
    measures = {"jsd": stored.jsd, "tvd": stored.tvd} if attended else {"tvd": stored.tvd}
    found: dict[int, dict[str, float]] = {seed: {} for seed in loaded}
    for name, measure in measures.items():
        distances = np.zeros((len(loaded), len(loaded)))
        seeds = list(loaded)
        for i, j in zip(*np.triu_indices(len(seeds), 1), strict=True):
            distances[i, j] = distances[j, i] = measure(loaded[seeds[i]], loaded[seeds[j]]).mean()
        for seed, total in zip(seeds, distances.sum(axis=1), strict=True):
            found[seed][name] = total / (len(seeds) - 1)
    return found


def ablations(frame: pd.DataFrame) -> pd.DataFrame:
    """The default rows of seat and of vanilla under the names of SEAT's ablation tables, in a suite of SEAT;
    none for a run that is there under that name itself.
    """
    if not (frame["method"] == "seat").any():
        return frame[:0]
    default = frame[frame["method"].isin(ABLATIONS) & (frame["variant"] == "default")]
    rows = default.assign(method="seat", variant=default["method"].map(ABLATIONS))
    taken, wanted = (pd.MultiIndex.from_frame(part[list(RUN)]) for part in (frame, rows))
    return rows.assign(variant=rows["variant"] + ",run=" + default["method"])[~wanted.isin(taken)]


def _joined(*frames: pd.DataFrame) -> pd.DataFrame:
    filled = [frame[list(COLUMNS)] for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]
