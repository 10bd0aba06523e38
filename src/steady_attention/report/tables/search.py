"""Which value of a method's key is best on dev: the search that `tuned` of a profile rests on."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from steady_attention.pipeline.params import Params
from steady_attention.report.query import variant
from steady_attention.report.tables.grid import Grid

PLACE = ["dataset", "encoder", "attention", "method"]
COLUMNS = [*PLACE, "key", "value", "score", "runs", "best", "chosen"]
NOTES = (
    "Score: of the epoch that dev chose, mean over seeds (runs); the test split has no part in it.",
    "Best: the highest score; of equal ones the smallest value.",
    "Chosen: what params.yaml trains with (the method's section, and `tuned` of the profile before it).",
)  # fmt: skip


def results(scores: pd.DataFrame, params: Params, profile: str) -> pd.DataFrame:
    """A row a value that was tried, columns COLUMNS. scores: of runs whose variants change one key each."""
    measure = params.at(profile).train.selection
    dev = scores[(scores["split"] == "dev") & (scores["metric"] == measure)]
    changes = [_only(variant(text)) for text in dev["variant"]]
    dev = dev.assign(key=[key for key, _ in changes], tried=[value for _, value in changes])
    found = dev.groupby([*PLACE, "key", "tried"], as_index=False)["value"].agg(["mean", "size"])
    found = found.rename(columns={"tried": "value", "mean": "score", "size": "runs"})
    place = found.groupby([*PLACE, "key"])
    top = found["score"] == place["score"].transform("max")
    smallest = found["value"].where(top).groupby([found[name] for name in [*PLACE, "key"]]).transform("min")
    found["best"] = found["value"] == smallest
    settings = [_trained_with(params, profile, row) for row in found.to_dict("records")]
    found["chosen"] = found["value"] == settings
    return found[COLUMNS]


def _only(changes: Mapping[str, Any]) -> tuple[str, Any]:
    """The one key that a variant of a search changes."""
    ((key, value),) = changes.items()
    return key, value


def _trained_with(params: Params, profile: str, row: Mapping[str, Any]) -> Any:
    """The value of the row's key that a run of its method on its corpus has by default."""
    tuned = params.at(profile).tuned.get(row["dataset"], {}).get(row["method"], {})
    return (params.methods[row["method"]] | tuned).get(row["key"])


def grid(found: pd.DataFrame) -> Grid:
    """A row a search, a column a value that was tried: its score; `*` the best, `#` the chosen one."""
    values = sorted(found["value"].unique())
    rows = []
    for place, own in found.groupby([*PLACE, "key"], sort=False):
        cells = {row.value: _cell(row) for row in own.itertuples()}
        rows.append([" ".join(place[:3]), place[3], place[4], *(cells.get(value, "–") for value in values)])
    header = ("runs", "method", "key", *(f"{value:g}" for value in values))
    return Grid("Values tried on dev", header, rows, (*NOTES, "`*`: best. `#`: chosen. –: not tried."))


def _cell(row: Any) -> str:
    marks = ("*" if row.best else "") + ("#" if row.chosen else "")
    return f"{100 * row.score:.2f}{marks} ({row.runs})"


def differing(found: pd.DataFrame) -> list[str]:
    """In words, where the chosen value is not the best one that was tried."""
    lines = []
    for place, own in found.groupby([*PLACE, "key"], sort=False):
        if not (own["best"] & own["chosen"]).any():
            best = own.loc[own["best"], "value"].iloc[0]
            where = f"{place[3]} on {place[0]} ({place[1]}, {place[2]})"
            lines.append(f"{where}: {place[4]} {best:g} is best on dev")
    return lines
