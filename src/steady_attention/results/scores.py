"""The scores of a profile as one tidy table, a row a number. reports/<profile>/scores/scores.csv packs it: a
row there has the numbers of all seeds.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from steady_attention.run.grid import Suites
from steady_attention.run.runs import DEFAULT, Run
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.messages import check_made


class Row(NamedTuple):
    """A number of a run; a fraction, NaN where it is not defined. selection: whose weights it is of, BEST or
    LAST. suites: those that it is of, joined by blanks; of a corpus's number none.
    """

    dataset: str
    encoder: str
    attention: str
    method: str
    variant: str
    seed: int
    selection: str
    split: str
    metric: str
    value: float
    suites: str


BEST = "best"  # the epoch that dev chose; of a number that is of no epoch, too
LAST = "last"  # the last epoch, fixed in advance
SELECTIONS = (BEST, LAST)
TABLE = Row._fields  # columns of the table
COLUMNS = tuple(name for name in TABLE if name not in ("selection", "suites"))  # of a suite's frame
KEY, RUN = TABLE[:9], TABLE[:6]
PACKED = ("seed", "value")  # of the file: those of all seeds, joined by blanks
FILE = (*(name for name in TABLE if name not in PACKED), "seeds", "values")  # columns of the file
ALL = "all"  # as suites: the number is of the runs of all suites together, and of no one suite
DIGITS = 6  # decimals of a value; the last bits differ between processors
SMALL, SIGNIFICANT = 1e-4, 3  # below SMALL so many digits instead: a divergence of 4e-08 is not 0
LISTED = 10  # missing runs that an error lists


def run_key(run: Run) -> tuple:
    """A run's values of RUN."""
    return run.dataset, run.encoder, run.attention, run.method, run.variant_name, run.seed


def rounded(value: float) -> float:
    """A value as scores.csv has it."""
    return round(float(value), DIGITS) if abs(value) >= SMALL else float(f"{value:.{SIGNIFICANT - 1}e}")


def to_csv(table: pd.DataFrame) -> str:
    """The text of scores.csv: columns FILE, a row all seeds of a number that have the same suites."""
    rows: dict[tuple, list[tuple[str, str]]] = {}
    names = [name for name in TABLE if name not in PACKED]
    places = table[names].itertuples(index=False, name=None)
    for place, seed, value in zip(places, table["seed"], table["value"], strict=True):
        rows.setdefault(place, []).append((str(seed), repr(float(value))))
    packed = [(*place, *map(" ".join, zip(*numbers, strict=True))) for place, numbers in rows.items()]
    return pd.DataFrame(packed, columns=list(FILE)).to_csv(index=False, lineterminator="\n")


def read_csv(path: Path) -> pd.DataFrame:
    """The table of scores.csv, columns TABLE. Raises UserError where the file or a column is missing."""
    check_made(path, f"collect@{path.parts[-3]}")
    packed = pd.read_csv(path, keep_default_na=False, dtype=str)
    if tuple(packed.columns) != FILE:
        raise UserError(
            f"{path}: columns {', '.join(packed.columns)}; expected {', '.join(FILE)}: make it anew with "
            f"`dvc repro collect@{path.parts[-3]}`"
        )
    apart = packed.assign(seed=packed["seeds"].str.split(), value=packed["values"].str.split())
    table = apart.explode(list(PACKED), ignore_index=True)[list(TABLE)]
    return table.astype({"seed": int, "value": float})


def load(profile: str, suites: Suites) -> pd.DataFrame:
    """A profile's table, columns TABLE. Raises UserError where it lacks a run that the suites declare."""
    path = folders.scores(profile) / "scores.csv"
    table = read_csv(path)
    there = set(table[list(RUN)].drop_duplicates().itertuples(index=False, name=None))
    every = suites.every
    if missing := [run for run in every if run_key(run) not in there]:
        raise UserError(
            f"{path} lacks {len(missing)} of {len(every)} declared runs:\n{listed(missing)}\n"
            f"Make it anew with: dvc repro collect@{profile}"
        )
    return table


