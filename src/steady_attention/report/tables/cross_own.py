"""The cross table of each of one's own corpora, at a place of its own."""

from collections.abc import Iterable

import pandas as pd

from steady_attention import corpora
from steady_attention.report.tables import cross
from steady_attention.report.tables.crossed import TITLE, Crossed


def names(scores: pd.DataFrame) -> list[str]:
    """The data sets with runs that are none of this project's."""
    return [name for name in scores["dataset"].unique() if name not in corpora.NAMES]


def tables(scores: pd.DataFrame, datasets: Iterable[str]) -> tuple[Crossed, ...]:
    """Of each data set the cross table, where most of its pairs of a method and a measure have a number.

    scores: of all suites' runs, columns scores.COLUMNS.
    """
    apart = ((name, scores[scores["dataset"] == name]) for name in datasets)
    return tuple(Crossed(cross.numbers(own), f"{TITLE}: {name}") for name, own in apart)
