"""Unlabeled texts in the item store, of the corpora and by the strategies that are asked for alone."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from steady_attention.pipeline import execution, folders, items, needs
from steady_attention.pipeline.artifacts import Item
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.execution import Done
from steady_attention.pipeline.params import Params

POOL, HALVES = "steady_attention.unlabeled.selection", "steady_attention.unlabeled.held_out"

Paths = Mapping[str, Path]


def unlabeled(params: Params, profile: str, wanted: Iterable[tuple[str, str]], processed: Paths) -> Done:
    """The unlabeled texts of (corpus, strategy) pairs. processed: the corpora, the pool and, by
    `<corpus>-vectors`, the vectors.
    """
    drawn = [_drawn(params, profile, *one, processed) for one in wanted]
    return execution.ensure(drawn, params.execution, "select_unlabeled", folders.unlabeled(profile))


def _drawn(params: Params, profile: str, corpus: str, strategy: str, processed: Paths) -> Item:
    """Raises UserError for a profile without a pool, and for a pair's sentences."""
    settings = params.at(profile).unlabeled
    if settings is None:
        where = f"profiles.{profile}.unlabeled"
        raise UserError(f"{where}: a run on {corpus} asks for unlabeled texts, but the section is null")
    if strategy == needs.HELD_OUT:
        return items.held_out(HALVES, settings, corpus, processed[corpus])
    if items.is_pair(processed[corpus]):
        raise UserError(
            f"a run on {corpus} asks for {strategy} sentences of the pool, but its texts are pairs, whose "
            "unlabeled texts are half of the training split: add `labeled: half` to the variant"
        )
    pool, of_words = processed[settings.pool], processed.get(f"{corpus}-vectors")
    return items.selection(POOL, settings, corpus, strategy, processed[corpus], pool, of_words)
