"""How far a run's attention and predictions are from those of the runs that differ from it in the seed alone.

They are compared text by text, on the test texts whose predictions are kept. Of these distances a run has, as
a mean over the other seeds of its suite,

- `jsd@seeds`, `tvd@seeds`: the mean over the texts, of attention and of predictions;
- `jsd_seeds_median`, `jsd_seeds_p95`: the median over the texts, and what 95 % of them stay below: where the
  distribution of Hu et al. (2023, Figure 2) lies, and how heavy its tail is.

Where suites have different seeds there is a row for each, the one of most seeds last (of all suites together:
suites `all`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np

from steady_attention.metrics.card import LESS, LN2, SCIENTIFIC, Card
from steady_attention.results import evaluated
from steady_attention.results.evaluated import Predictions, folder_of
from steady_attention.results.scores import ALL, BEST, SELECTIONS, Row, rounded, run_key
from steady_attention.run.runs import Run

TAIL = 0.95
OF_ATTENTION = {  # metric: what is taken over the texts
    "jsd@seeds": np.mean,
    "jsd_seeds_median": np.median,
    "jsd_seeds_p95": lambda distances: np.quantile(distances, TAIL),
}
OF_PREDICTION = {"tvd@seeds": np.mean}
METRICS = (*OF_ATTENTION, *OF_PREDICTION)
CARDS = (
    Card("jsd_seeds_median", SCIENTIFIC, LESS, 0, LN2, "Hu et al. 2023, Figure 2", "JSD, seeds, median text"),
    Card(
        "jsd_seeds_p95", SCIENTIFIC, LESS, 0, LN2, "Hu et al. 2023, Figure 2", "JSD, seeds, 95th percentile"
    ),
)
Distances = dict[tuple[int, int], float]  # of two runs, by their seeds


def rows(
    suites: Mapping[str, Iterable[Run]], evaluations: Path, last: Collection[tuple] = ()
) -> Iterator[Row]:
    """The rows that need a run's predictions; runs that differ in the seed alone are read together, once.

    last: the runs, by their values of RUN, that have numbers of the last epoch.
    """
    groups: dict[Run, dict[str, list[Run]]] = defaultdict(lambda: defaultdict(list))
    for suite, runs in suites.items():
        for run in dict.fromkeys(runs):
            groups[replace(run, seed=0)][suite].append(run)
    for by_suite in groups.values():
        for selection in SELECTIONS:
            yield from _of_group(by_suite, evaluations, selection, None if selection == BEST else last)


def _of_group(
    by_suite: Mapping[str, Sequence[Run]], evaluations: Path, selection: str, some: Collection[tuple] | None
) -> Iterator[Row]:
    """The rows of runs that differ in the seed alone, of one selection; some: those that have it, or all."""
    there = {
        suite: [run for run in runs if some is None or run_key(run) in some]
        for suite, runs in by_suite.items()
    }
    every = {run.seed: run for runs in there.values() for run in runs}
    if len(every) < 2:
        return
    read = {
        seed: evaluated.predictions(folder_of(run, evaluations), selection) for seed, run in every.items()
    }
    seeds = {suite: {run.seed for run in runs} for suite, runs in there.items()}
    for seed, *rest in of_runs(read, seeds):
        yield Row(*run_key(every[seed]), selection, "test", *rest)


def of_runs(
    read: Mapping[int, Predictions], seeds: Mapping[str, set[int]]
) -> Iterator[tuple[int, str, float, str]]:
    """Seed, metric, value and suites of runs that differ in the seed alone; base has no attention.

    read: their predictions; seeds: those that each suite has.
    """
    siblings: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for suite, own in seeds.items():
        siblings[tuple(sorted(own))].append(suite)
    siblings.setdefault(tuple(sorted(read)), [ALL])
    attended = all(one.attention is not None for one in read.values())
    distances = _distances(read, evaluated.jsd, OF_ATTENTION) if attended else {}
    distances |= _distances(read, evaluated.tvd, OF_PREDICTION)
    for own, suites in sorted(siblings.items(), key=lambda item: len(item[0])):
        for seed in own if len(own) > 1 else ():
            for metric, between in distances.items():
                others = [between[seed, other] for other in own]
                yield seed, metric, rounded(np.sum(others) / (len(own) - 1)), " ".join(suites)


def _distances(
    read: Mapping[int, Predictions],
    measure: Callable[[Predictions, Predictions], np.ndarray],
    over_texts: Mapping[str, Callable[[np.ndarray], float]],
) -> dict[str, Distances]:
    """By metric the distance of every two runs, 0 of a run and itself.

    over_texts: metric, and how it is taken over the texts.
    """
    found = {metric: {(seed, seed): 0.0 for seed in read} for metric in over_texts}
    for one, other in combinations(sorted(read), 2):
        of_texts = measure(read[one], read[other])
        for metric, taken in over_texts.items():
            found[metric][one, other] = found[metric][other, one] = taken(of_texts)
    return found
