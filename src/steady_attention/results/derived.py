"""Scores that follow from other scores or from the predictions of several runs, as further rows.

They stand in the table beside the runs' own, so that tables, figures and claims find them alike:

- method `random`: base's metrics `random_<metric>`, words deleted or named in random order, at base's own
  place (its attention is `max`, as it has none);
- `attention_variance_ratio`: `attention_variance` over that of the vanilla run of the same dataset, encoder,
  attention, labeled texts and seed: 1 as vanilla, 0 the same attention for every text of a length;
- `jsd@seeds`, `tvd@seeds`: a run against the runs of a suite that differ in the seed alone; where suites have
  different seeds, a row for each, the one of most seeds last (of all suites together: suites `all`);
- method `seat`, variant `ablation=...,run=...`: seat as it is (both regularisers) and vanilla (none: "the
  model will be the vanilla attention", Hu et al. 2023, ablation study), as cells of the ablation tables for
  the claims, which leave the key `run` out. A run of the suite that itself has that ablation goes before.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np

from steady_attention.metrics.card import INFINITE, NEITHER, SCIENTIFIC, Card
from steady_attention.results import evaluated
from steady_attention.results.evaluated import Predictions, folder_of
from steady_attention.results.scores import ALL, Row, rounded, run_key
from steady_attention.run.runs import DEFAULT, Run

RANDOM = "random_"
VARIANCE = "attention_variance"
RATIO = f"{VARIANCE}_ratio"
SEEDS = "@seeds"
OF_OTHERS = (RATIO, f"jsd{SEEDS}", f"tvd{SEEDS}")  # metrics that stand on other runs of the place, too
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


def rows(own: Sequence[Row], suites: Mapping[str, Iterable[Run]], evaluations: Path) -> list[Row]:
    """What follows from the runs' own rows and their predictions; suites: the runs as declared."""
    found = [*at_random(own), *variance_ratio(own), *of_predictions(suites, evaluations)]
    return [*found, *ablations([*own, *found])]


def at_random(own: Iterable[Row]) -> Iterator[Row]:
    """Base's `random_<metric>` as <metric> of the method random."""
    for row in own:
        if row.method == "base" and row.metric.startswith(RANDOM):
            yield row._replace(method="random", metric=row.metric.removeprefix(RANDOM))


def variance_ratio(own: Iterable[Row]) -> Iterator[Row]:
    """Attention's variance over vanilla's, NaN where vanilla's is 0; no row where there is no vanilla run."""
    found = {row[:8]: row for row in own if row.metric == VARIANCE}
    for row in found.values():
        labeled = [part for part in row.variant.split(",") if part.startswith("labeled=")]
        vanilla = found.get(row._replace(method="vanilla", variant=",".join(labeled) or DEFAULT)[:8])
        if vanilla:
            yield row._replace(
                metric=RATIO, value=rounded(row.value / vanilla.value) if vanilla.value else math.nan
            )


def of_predictions(suites: Mapping[str, Iterable[Run]], evaluations: Path) -> Iterator[Row]:
    """The rows that need a run's predictions; runs that differ in the seed alone are read together, once."""
    groups: dict[Run, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for suite, runs in suites.items():
        for run in dict.fromkeys(runs):
            groups[replace(run, seed=0)][suite].append(run)
    for by_suite in groups.values():
        every = {run.seed: run for runs in by_suite.values() for run in runs}
        read = {seed: evaluated.predictions(folder_of(run, evaluations)) for seed, run in every.items()}
        seeds = {suite: {run.seed for run in runs} for suite, runs in by_suite.items()}
        yield from (Row(*run_key(every[seed]), "test", *rest) for seed, *rest in over_seeds(read, seeds))


def over_seeds(
    read: Mapping[int, Predictions], seeds: Mapping[str, set[int]]
) -> Iterator[tuple[int, str, float, str]]:
    """Seed, metric, value and suites: of a run and its siblings in a suite the mean over the siblings of the
    mean over the test texts of the divergence of attention (not of base) and of the distance of predictions.

    read: the predictions of runs that differ in the seed alone; seeds: those that each suite has.
    """
    siblings: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for suite, own in seeds.items():
        siblings[tuple(sorted(own))].append(suite)
    siblings.setdefault(tuple(sorted(read)), [ALL])
    attended = all(one.attention is not None for one in read.values())
    measures = {"jsd": evaluated.jsd, "tvd": evaluated.tvd} if attended else {"tvd": evaluated.tvd}
    distances = {name: _distances(read, measure) for name, measure in measures.items()}
    for own, suites in sorted(siblings.items(), key=lambda item: len(item[0])):
        for seed in own if len(own) > 1 else ():
            for name, between in distances.items():
                others = [between[seed, other] for other in own]
                yield seed, f"{name}{SEEDS}", rounded(np.sum(others) / (len(own) - 1)), " ".join(suites)


def _distances(
    read: Mapping[int, Predictions], measure: Callable[[Predictions, Predictions], np.ndarray]
) -> dict[tuple[int, int], float]:
    """The mean distance of every two runs, by their seeds; 0 of a run and itself."""
    found = {(seed, seed): 0.0 for seed in read}
    for one, other in combinations(sorted(read), 2):
        found[one, other] = found[other, one] = measure(read[one], read[other]).mean()
    return found


def ablations(rows: Sequence[Row]) -> Iterator[Row]:
    """The default rows of seat and of vanilla under the names of SEAT's ablation tables, for the suites with
    a run of SEAT; none for a suite that has a run under that name itself.
    """
    of_seat = {suite for row in rows if row.method == "seat" for suite in row.suites.split()} - {ALL}
    taken = {(row[:6], suite) for row in rows for suite in row.suites.split()}
    for row in rows:
        if row.method in ABLATIONS and row.variant == DEFAULT:
            named = row._replace(method="seat", variant=ABLATIONS[row.method])
            suites = [s for s in row.suites.split() if s in of_seat and (named[:6], s) not in taken]
            if suites:
                yield named._replace(variant=f"{named.variant},run={row.method}", suites=" ".join(suites))
