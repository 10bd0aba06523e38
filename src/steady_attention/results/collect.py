"""What the evaluations of a profile's runs say, and what follows from it, as the table of scores."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from steady_attention.metrics.card import INFINITE, LESS, MORE, PLAIN, Card
from steady_attention.results import derived, statistics
from steady_attention.results.evaluated import broken, check_present, folder_of
from steady_attention.results.scores import BEST, LAST, TABLE, Row, rounded, run_key
from steady_attention.results.statistics import Statistics
from steady_attention.run.runs import Run
from steady_attention.store.archive import Archived
from steady_attention.store.files import read_json

EVERY_EPOCH = {"topk_loss": "topk_loss", "overlap": "topk_overlap"}  # of history.json: metric, by epoch
OBJECTIVE = {"objective": "objective", "d1": "d1", "d2": "d2", **EVERY_EPOCH}  # the same, in few numbers
FEW = {"start": lambda found: found[0], "end": lambda found: found[-1], "least": min, "most": max}
CARDS = (
    Card("objective", PLAIN, LESS, 0, INFINITE, "Hu et al. 2023, Equation 6"),
    Card("d1", PLAIN, LESS, 0, INFINITE, "Hu et al. 2023, D1 of Equation 6: closeness of predictions"),
    Card("d2", PLAIN, LESS, 0, INFINITE, "Hu et al. 2023, D2 of Equation 6: stability of predictions"),
    Card("topk_loss", PLAIN, LESS, 0, INFINITE, "Hu et al. 2023, Equation 5 and Figure 5"),
    Card("topk_overlap", PLAIN, MORE, 0, 1, "Hu et al. 2023, Figure 5"),
)


def collect(suites: Mapping[str, Iterable[Run]], evaluations: Path, corpora: Statistics) -> pd.DataFrame:
    """The table (columns scores.TABLE) of the runs that the suites declare, and of the corpora."""
    own = own_rows(suites, evaluations)
    rows = [*own, *derived.rows(own, suites, evaluations), *statistics.rows(corpora)]
    return pd.DataFrame(rows, columns=list(TABLE))


def own_rows(suites: Mapping[str, Iterable[Run]], evaluations: Path) -> list[Row]:
    """The numbers that each run's evaluation states. Raises UserError where a declared run has none: it lists
    them and names the stage that makes them.
    """
    names: dict[Run, list[str]] = defaultdict(list)
    for suite, runs in suites.items():
        for run in dict.fromkeys(runs):
            names[run].append(suite)
    check_present(names, evaluations)
    return [
        Row(*run_key(run), *number, " ".join(of_run))
        for run, of_run in names.items()
        for number in _numbers(folder_of(run, evaluations))
    ]


def _numbers(folder: Archived) -> Iterator[tuple[str, str, str, float]]:
    """Selection, split, metric and value of each number of a run: of its scores.json and its history.json.

    A metric that has several values, as `"tvd": {"0.01": 0.2}`, becomes `tvd@0.01`. What "last" holds are the
    numbers of the last epoch.
    """
    path = folder / "scores.json"
    content = read_json(path)
    if not isinstance(content, Mapping) or "test" not in content:
        raise broken(path, 'expected the scores of the split "test"')
    for selection, scores in ((BEST, content), (LAST, content.get("last", {}))):
        for key, value in scores.items():
            if key == "counts":
                yield from ((selection, "test", f"count_{name}", float(n)) for name, n in value.items())
            elif isinstance(value, Mapping) and key != "last":
                yield from ((selection, key, *number) for number in _metrics(path, value))
            elif key != "last":
                yield selection, "dev", key, _number(path, key, value)  # best_epoch: chosen on dev
    yield from ((BEST, *number) for number in _followed(read_json(folder / "history.json")))


def _followed(records: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str, float]]:
    """Split, metric and value of what a method keeps of its own objective, epoch by epoch.

    What SEAT's training keeps of the top k words has the split train: `topk_overlap@epoch=2` after the second
    epoch, `topk_overlap` at the end. Hu et al. (2023, Figure 5) do not say of which texts their curves are;
    these are of the training texts, which the loss is of. Of all terms of its objective, on train and dev:
    FEW, as `d1@at=least`.
    """
    for key, metric in EVERY_EPOCH.items():
        found = [(one["epoch"], rounded(one[f"train_{key}"])) for one in records if f"train_{key}" in one]
        yield from (("train", f"{metric}@epoch={epoch}", value) for epoch, value in found)
        yield from (("train", metric, value) for _, value in found[-1:])
    for split in ("train", "dev"):
        for key, metric in OBJECTIVE.items():
            values = [rounded(one[f"{split}_{key}"]) for one in records if f"{split}_{key}" in one]
            yield from ((split, f"{metric}@at={at}", few(values)) for at, few in FEW.items() if values)


def _metrics(path: Archived, metrics: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for metric, value in metrics.items():
        if isinstance(value, Mapping):
            yield from ((f"{metric}@{at}", _number(path, metric, number)) for at, number in value.items())
        else:
            yield metric, _number(path, metric, value)


def _number(path: Archived, metric: str, value: Any) -> float:
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise broken(path, f"{metric} is {value!r}, expected a number or null")
    return rounded(value)
