"""The entropy of a run's attention on texts on which vanilla's is flat, and on those on which it is clear.

Two papers say that their perturbation acts where it is unclear which words matter (Kitada & Iyatomi 2021,
abstract; 2022, section 3.2). Which texts these are is read off vanilla's attention: H / ln T of each text, as
a mean over all seeds of the vanilla run on the same data. Above the median over the texts it is `flat`, else
`clear`. Of the test texts whose predictions are kept, for `attention_entropy@texts=flat` and `=clear`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.special import entr

from steady_attention.results import evaluated
from steady_attention.results.evaluated import Predictions, folder_of
from steady_attention.results.scores import BEST, SELECTIONS, Row, rounded, run_key
from steady_attention.run.runs import NO_ATTENTION, Run

METRIC = "attention_entropy@texts={}"


def rows(
    suites: Mapping[str, Iterable[Run]], evaluations: Path, last: Collection[tuple] = ()
) -> Iterator[Row]:
    """The rows of all runs that attend, where there are vanilla runs on the same data.

    last: the runs, by their values of RUN, that have numbers of the last epoch.
    """
    declared: dict[Run, list[str]] = defaultdict(list)
    for suite, runs in suites.items():
        for run in dict.fromkeys(runs):
            declared[run].append(suite)
    attending = [run for run in declared if run.attention != NO_ATTENTION]
    vanilla: dict[Run, list[Run]] = defaultdict(list)
    for run in attending:
        if run.vanilla() == run:
            vanilla[replace(run, seed=0)].append(run)
    first = {place: _read(of[0], evaluations, BEST) for place, of in vanilla.items()}
    flat = {place: flat_texts(_read(run, evaluations, BEST) for run in of) for place, of in vanilla.items()}
    for run in attending:
        place = replace(run.vanilla(), seed=0)
        where = flat.get(place)
        for selection in SELECTIONS if where is not None else ():
            if selection == BEST or run_key(run) in last:
                own = _read(run, evaluations, selection)
                evaluated.check_same_texts(own, first[place])
                found = shares(own)
                for name, chosen in (("flat", where), ("clear", ~where)):
                    value = rounded(np.nanmean(found[chosen]))
                    yield Row(
                        *run_key(run), selection, "test", METRIC.format(name), value, " ".join(declared[run])
                    )


def _read(run: Run, evaluations: Path, selection: str) -> Predictions:
    return evaluated.predictions(folder_of(run, evaluations), selection)


def shares(of: Predictions) -> np.ndarray:
    """H / ln T of the attention on each text (n,); NaN of a text of one word."""
    entropies = np.add.reduceat(entr(of.attention), of.offsets[:-1])
    return np.divide(entropies, np.log(of.lengths), out=np.full(len(entropies), np.nan), where=of.lengths > 1)


def flat_texts(seeds: Iterable[Predictions]) -> np.ndarray | None:
    """Which texts (n,) are flat; the rest is clear. None where all texts are equally so. Raises UserError
    where the seeds have different texts.
    """
    seeds = list(seeds)
    for one in seeds[1:]:
        evaluated.check_same_texts(one, seeds[0])
    means = np.mean([shares(one) for one in seeds], axis=0)
    found = means > np.nanmedian(means)
    return found if found.any() and not found.all() else None