def listed(runs: Sequence[Run]) -> str:
    """The first runs, a line each, and how many more there are."""
    lines = [f"  {run.method}/{run.name}" for run in runs[:LISTED]]
    if len(runs) > LISTED:
        lines.append(f"  and {len(runs) - LISTED} more")
    return "\n".join(lines)


def of_suite(table: pd.DataFrame, suite: str, selection: str = BEST) -> pd.DataFrame:
    """The numbers of a suite's runs, columns COLUMNS."""
    texts = [text for text in table["suites"].unique() if suite in text.split()]
    return _selected(table[table["suites"].isin(texts)], selection)


def of_both(table: pd.DataFrame, suite: str) -> pd.DataFrame:
    """The numbers of a suite's runs of both selections, columns COLUMNS and `selection`."""
    frames = [of_suite(table, suite, name).assign(selection=name) for name in SELECTIONS]
    return pd.concat([frame for frame in frames if len(frame)] or frames[:1], ignore_index=True)


def of_corpora(table: pd.DataFrame) -> pd.DataFrame:
    """The numbers of no suite, columns COLUMNS: those of the corpora."""
    return _selected(table[table["suites"] == ""], BEST)


def of_suites(table: pd.DataFrame, suites: Iterable[str], selection: str = BEST) -> pd.DataFrame:
    """The numbers of some suites' runs, each of its first suite, columns COLUMNS."""
    found = pd.concat([of_suite(table, suite, selection) for suite in suites], ignore_index=True)
    return found.drop_duplicates(list(COLUMNS[:-1]), ignore_index=True)


def of_all(table: pd.DataFrame, selection: str = BEST) -> pd.DataFrame:
    """The numbers of the runs of all suites together, columns COLUMNS.

    A number that depends on which other seeds a suite has (`over_seeds`) has several values. It is the one of
    the seeds that most methods have at its place, so that methods can be compared; of a run that has none of
    those seeds the last one, which is of most seeds.
    """
    runs = table[(table["suites"] != "") & (table["selection"] == selection)]
    several = runs.duplicated(list(COLUMNS[:-1]), keep=False)
    if several.any():
        runs = _of_usual_seeds(runs, set(runs.loc[several, "metric"]))
    return _selected(runs, selection).drop_duplicates(list(COLUMNS[:-1]), keep="last", ignore_index=True)


def _of_usual_seeds(runs: pd.DataFrame, metrics: Collection[str]) -> pd.DataFrame:
    """The runs without those numbers, of the metrics, that are of other seeds than most methods have at a
    place, where the same method has one of these; of seeds that equally many have the longer list.
    """
    place = ["dataset", "encoder", "attention", "split", "metric"]
    series = [*place, "method", "variant"]
    own = runs[runs["metric"].isin(metrics)]
    seeds = own.groupby([*series, "suites"])["seed"].agg(lambda each: tuple(sorted(each)))
    usual = {}
    for at, found in seeds[seeds.index.get_level_values("variant") == DEFAULT].groupby(place):
        methods = Counter(found.reset_index()[["method", "seed"]].drop_duplicates()["seed"])
        usual[at] = max(methods, key=lambda one: (methods[one], len(one)))
    like = {key for key, one in seeds.items() if one == usual.get(key[: len(place)])}
    covered = {key[: len(series)] for key in like}
    keys = own[[*series, "suites"]].itertuples(index=False, name=None)
    others = [key[: len(series)] in covered and key not in like for key in keys]
    return runs.drop(index=own.index[others])


def _selected(table: pd.DataFrame, selection: str) -> pd.DataFrame:
    """The numbers of one selection. Raises ValueError for another name than BEST and LAST."""
    if selection not in SELECTIONS:
        raise ValueError(f"selection {selection!r}: expected one of {', '.join(SELECTIONS)}")
    return table.loc[table["selection"] == selection, list(COLUMNS)].reset_index(drop=True)
