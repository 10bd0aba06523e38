"""Which value of a method's key is best on dev: the search that `tuned` of a profile rests on."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from steady_attention.report.tables.grid import Grid, bullets
from steady_attention.run.plan import training
from steady_attention.run.runs import Run, variant_from
from steady_attention.settings.sections import Params

PLACE = ["dataset", "encoder", "attention", "method"]
SEARCH = [*PLACE, "key"]
COLUMNS = [*SEARCH, "value", "score", "runs", "best", "chosen"]
NOTHING = "This profile has no runs in a suite `search`: nothing was tried. conf/ says what is chosen."
NOTES = (
    "Score: of the epoch that dev chose, mean over seeds (runs); the test split has no part in it.",
    "Best: the highest score; of equal ones the smallest value, of texts the first by alphabet.",
    "Chosen: what conf/ trains with: the method's section, over it `tuned` of the profile, over both, "
    "for the encoder bert, its `bert.methods`.",
)


def results(scores: pd.DataFrame, params: Params, profile: str) -> pd.DataFrame:
    """A row a value that was tried, columns COLUMNS. scores: of runs whose variants change one key each."""
    dev = _chosen_by(scores, params, profile)
    changes = [_only(variant_from(text)) for text in dev["variant"]]
    dev = dev.assign(key=[key for key, _ in changes], tried=[value for _, value in changes])
    dev["text"] = [shown(value) for value in dev["tried"]]
    found = dev.groupby([*SEARCH, "text"], as_index=False).agg(
        value=("tried", "first"), score=("value", "mean"), runs=("value", "size")
    )
    found["order"] = found["text"].map(_order)
    found = found.sort_values([*SEARCH, "order"], ignore_index=True)
    top = found["score"] == found.groupby(SEARCH)["score"].transform("max")
    found["best"] = top & (top.groupby([found[name] for name in SEARCH]).cumsum() == 1)
    settings = [shown(_trained_with(params, profile, row)) for row in found.to_dict("records")]
    found["chosen"] = found["text"] == settings
    return found[COLUMNS]


def _chosen_by(scores: pd.DataFrame, params: Params, profile: str) -> pd.DataFrame:
    """The dev scores that the epochs were chosen by."""
    rule = {encoder: params.at(profile).train_of(encoder).selection for encoder in set(scores["encoder"])}
    return scores[(scores["split"] == "dev") & (scores["metric"] == scores["encoder"].map(rule))]


def _only(changes: Mapping[str, Any]) -> tuple[str, Any]:
    """The one key that a variant of a search changes."""
    ((key, value),) = changes.items()
    return key, value


def _trained_with(params: Params, profile: str, row: Mapping[str, Any]) -> Any:
    """The value of the row's key that a run of its method at its place has by default."""
    run = Run(*(row[name] for name in PLACE), variant=(), seed=0)
    return training(params, profile, run)["hparams"].get(row["key"])


def shown(value: Any) -> str:
    """A value in few letters, a number without loss: `1` for 1.0, also where it comes as a text, of a CSV."""
    value = _typed(value)
    if isinstance(value, str):
        return value
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _typed(value: Any) -> float | str:
    """A number, or a text that is none; true and false are texts."""
    try:
        return float(str(value))
    except ValueError:
        return str(value)


def _order(text: str) -> tuple[bool, float | str]:
    """Where a shown value stands: numbers by size, then texts by alphabet."""
    value = _typed(text)
    return isinstance(value, str), value


def grid(found: pd.DataFrame) -> Grid:
    """A row a search, a column a value that was tried: its score; `*` the best, `#` the chosen one."""
    values = sorted({shown(value) for value in found["value"]}, key=_order)
    rows = []
    for place, own in found.groupby(SEARCH, sort=False):
        cells = {shown(row.value): _cell(row) for row in own.itertuples()}
        rows.append([" ".join(place[:3]), place[3], place[4], *(cells.get(value, "–") for value in values)])
    header = ("runs", "method", "key", *values)
    return Grid("Values tried on dev", header, rows, (*NOTES, "`*`: best. `#`: chosen. –: not tried."))


def _cell(row: Any) -> str:
    marks = ("*" if row.best else "") + ("#" if row.chosen else "")
    return f"{100 * row.score:.2f}{marks} ({row.runs})"


def page(found: pd.DataFrame) -> str:
    """search.md: the table, its notes, and where the chosen value is not the best one."""
    table = grid(found)
    notes = [*table.notes, *(f"Not the chosen one: {line}." for line in differing(found))]
    text = f"{table.markdown()}\n{bullets(notes)}" if table.rows else f"{NOTHING}\n"
    return f"# {table.title}\n\n{text}"


def differing(found: pd.DataFrame) -> list[str]:
    """In words, where the chosen value is not the best one that was tried."""
    lines = []
    for place, own in found.groupby(SEARCH, sort=False):
        if not (own["best"] & own["chosen"]).any():
            best = shown(own.loc[own["best"], "value"].iloc[0])
            where = f"{place[3]} on {place[0]} ({place[1]}, {place[2]})"
            lines.append(f"{where}: {place[4]} {best} is best on dev")
    return lines
