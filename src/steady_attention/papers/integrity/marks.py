"""Which printed numbers are no targets, by what the search finds and by entries of claims.yaml.

The tables mark them with a dagger, each paper's by its own words; a test holds the two to one another.
"""

from collections import defaultdict
from collections.abc import Callable
from functools import cache

from steady_attention.papers.integrity import found
from steady_attention.papers.integrity.kitada import JA, VAT, thousands
from steady_attention.papers.integrity.printed import rows
from steady_attention.papers.integrity.zhou import VIB
from steady_attention.printed.reported import Row
from steady_attention.report.tables.grid import Grid

TICKED = ("word_iat", "word_ivat", "attention_at", "attention_vat")
ENTRIES = {  # the beginning of an entry, impossible or contradiction: the cells that it names
    "table 4 LSTM-ATT": [(VIB, "4", {"method": "vanilla", "encoder": "lstm", "dataset": "sst5",
                                     "metric": "posthoc_accuracy"})],
    "table 3 BERT Twitter": [(VIB, "3", {"encoder": "bert", "dataset": "twitter", "metric": "aopc"})],
    "table 1 ticks": [(VAT, "1", {"method": name, "metric": "model interpretability"}) for name in TICKED],
}  # fmt: skip
SUSPECTED = {  # of a suspicious entry
    "table 4b AGNews": [(VAT, "4b", {"method": "word_ivat", "dataset": "ag_news"})],
    "table 4a SST": [(VAT, "4a", {"method": "attention_at", "dataset": "sst"}),
                     (JA, "1a", {"method": "attention_at", "dataset": "sst", "metric": "pearson"})],
}  # fmt: skip


def reasons(paper: str, table: str, row: Row) -> list[str]:
    """Why a printed cell is no target: texts of REASONS, none for a target."""
    return [why for why, holds in REASONS.items() if holds(paper, table, row)]


def grid() -> Grid:
    """What the tables mark."""
    counts: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for paper, table, row in found.targets():
        for why in reasons(paper, table, row):
            counts[why, paper][table] += 1
    body = [
        [why, paper, ", ".join(at), str(sum(at.values()))]
        for (why, paper), at in sorted(counts.items(), key=lambda one: list(REASONS).index(one[0][0]))
    ]
    return Grid("What the tables mark with †", ("why", "paper", "tables", "cells"), body)


@cache
def _units() -> set[tuple[str, str]]:
    return found.without_unit()


@cache
def _differing() -> set[tuple[str, found.Place]]:
    return set(found.contradictory())


@cache
def _copies() -> set[tuple[str, found.Place]]:
    return {(place, who) for places, who in found.copied() for place in places}


@cache
def _ablated() -> set[tuple[str, str]]:
    return {(encoder, alone) for encoder, alone, *_ in found.shared()}


@cache
def _amounts() -> set[str]:
    return {
        dataset
        for dataset, table, note, *_ in found.amounts()
        if table != "-" and thousands(table) != thousands(note)
    }


@cache
def _named() -> tuple[set[int], set[int]]:
    """The cells of ENTRIES and of SUSPECTED."""
    return tuple(
        {
            id(row)
            for places in named.values()
            for paper, table, where in places
            for row in rows(paper, table, **where)
        }
        for named in (ENTRIES, SUSPECTED)
    )


def _copied(paper: str, table: str, row: Row) -> bool:
    at = (found.named(table, row), (row.method, row.encoder))
    return paper == "seat" and row.metric in ("jsd", "tvd") and at in _copies()


REASONS: dict[str, Callable[[str, str, Row], bool]] = {
    "a measure of which more than half of the numbers are outside its range": lambda paper, table, row: (
        (paper, row.metric) in _units()
    ),
    "outside the range of the measure": lambda paper, table, row: found.outside(row),
    "another number stands elsewhere for the same quantity": lambda paper, table, row: (
        (paper, found.place(paper, table, row)) in _differing()
    ),
    "the same row stands under another perturbation": _copied,
    "a row of the ablation with numbers of another method's row": lambda paper, table, row: (
        (row.encoder, row.params.get("regularisers")) in _ablated()
    ),
    "headed IMDB, with the numbers of Emotion in Table 9": lambda paper, table, row: (
        (paper, table, row.dataset) == ("seat", "2", "imdb")
    ),
    "an amount of unlabeled texts that the footnotes contradict": lambda paper, table, row: (
        (paper, table, row.metric) == (VAT, "2", "# train unlabeled (Nu)") and row.dataset in _amounts()
    ),
    "an entry, impossible or contradiction": lambda paper, table, row: id(row) in _named()[0],
    "an entry, suspicious": lambda paper, table, row: id(row) in _named()[1],
}
