"""Unlabeled texts in the item store, of the corpora and by the strategies that are asked for alone."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from steady_attention.run import execution, runs, text_items
from steady_attention.run.execution import Done
from steady_attention.run.runs import Draw
from steady_attention.settings.sections import Params
from steady_attention.store import artifacts, folders
from steady_attention.store.artifacts import Item
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

POOL, HALVES = "steady_attention.unlabeled.selection", "steady_attention.unlabeled.held_out"

Paths = Mapping[str, Path]


def unlabeled(params: Params, profile: str, wanted: Iterable[tuple[str, Draw]], processed: Paths) -> Done:
    """The unlabeled texts of corpora, each drawn in a way. processed: the corpora, the pools and, by
    `<corpus>-vectors`, the vectors.
    """
    drawn = [drawing(params, profile, *one, processed) for one in wanted]
    done = execution.ensure(drawn, params.execution, "select_unlabeled", folders.unlabeled(profile))
    for name, folder in artifacts.folders(done).items():
        known = read_json(folder / "statistics.json")
        if "tokens" in known:  # halves, which are texts of the corpus itself, have none
            print(_coverage(name, profile, known))
    return done


def available(drawn: Path) -> int:
    """How many unlabeled texts an item has."""
    known = read_json(drawn / "statistics.json")
    return known["unlabeled"] if "unlabeled" in known else known["amount"]


def _coverage(name: str, profile: str, known: Mapping[str, Any]) -> str:
    """How many of the sentences' words the corpus knows. Raises UserError where it knows none."""
    total, inside = known["tokens"], known["tokens"] - known["out_of_vocabulary"]
    if not inside:
        raise UserError(
            f"{name}: none of the {total} words of the {known['amount']} sentences drawn from the pool "
            "is in the corpus's vocabulary, so there is nothing to be learnt from them: set "
            "`unlabeled: 0`, or another pool "
            f"(unlabeled.pool in {folders.settings(profile)})"
        )
    return f"{name}: {inside / total:.1%} of the words of the sentences drawn are in the corpus's vocabulary"


def drawing(params: Params, profile: str, corpus: str, way: Draw, processed: Paths) -> Item:
    """Raises UserError for a profile without a pool, and for a pair's sentences."""
    settings = params.at(profile).unlabeled
    if settings is None:
        where = f"{folders.settings(profile)}: unlabeled"
        raise UserError(f"{where}: a run on {corpus} asks for unlabeled texts, but the section is null")
    if way.strategy == runs.HELD_OUT:
        return text_items.held_out(HALVES, settings, corpus, processed[corpus])
    if text_items.is_pair(processed[corpus]):
        raise UserError(
            f"a run on {corpus} asks for {way.strategy} sentences of the pool, but its texts are pairs, "
            "whose unlabeled texts are half of the training split: add `labeled: half` to the variant"
        )
    pool, of_words = processed[way.pool or settings.pool], processed.get(f"{corpus}-vectors")
    return text_items.selection(POOL, settings, corpus, way, processed[corpus], pool, of_words)
