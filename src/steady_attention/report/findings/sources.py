"""What the findings are told from, of one profile: verdicts, scores, the cross table's place, times."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from steady_attention.printed import SUITES
from steady_attention.report.tables import cross
from steady_attention.results import scores
from steady_attention.run import grid
from steady_attention.store import folders
from steady_attention.store.files import read_json
from steady_attention.store.messages import check_made

KEY = ["dataset", "encoder", "attention", "method", "variant", "seed", "metric"]


@dataclass(frozen=True)
class Sources:
    """claims: rows of claims.csv by suite; scores: test scores of all suites, each number once, columns KEY
    and value; cross: the cross table's rows; timings: of each stage by the item's name; runs: all numbers of
    the runs, columns scores.TABLE; counterparts: the corpus that stands for a data set of the papers;
    notice: what is to be said of the profile first.
    """

    profile: str
    claims: Mapping[str, Sequence[Mapping[str, str]]]
    scores: pd.DataFrame
    cross: pd.DataFrame
    timings: Mapping[str, Mapping[str, Mapping[str, Any]]]
    runs: pd.DataFrame
    counterparts: Mapping[str, str]
    notice: str = ""


def load(profile: str) -> Sources:
    """A profile's. Raises UserError where a file of its reports is missing."""
    tables = _tables(profile)
    suites = grid.suites(profile)
    table = scores.load(profile, suites)
    return Sources(
        profile,
        {suite: _rows(folder / "claims.csv") for suite, folder in tables.items()},
        of_test(scores.of_suites(table, SUITES)),
        cross.read_csv(_cross(profile)),
        dict(sorted(timings(folders.timings(profile)))),
        table[table["suites"] != ""],
        suites.counterparts,
        suites.notice,
    )


def timings(folder: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The records of each stage, `train-vanilla`, of the file of each method."""
    for path in folder.glob("*.json"):
        for stage, records in read_json(path).items():
            yield f"{stage}-{path.stem}", records


def of_test(frame: pd.DataFrame) -> pd.DataFrame:
    """The test scores of a frame with the columns scores.COLUMNS."""
    return frame.loc[frame["split"] == "test", [*KEY, "value"]].reset_index(drop=True)


def _tables(profile: str) -> dict[str, Path]:
    return {suite: folders.report(profile, suite, "tables") for suite in SUITES}


def _cross(profile: str) -> Path:
    return Path("reports") / profile / "cross.csv"


def _rows(path: Path) -> list[dict[str, str]]:
    check_made(path, f"tables@{path.parts[-4]}-{path.parent.name}")
    with open(path, encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
