"""claims.md and claims.csv of a suite."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from steady_attention.claims.declarations import declared_of
from steady_attention.claims.judged import COLUMNS, judged
from steady_attention.claims.listed import markdown
from steady_attention.settings.looks import Look


def write(
    folder: Path,
    frame: pd.DataFrame,
    suite: str,
    counterparts: Mapping[str, str],
    looks: Sequence[Look] = (),
) -> None:
    """Write claims.md and claims.csv of a suite into an existing folder.

    frame: the suite's scores (columns results.scores.COLUMNS), values are fractions.
    counterparts: the corpus of this profile that stands for a data set of the papers. looks: of this profile.
    """
    table = judged(frame, suite, counterparts, looks)
    (folder / "claims.md").write_text(markdown(table, suite, declared_of(suite), looks), encoding="utf-8")
    with (folder / "claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
