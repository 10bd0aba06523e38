"""Scores that follow from other scores or from the predictions of several runs, as further rows.

They stand in the table beside the runs' own, of the epoch that dev chose and of the last one, so that tables,
figures and claims find them alike:

- method `random`: base's metrics `random_<metric>`, words deleted or named in random order, at base's own
  place (its attention is `max`, as it has none); and vanilla's, whose words are taken at random in the place
  of those with most attention;
- `comprehensiveness_normalised`, `sufficiency_normalised`: a run's own attention as one of the explanations
  that are compared; of the method `random` a random order of vanilla's words;
- `attention_variance_ratio`: `attention_variance` over the mean, over its seeds, of the vanilla runs of the
  same dataset, encoder, attention, labeled texts and settings: 1 as vanilla, 0 the same attention for every
  text of a length. One mean for all seeds, so that the mean over seeds is a ratio of means, and a vanilla run
  whose attention hardly varies does not rule it;
- distances from the other seeds (over_seeds.py), and the entropy of attention on the texts where vanilla's is
  flat and where it is clear (flat_texts.py);
- `tvd@vanilla`: SEAT's predictions against those of the vanilla run from which it begins, on the same texts;
- method `seat`, variant `ablation=...,run=...`: seat as it is (both regularisers) and vanilla (none: "the
  model will be the vanilla attention", Hu et al. 2023, ablation study), as cells of the ablation tables for
  the claims, which leave the key `run` out. A run of the suite that itself has that ablation goes before.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from steady_attention.metrics.card import INFINITE, LESS, MORE, NEITHER, PLAIN, SCIENTIFIC, Card
from steady_attention.results import evaluated, flat_texts, over_seeds
from steady_attention.results.evaluated import folder_of
from steady_attention.results.scores import ALL, BEST, LAST, RUN, SELECTIONS, Row, rounded, run_key
from steady_attention.run.runs import DEFAULT, Run, variant, variant_from

RANDOM = "random_"
SCORERS = ("base", "vanilla")  # of words in random order
VARIANCE = "attention_variance"
RATIO = f"{VARIANCE}_ratio"
TO_VANILLA = "tvd@vanilla"
OF_OTHERS = (RATIO, *over_seeds.METRICS)  # metrics that stand on other runs of the place, too
NORMALISED = ("comprehensiveness_normalised", "sufficiency_normalised")
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
    Card(
        "comprehensiveness_normalised",
        PLAIN,
        MORE,
        -INFINITE,
        INFINITE,
        "Edin et al. 2024 (arXiv 2408.08137)",
        "comprehensiveness, normalised",
    ),
    Card(
        "sufficiency_normalised",
        PLAIN,
        LESS,
        -INFINITE,
        INFINITE,
        "Edin et al. 2024 (arXiv 2408.08137)",
        "sufficiency, normalised",
    ),
)


def rows(own: Sequence[Row], suites: Mapping[str, Iterable[Run]], evaluations: Path) -> list[Row]:
    """What follows from the runs' own rows and their predictions; suites: the runs as declared."""
    last = {row[: len(RUN)] for row in own if row.selection == LAST}
    found = [*at_random(own), *normalised(own), *variance_ratio(own)]
    found += over_seeds.rows(suites, evaluations, last)
    found += flat_texts.rows(suites, evaluations, last)
    found += to_vanilla(suites, evaluations, last)
    return [*found, *ablations([*own, *found])]


def at_random(own: Iterable[Row]) -> Iterator[Row]:
    """The scorers' `random_<metric>` as <metric> of the method random."""
    for row in own:
        if row.method in SCORERS and row.metric.startswith(RANDOM):
            yield row._replace(method="random", metric=row.metric.removeprefix(RANDOM))


def normalised(own: Iterable[Row]) -> Iterator[Row]:
    """The normalised measures of a run's attention; those of vanilla's random explanation as of random."""
    for row in own:
        metric, _, name = row.metric.partition("@explanation=")
        metric = metric.removeprefix("explained_")
        if metric in NORMALISED and name == "attention":
            yield row._replace(metric=metric)
        elif metric in NORMALISED and (name, row.method) == ("random", "vanilla"):
            yield row._replace(method="random", metric=metric)


def variance_ratio(own: Iterable[Row]) -> Iterator[Row]:
    """Attention's variance over the mean of vanilla's, NaN where that is 0; no row where there is no vanilla
    run.
    """
    every = [row for row in own if row.metric == VARIANCE]
    vanilla: dict[tuple, list[float]] = defaultdict(list)
    for row in every:
        if row.method == "vanilla":
            vanilla[_place(row, row.variant)].append(row.value)
    for row in every:
        if values := vanilla.get(_place(row, _of_vanilla(row))):
            mean = float(np.mean(values))
            yield row._replace(metric=RATIO, value=rounded(row.value / mean) if mean else math.nan)


def _place(row: Row, name: str) -> tuple:
    return row.dataset, row.encoder, row.attention, name, row.selection, row.split


def _of_vanilla(row: Row) -> str:
    """The variant of the vanilla run to compare with: on the same labeled texts, vectors and sections."""
    return Run(*row[:4], variant(variant_from(row.variant)), row.seed).vanilla().variant_name


def to_vanilla(
    suites: Mapping[str, Iterable[Run]], evaluations: Path, last: Collection[tuple] = ()
) -> Iterator[Row]:
    """How far SEAT's predictions are from its teacher's, of the epoch that dev chose for vanilla: a mean over
    the test texts (Hu et al. 2023, Definition 2, closeness of prediction).
    """
    declared: dict[Run, list[str]] = defaultdict(list)
    for suite, runs in suites.items():
        for run in dict.fromkeys(runs):
            declared[run].append(suite)
    for run, own in declared.items():
        if run.method != "seat" or run.vanilla() not in declared:
            continue
        teacher = evaluated.predictions(folder_of(run.vanilla(), evaluations), BEST)
        for selection in SELECTIONS:
            if selection == BEST or run_key(run) in last:
                student = evaluated.predictions(folder_of(run, evaluations), selection)
                distance = rounded(evaluated.tvd(student, teacher).mean())
                yield Row(*run_key(run), selection, "test", TO_VANILLA, distance, " ".join(own))


def ablations(rows: Sequence[Row]) -> Iterator[Row]:
    """The default rows of seat and of vanilla under the names of SEAT's ablation tables.

    Of a row's suites those are kept that have a run of SEAT at that place, and none under that name itself.
    """
    of_seat = {(row[:3], suite) for row in rows if row.method == "seat" for suite in row.suites.split()}
    taken = {(row[: len(RUN)], suite) for row in rows for suite in row.suites.split()}
    for row in rows:
        if row.method in ABLATIONS and row.variant == DEFAULT:
            named = row._replace(method="seat", variant=ABLATIONS[row.method])
            own = [suite for suite in row.suites.split() if suite != ALL and (row[:3], suite) in of_seat]
            suites = [suite for suite in own if (named[: len(RUN)], suite) not in taken]
            if suites:
                yield named._replace(variant=f"{named.variant},run={row.method}", suites=" ".join(suites))
