"""The items of the encoders bert and auto, beside those of `items`."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

from steady_attention.corpora.user import auto as user_auto
from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.pretraining.settings import Pretrain
from steady_attention.run.text_items import mirrors, reader
from steady_attention.settings.sections import Auto, Bert, Params
from steady_attention.settings.suites import AUTO
from steady_attention.store import folders
from steady_attention.store.artifacts import Item


def checkpoint(task: str, profile: str, name: str, known: Iterable[str]) -> Item:
    """A raw pretrained BERT; one that is not among the `known` is a folder of the user's."""
    where = f"{folders.settings(profile)}: bert.checkpoint"
    inputs = {} if name in known else user_checkpoint.there(where, name, known)
    return Item("bert", task, {"checkpoint": name}, inputs, places=mirrors())


def bert(
    task: str,
    profile: str,
    section: str,
    settings: Bert | Pretrain,
    corpora: Mapping[str, Path],
    raw: Path | None,
) -> Item:
    """What the BERT of a section is built from; a random one has a vocabulary of the corpora's words.

    raw: the downloaded checkpoint, None for a random one.
    """
    limit = {"limit": settings.limit}
    how = {"where": f"{folders.settings(profile)}: {section}"}
    if settings.random is not None:
        return Item("bert", task, {"random": asdict(settings.random)} | limit, dict(corpora), how=how)
    return Item("bert", task, {"checkpoint": settings.checkpoint} | limit, {"raw": raw}, how=how)


def pieces(task: str, name: str, corpus: Path, limit: int, bert: Path) -> Item:
    """The word pieces of one corpus's words."""
    return Item(f"{name}-pieces", task, {"limit": limit}, {"corpus": corpus, "bert": bert})


def occurring(task: str, name: str, pieces: Path, bert: Path) -> Item:
    """The BERT of one corpus, cut to the pieces that occur there, and the corpus's pieces of it."""
    return Item(f"{name}-bert", task, {}, {"pieces": pieces, "bert": bert})


def raw_auto(task: str, profile: str, section: Auto) -> Item:
    """The files of the user's checkpoint for the encoder auto."""
    files = user_auto.there(f"{folders.settings(profile)}: auto.checkpoint", section.checkpoint)
    return Item(AUTO, task, {}, files)


def auto(task: str, profile: str, section: Auto, raw: Path) -> Item:
    """That checkpoint, checked and put into one form."""
    how = {"where": f"{folders.settings(profile)}: auto"}
    arguments = {"checkpoint": section.checkpoint, "limit": section.limit}
    return Item(AUTO, task, arguments, {"raw": raw}, how=how)


def auto_pieces(task: str, params: Params, name: str, limit: int, inputs: Mapping[str, Path]) -> Item:
    """One corpus in the pieces of the encoder auto, which lies beside them. inputs: corpus, raw and auto."""
    arguments, modules = reader(params, name)
    return Item(f"{name}-{AUTO}", task, arguments | {"limit": limit}, inputs, modules)


def blocks(task: str, section: Pretrain, bert: Path, texts: Mapping[str, Path]) -> Item:
    """The pieces that a BERT is pretrained on, and those held out."""
    arguments = {"limit": section.limit, "held_out": section.held_out}
    return Item("blocks", task, arguments, {"bert": bert, **texts})


def pretrained(task: str, section: Pretrain, bert: Path, blocks: Path, device: str) -> Item:
    """A BERT trained on these blocks."""
    arguments = {"pretrain": asdict(section)}
    return Item("bert", task, arguments, {"bert": bert, "blocks": blocks}, how={"device": device})
