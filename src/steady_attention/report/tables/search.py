"""Which value of a method's key is best on dev: the search that `tuned` of a profile rests on.

The test split has no part in it. All that was tried is here, also what was dropped.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from steady_attention.report.tables.grid import Grid, bullets
from steady_attention.run.plan import training
from steady_attention.run.runs import DEFAULT, OF_DATA, VECTORS, Run, variant, variant_from, variant_text
from steady_attention.settings.sections import Params
from steady_attention.store.errors import UserError

PLACE = ["dataset", "encoder", "attention", "method"]
SEARCH = [*PLACE, "data", "key"]  # data: changes of what is trained on, which are no values that are tried
COLUMNS = [*SEARCH, "value", "score", "std", "runs", "best", "chosen"]
NOTHING = "This profile has no runs in a suite `search`: nothing was tried. conf/ says what is chosen."
NOTES = (
    "Score [%]: on dev, of the epoch that dev chose: mean ± sample standard deviation over seeds (runs); the "
    "test split has no part in it.",
    "Best: the highest score; of equal ones the smallest value, of texts the first by alphabet.",
    "Chosen: what conf/ trains with: the method's section, over it `tuned` of the profile, over both, "
    "for the encoder bert, its `bert.methods`.",
)


def results(scores: pd.DataFrame, params: Params, profile: str) -> pd.DataFrame:
    """A row a value that was tried, columns COLUMNS. scores: of runs whose variants change one key each, and
    may change what is trained on.
    """
    dev = _chosen_by(scores, params, profile)
    changes = [_apart(text) for text in dev["variant"]]
    for place, name in enumerate(("data", "key", "tried")):
        dev = dev.assign(**{name: [change[place] for change in changes]})
    dev["text"] = [shown(value) for value in dev["tried"]]
    found = dev.groupby([*SEARCH, "text"], as_index=False).agg(
        value=("tried", "first"), score=("value", "mean"), std=("value", "std"), runs=("value", "size")
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


def _apart(variant: str) -> tuple[str, str, Any]:
    """What a variant of a search changes of the data, as a text, and the key that is searched with its value.

    Raises UserError where it changes no further key, or several.
    """
    changes = variant_from(variant)
    tried = {key: value for key, value in changes.items() if key not in OF_DATA}
    if len(tried) != 1:
        raise UserError(
            f"suite search: the variant {variant!r} changes {len(tried)} keys of a method or section, "
            "expected the one whose value is tried"
        )
    ((key, value),) = tried.items()
    return variant_text((name, value) for name, value in changes.items() if name in OF_DATA), key, value


def _trained_with(params: Params, profile: str, row: Mapping[str, Any]) -> Any:
    """The value of the row's key that a run of its method at its place has by default."""
    run = Run(*(row[name] for name in PLACE), variant=variant(variant_from(row["data"])), seed=0)
    if row["key"] == VECTORS:
        return params.at(profile).vectors
    sections, (section, _, name) = training(params, profile, run), row["key"].rpartition(".")
    return sections[section or "hparams"].get(name)


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
    """A row a search, in it a line a value that was tried, with its score."""
    rows = []
    for place, own in found.groupby(SEARCH, sort=False):
        runs = " ".join([*place[:3], *([place[4]] if place[4] != DEFAULT else [])])
        lines = [f"{shown(row.value)}: {_cell(row)}" for row in own.itertuples()]
        rows.append([runs, place[3], place[5], "\n".join(lines)])
    return Grid("Values tried on dev", ("runs", "method", "key", "values: score [%]"), rows, NOTES)


def _cell(row: Any) -> str:
    marks = [name for name, there in (("best", row.best), ("chosen", row.chosen)) if there]
    spread = "" if pd.isna(row.std) else f" ± {100 * row.std:.2f}"
    said = f": {', '.join(marks)}" if marks else ""
    return f"{100 * row.score:.2f}{spread} ({row.runs}){said}"


def page(found: pd.DataFrame) -> str:
    """search.md: the table, its notes, and where the chosen value is not the best one."""
    table = grid(found)
    notes = [*table.notes, counted(found), *(f"Not the chosen one: {line}." for line in differing(found))]
    text = f"{table.markdown()}\n{bullets(notes)}" if table.rows else f"{NOTHING}\n"
    return f"# {table.title}\n\n{text}"


def counted(found: pd.DataFrame) -> str:
    """How many runs were tried in all, and how many of them dropped."""
    chosen = found["chosen"].astype(bool)
    return (
        f"Tried: {len(found)} values in {found['runs'].sum()} runs; dropped: {(~chosen).sum()} values with "
        f"{found['runs'][~chosen].sum()} runs, whose test scores stand in no table of a paper."
    )


def differing(found: pd.DataFrame) -> list[str]:
    """In words, where the chosen value is not the best one that was tried."""
    lines = []
    for place, own in found.groupby(SEARCH, sort=False):
        if not (own["best"] & own["chosen"]).any():
            best = shown(own.loc[own["best"], "value"].iloc[0])
            data = "" if place[4] == DEFAULT else f", {place[4]}"
            where = f"{place[3]} on {place[0]} ({place[1]}, {place[2]}{data})"
            lines.append(f"{where}: {place[5]} {best} is best on dev")
    return lines
