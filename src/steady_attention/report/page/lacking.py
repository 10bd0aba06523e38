"""What could not be run in a profile and why, told by its declared runs: none of it is written by hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

import pandas as pd

from steady_attention.report.page.exhibits import Exhibit, Section
from steady_attention.report.tables import averages
from steady_attention.report.tables.filled import Filled
from steady_attention.report.tables.grid import Grid
from steady_attention.results import query, scores
from steady_attention.results.controls import RANDOM
from steady_attention.run.runs import NO_ATTENTION, Run
from steady_attention.settings import methods as of_methods
from steady_attention.settings.sections import Profile
from steady_attention.settings.suites import Attention
from steady_attention.store import folders, registry

NO_CORPUS = "no corpus of this profile stands for the data set"
NO_AVERAGE = "not every data set of the table has a corpus of its own and a run here"
KNOWN = {"method": registry.METHODS.names, "encoder": registry.ENCODERS.names}
UNKNOWN = {"method": "this project has no such method", "encoder": "this project has no such encoder"}
NO_RUN = {
    "method": "the suite has no run of the method",
    "encoder": "the suite has no run with this encoder",
    "attention": "the suite has no run with this attention mechanism",
}
NO_PLACE = "the suite has no run of the method there"
NO_SETTING = "the suite has no run with this setting there"
NO_NUMBER = (
    "the runs there give no such number: it is not among their measures, or not defined for the method"
)
NO_SCORES = pd.DataFrame(columns=list(scores.COLUMNS))
UNDEFINED = "undefined in at least one run"
UNCOUNTED = "not counted for this corpus"


class Reason(NamedTuple):
    """Why a cell has no number: what is not there, at which place (may be empty), and the reason in words."""

    what: str
    place: str
    why: str


@dataclass(frozen=True)
class Declared:
    """runs: those of one suite; corpora: the profile's labeled ones."""

    runs: Sequence[Run]
    corpora: Sequence[str]

    def why(self, filled: Filled, r: int, c: int) -> Reason:
        """The first reason that holds of a cell that is not complete."""
        cell = filled.cells[r, c]
        where = filled.table.conditions(filled.table.rows[r], filled.table.columns[c])
        metric, dataset = where["metric"].partition("@")[0], where["dataset"]
        corpus = filled.setting.corpus(dataset)
        if cell.wanted:
            return Reason(metric, "", UNDEFINED if cell.values else NO_NUMBER)
        if dataset == averages.AVERAGE:
            return Reason("averages", "", NO_AVERAGE)
        if corpus not in self.corpora:
            return Reason(dataset, "", NO_CORPUS)
        if filled.table.numbers != "runs":
            return Reason(metric, corpus, UNCOUNTED)
        method = where["method"]
        if method == RANDOM:  # of these runs' words
            method = "base" if where["attention"] == NO_ATTENTION else "vanilla"
        at = {**where, "dataset": corpus, "method": method}
        if method != where["method"] and query.Index(NO_SCORES, self.runs).find(at).wanted:
            return Reason(metric, "", NO_NUMBER)
        return self._without_run(at)

    def _without_run(self, where: Mapping[str, Any]) -> Reason:
        """The reason of a cell for which no run is declared, although its corpus is there."""
        for key, names in KNOWN.items():
            if where[key] not in names:
                return Reason(where[key], "", UNKNOWN[key])
        for key, words in NO_RUN.items():
            if where[key] not in {getattr(run, key) for run in self.runs}:
                return Reason(where[key], "", words)
        at = {key: where[key] for key in query.RUN}
        place = f"on {where['dataset']}, {where['encoder']}, {where['attention']}"
        if not any(all(getattr(run, key) == value for key, value in at.items()) for run in self.runs):
            return Reason(where["method"], place, NO_PLACE)
        _, changes = query.split(where)
        setting = ", ".join(f"{key}={value}" for key, value in changes.items()) or "default"
        return Reason(f"{where['method']} ({setting})", place, NO_SETTING)


WORDS = (
    "Made by this page's stage from the runs that the profile's grid.yaml declares: a profile that declares "
    "more runs has fewer lines here."
)


def section(
    profile: str,
    asked: Profile,
    corpora: Sequence[str],
    runs: Mapping[str, Sequence[Run]],
    suites: Iterable[Section],
) -> Section:
    """The page's part on all that has no run here. corpora: the labeled ones; runs: those of each suite."""
    declared = {suite: Declared(of_suite, corpora) for suite, of_suite in runs.items()}
    rows = [row for suite in suites for row in _of_suite(suite, declared[suite.id])]
    header = ("paper", "tables and figures", "cells", "without a number", "why")
    notes = ("Cells: of the tables, those that are folded away too.",)
    every = [run for of_suite in runs.values() for run in of_suite]
    grids = (unused(profile, asked, every), Grid("Cells without a number", header, rows, notes))
    exhibits = [Exhibit(f"lacking-{i}", grid.title, "grid", grid) for i, grid in enumerate(grids, 1)]
    return Section("lacking", "Not run in this profile", (WORDS,), exhibits)


def unused(profile: str, asked: Profile, runs: Iterable[Run]) -> Grid:
    """Methods, encoders, attention mechanisms and measures that no run has; the pool, where there is none."""
    runs = list(runs)
    blocks = [block for of_suite in asked.suites.values() for block in of_suite.values()]
    known = {
        "methods": (of_methods.known().methods, {run.method for run in runs}),
        "encoders": (registry.ENCODERS.names, {run.encoder for run in runs}),
        "attention mechanisms": (get_args(Attention), {run.attention for run in runs}),
        "measures": (registry.MEASURES.names, {measure for block in blocks for measure in block.measures}),
    }
    why = f"no block of {folders.suites(profile)} names them"
    rows = [
        [kind, ", ".join(name for name in names if name not in there), why]
        for kind, (names, there) in known.items()
        if set(names) - there
    ]
    if asked.unlabeled is None:
        null = (
            f"`unlabeled` of {folders.settings(profile)} is empty: this profile has no pool to draw them from"
        )
        rows.append(["unlabeled texts", "all", null])
    notes = () if rows else ("Every method, encoder, attention mechanism and measure has a run.",)
    return Grid("Without any run", ("kind", "without a run", "why"), rows, notes)


def _of_suite(suite: Section, declared: Declared) -> Iterator[list[str]]:
    """A row a reason: which tables, how many of their cells, what is not there; figures without a point."""
    what, tables = defaultdict(Counter), defaultdict(dict)
    for filled in suite.of_kind("table"):
        for at, cell in filled.cells.items():
            if not cell.complete:
                name, *reason = declared.why(filled, *at)
                what[tuple(reason)][name] += 1
                tables[tuple(reason)][filled.table.name] = None
    for (place, why), names in what.items():
        text = f"{', '.join(names)} {place}".strip()
        yield [suite.title, ", ".join(tables[place, why]), f"{names.total():,}", text, why]
    empty = [drawn.figure.name for drawn in suite.of_kind("figure") if not drawn.points]
    if empty:
        yield [suite.title, f"figures {', '.join(empty)}", "–", "all points", "no run is there to be drawn"]
