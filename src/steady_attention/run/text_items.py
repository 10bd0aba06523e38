"""What the items of corpora, word vectors and unlabeled texts are, and what they depend on."""

import os
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from steady_attention.corpora.user import data as user_data
from steady_attention.run.runs import HELD_OUT, RANDOM, Draw, vectors_name
from steady_attention.settings.sections import Params, Profile, Unlabeled
from steady_attention.store import folders
from steady_attention.store.artifacts import Item
from steady_attention.store.files import read_json

MIRROR = "STEADY_ATTENTION_MIRROR"


def mirrors() -> dict[str, Path]:
    """Folders to look in first: data/mirror of the main repository, then $STEADY_ATTENTION_MIRROR."""
    root = Path(os.environ.get("DVC_ROOT", ".")).resolve()
    named = os.environ.get(MIRROR)
    places = [root / "data" / "mirror", *([root / named] if named else [])]
    return {f"mirror{number}": place for number, place in enumerate(places)}


def download(task: str, params: Params, corpus: str) -> Item:
    """A raw corpus or pool."""
    files = params.corpora[corpus].files() if corpus in params.corpora else {}
    inputs = {key: user_data.there(f"corpora.{corpus}.splits.{key}", file) for key, file in files.items()}
    arguments, modules = reader(params, corpus)
    return Item(corpus, task, arguments, inputs, modules, mirrors())


def download_vectors(task: str, profile_name: str, profile: Profile, other: str | None = None) -> Item:
    """A raw vector file: the profile's, which may be the user's own, or one of its others."""
    where, name = f"{folders.settings(profile_name)}: vectors", other or profile.vectors
    inputs = {"own": user_data.there(where, name)} if user_data.is_vectors(name) else {}
    folder = _vectors(other)
    return Item(folder, task, {"vectors": name}, inputs, _reader("vectors.sources"), mirrors())


def _vectors(other: str | None) -> str:
    """The folder of vectors in a stage's output: the profile's, or others by their name."""
    return "vectors" if other is None else f"vectors-{other}"


def preprocess(task: str, profile: str, params: Params, corpus: str, raw: Path) -> Item:
    """A tokenized corpus or pool. raw: the downloaded one."""
    arguments, modules = reader(params, corpus)
    return Item(corpus, task, arguments | asdict(params.at(profile).preprocess), {"raw": raw}, modules)


def reader(params: Params, name: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The arguments that name a corpus to a task, and the module with its reader."""
    if name in params.corpora:
        return {"corpus": name, "own": asdict(params.corpora[name])}, _reader("user.corpus")
    return {"corpus": name}, _reader(name)


def _reader(module: str) -> tuple[str, ...]:
    """The module that reads it, as no text constant: those are a stage's tasks (see `sources.imported`)."""
    return (f"steady_attention.corpora.{module}",)


def is_pair(corpus: Path) -> bool:
    """Whether a tokenized corpus's texts are pairs."""
    return read_json(corpus / "statistics.json")["pair"]


def vectors(
    task: str, profile: Profile, raw: Path, corpora: Mapping[str, Path], other: str | None = None
) -> Item:
    """The vectors of the words of these corpora together. raw: the downloaded vectors."""
    return Item(_vectors(other), task, {"vectors": other or profile.vectors}, {"raw": raw, **corpora})


def vectors_of(task: str, name: str, corpus: Path, vectors: Path, other: str | None = None) -> Item:
    """Of these the vectors of one corpus's words."""
    return Item(vectors_name(name, other), task, {}, {"corpus": corpus, "vectors": vectors})


def selection(
    task: str, drawn: Unlabeled, corpus: str, way: Draw, labeled: Path, pool: Path, vectors: Path
) -> Item:
    """Sentences of the pool for a labeled corpus; of the settings, those that the strategy reads.

    labeled, pool: tokenized; vectors: of the corpus's words, read by the strategy that averages them.
    """
    inputs = {"labeled": labeled, "pool": pool}
    keys, strategy = ["seed"], way.strategy
    most = drawn.amount if way.pool is None else drawn.further[way.pool]
    amount = most if strategy == RANDOM else min(most, drawn.nearest_amount)
    if strategy != RANDOM:
        keys += ["subpool", "neighbours", "backend", "trees", "search_k"]
    if strategy == "ann_bow":
        keys += ["weighting", "hashing", "rerank"]
    if strategy == "ann_average_embedding":
        inputs["vectors"] = vectors
    arguments = {"strategy": strategy, "amount": amount} | {key: getattr(drawn, key) for key in keys}
    return Item(f"{corpus}-{way.name}", task, arguments, inputs)


def held_out(task: str, drawn: Unlabeled, corpus: str, labeled: Path) -> Item:
    """The halves of a pair corpus's training split, with and without labels."""
    return Item(f"{corpus}-{HELD_OUT}", task, {"seed": drawn.seed}, {"labeled": labeled})
