"""The papers' tables of data sets, beside what preprocessing counted."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from steady_attention.printed import reported
from steady_attention.printed.reported import Printed
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading, Where
from steady_attention.results.statistics import PLACE, WHOLE

MISPRINTS = {"17.186": 17186.0, "1,1101": 1101.0}  # what these stand for, as the sums and other tables show
LENGTH = "Words of the mean text of the training split; of pairs those of both texts."


def column(label: str, split: str, metric: str, printed: str, **params: str) -> Heading:
    """A column of such a table; `printed` names the paper's."""
    return Heading(label, {"split": split, "metric": metric}, printed={"metric": printed, **params})


def classes(printed: str = "# classes") -> Heading:
    """How many classes."""
    return column("classes", WHOLE, "count_classes", printed)


def examples(split: str, printed: str) -> Heading:
    """How many examples of a split."""
    return column(split, split, "count_examples", printed)


def vocabulary(printed: str) -> Heading:
    """Rows of the vocabulary."""
    return column("vocabulary", WHOLE, "count_vocabulary", printed)


def length(printed: str) -> Heading:
    """Words of the mean training text."""
    return column("words a text", "train", "mean_length", printed)


def table(
    name: str, source: str, rows: Mapping[str, str], columns: tuple[Heading, ...],
    printed: tuple[str, str], notes: tuple[str, ...] = (), aliases: Where | None = None,
) -> Table:  # fmt: skip
    """A paper's table of data sets.

    rows: our names and the paper's; printed: paper and table in reported.yaml; aliases: our name to the name
    that the printed table has, where they differ.
    """
    aliases = aliases or {}
    headings = tuple(
        Heading(
            label, {"dataset": dataset}, printed={"dataset": aliases[dataset]} if dataset in aliases else {}
        )
        for dataset, label in rows.items()
    )
    return Table(
        name=name,
        title="The data sets",
        source=source,
        rows=headings,
        columns=columns,
        where=PLACE,
        printed=partial(_find, *printed),
        notes=(LENGTH, *notes),
        numbers="corpora",
        corner="Data set",
    )


def _find(paper: str, table: str, conditions: Where) -> Printed | None:
    """The printed number, a misprinted one with the value that is meant."""
    found = reported.find(paper, table, conditions)
    if found is not None and found.text in MISPRINTS:
        return replace(found, value=MISPRINTS[found.text])
    return found
