"""Why a cell of a table has no number of ours, told by a suite's declared runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, get_args

from steady_attention import methods
from steady_attention.report.tables import averages
from steady_attention.report.tables.cross import REFERENCE
from steady_attention.report.tables.filled import Filled
from steady_attention.results import query
from steady_attention.run.runs import Run
from steady_attention.settings.params import Encoder

NO_CORPUS = "no corpus of this profile stands for the data set"
NO_AVERAGE = "not every data set of the table has a corpus of its own and a run here"
KNOWN = {"method": methods.NAMES, "encoder": get_args(Encoder)}
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
        method = "base" if where["method"] == REFERENCE else where["method"]  # random words: base's runs
        return self._without_run({**where, "dataset": corpus, "method": method})

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
