"""Evaluations of a suite's runs as one tidy frame: a row a number."""

import math
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from steady_attention.run.runs import Run
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

RUN = ("suite", "dataset", "encoder", "attention", "method", "variant", "seed")
COLUMNS = (*RUN, "split", "metric", "value")
DIGITS = 6  # decimals of a value in scores.csv; the last bits differ between processors
SMALL, SIGNIFICANT = 1e-4, 3  # below SMALL so many digits instead: a divergence of 4e-08 is not 0
SHOWN = 10  # missing runs that an error lists


def collect(suite: str, runs: Iterable[Run], evaluations: Path) -> pd.DataFrame:
    """The scores of all runs that a suite declares, read from `evaluations`/<method>/<run name>/scores.json.

    Columns are COLUMNS, values are fractions; an undefined number (null) is NaN. A metric that has several
    values, as `"tvd": {"0.01": 0.2}`, becomes `tvd@0.01`. Raises UserError where a declared run has no
    evaluation: it lists them and names the stage that makes them.
    """
    runs = list(runs)
    check_present(suite, runs, evaluations)
    rows = [
        (suite, run.dataset, run.encoder, run.attention, run.method, run.variant_name, run.seed, *number)
        for run in runs
        for number in _numbers(folder_of(run, evaluations) / "scores.json")
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def folder_of(run: Run, evaluations: Path) -> Path:
    """Where a run's evaluation lies."""
    return evaluations / run.method / run.name


def check_present(suite: str, runs: Iterable[Run], evaluations: Path) -> None:
    """Raise a UserError unless every run has its scores."""
    runs = list(runs)
    missing = [run for run in runs if not (folder_of(run, evaluations) / "scores.json").is_file()]
    if not missing:
        return
    profile = evaluations.parent.name
    names = [f"  {run.method}/{run.name}" for run in missing[:SHOWN]]
    if len(missing) > SHOWN:
        names.append(f"  and {len(missing) - SHOWN} more")
    stages = [f"evaluate@{profile}-{method}" for method in dict.fromkeys(run.method for run in missing)]
    raise UserError(
        f"suite {suite}, profile {profile}: {len(missing)} of {len(runs)} declared runs have no scores.json "
        f"in {evaluations}:\n" + "\n".join(names) + f"\nMake them with: dvc repro {' '.join(stages)}"
    )


def fingerprints(runs: Iterable[Run], evaluations: Path) -> dict[str, str]:
    """`<method>/<run name>`: the fingerprint that the run's item.json states."""
    stated = {}
    for run in dict.fromkeys(runs):
        path = folder_of(run, evaluations) / "item.json"
        try:
            stated[f"{run.method}/{run.name}"] = str(read_json(path)["fingerprint"])
        except (FileNotFoundError, KeyError) as error:
            raise UserError(f"{path}: no fingerprint; evaluate the run again") from error
    return stated


def _numbers(path: Path) -> Iterator[tuple[str, str, float]]:
    """Split, metric and value of each number in a scores.json."""
    content = read_json(path)
    if not isinstance(content, Mapping) or "test" not in content:
        raise UserError(f'{path}: expected the scores of the split "test"; evaluate the run again')
    for key, value in content.items():
        if key == "counts":
            yield from (("test", f"count_{name}", float(count)) for name, count in value.items())
        elif isinstance(value, Mapping):
            yield from ((key, metric, number) for metric, number in _metrics(path, value))
        else:
            yield "dev", key, _number(path, key, value)  # best_epoch: chosen on dev


def _metrics(path: Path, metrics: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for metric, value in metrics.items():
        if isinstance(value, Mapping):
            yield from ((f"{metric}@{at}", _number(path, metric, number)) for at, number in value.items())
        else:
            yield metric, _number(path, metric, value)


def _number(path: Path, metric: str, value: Any) -> float:
    if value is None:
        return math.nan
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UserError(f"{path}: {metric} is {value!r}, expected a number or null; evaluate the run again")
    return rounded(value)


def rounded(value: float) -> float:
    """A value as scores.csv has it."""
    return round(float(value), DIGITS) if abs(value) >= SMALL else float(f"{value:.{SIGNIFICANT - 1}e}")


def to_csv(scores: pd.DataFrame) -> str:
    """The text of scores.csv."""
    return scores.to_csv(index=False, lineterminator="\n")


def read_csv(path: Path) -> pd.DataFrame:
    """scores.csv as `collect` returned it. Raises UserError where the file or a column is missing."""
    if not path.is_file():
        raise UserError(f"{path} not found: the stage tables@<profile>-<suite> writes it")
    scores = pd.read_csv(path, keep_default_na=False, na_values={"value": [""]})
    if tuple(scores.columns) != COLUMNS:
        raise UserError(f"{path}: columns {', '.join(scores.columns)}; expected {', '.join(COLUMNS)}")
    return scores
