"""A table's column of averages over its data sets, run by run."""

import pandas as pd

from steady_attention.report.tables.table import Table
from steady_attention.results.query import PLACE
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Setting

AVERAGE = "average"  # in the place of a data set
RUN = (*(key for key in PLACE if key != "dataset"), "variant", "seed")


def datasets(table: Table) -> list[str]:
    """The data sets that a table's columns name, without the average; empty where it has no average."""
    named = [column.where.get("dataset") for column in table.columns]
    if AVERAGE not in named:
        return []
    return list(dict.fromkeys(name for name in named if name not in (AVERAGE, None)))


def added(table: Table, scores: pd.DataFrame, setting: Setting) -> pd.DataFrame:
    """The scores (columns scores.COLUMNS), with rows of the data set AVERAGE where the table has that column.

    A run has an average only where it has a defined number on every data set of the table; where two of them
    have one corpus here, none has.
    """
    names = datasets(table)
    if not names:
        return scores
    own = scores[scores["dataset"].isin({setting.corpus(name) for name in names})]
    found = own.groupby(list(RUN), as_index=False, sort=False)["value"].agg(["mean", "count"])
    whole = found[found["count"] == len(names)].rename(columns={"mean": "value"})
    return pd.concat([scores, whole.assign(dataset=AVERAGE)[list(COLUMNS)]], ignore_index=True)


def comparable(table: Table, dataset: str, setting: Setting) -> bool:
    """Whether a printed number may be compared with ours: the corpora must be the paper's own."""
    return all(map(setting.own, datasets(table) if dataset == AVERAGE else [dataset]))
