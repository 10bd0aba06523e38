"""What an item of each stage is, and what it depends on.

The task behind an item is named by the stage script, so that a script's text shows all that it stands on.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from steady_attention.run import needs
from steady_attention.run.grid import Planned
from steady_attention.run.runs import Run
from steady_attention.settings import user_data
from steady_attention.settings.params import Params, Profile, plain
from steady_attention.settings.texts import Unlabeled
from steady_attention.store import artifacts, folders
from steady_attention.store.artifacts import Item
from steady_attention.store.files import read_json, write_json

MIRROR = "STEADY_ATTENTION_MIRROR"
BERT = "bert"  # the encoder over word pieces


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
    arguments, modules = _corpus(params, corpus)
    return Item(corpus, task, arguments, inputs, modules, mirrors())


def download_vectors(task: str, profile_name: str, profile: Profile) -> Item:
    """A raw vector file, which may be the user's own."""
    where, name = f"{folders.settings(profile_name)}: vectors", profile.vectors
    inputs = {"own": user_data.there(where, name)} if user_data.is_vectors(name) else {}
    return Item("vectors", task, {"vectors": name}, inputs, _reader("vectors.sources"), mirrors())


def preprocess(task: str, profile: str, params: Params, corpus: str, raw: Path) -> Item:
    """A tokenized corpus or pool. raw: the downloaded one."""
    arguments, modules = _corpus(params, corpus)
    return Item(corpus, task, arguments | plain(params.at(profile).preprocess), {"raw": raw}, modules)


def _corpus(params: Params, name: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The arguments that name a corpus to a task, and the module with its reader."""
    if name in params.corpora:
        return {"corpus": name, "own": plain(params.corpora[name])}, _reader("user.corpus")
    return {"corpus": name}, _reader(name)


def _reader(module: str) -> tuple[str, ...]:
    """The module that reads it, as no text constant: those are a stage's tasks (see `sources.imported`)."""
    return (f"steady_attention.corpora.{module}",)


def is_pair(corpus: Path) -> bool:
    """Whether a tokenized corpus's texts are pairs."""
    return read_json(corpus / "statistics.json")["pair"]


def vectors(task: str, profile: Profile, raw: Path, corpora: Mapping[str, Path]) -> Item:
    """The vectors of the words of these corpora together. raw: the downloaded vectors."""
    return Item("vectors", task, {"vectors": profile.vectors}, {"raw": raw, **corpora})


def vectors_of(task: str, name: str, corpus: Path, vectors: Path) -> Item:
    """Of these the vectors of one corpus's words."""
    return Item(f"{name}-vectors", task, {}, {"corpus": corpus, "vectors": vectors})


def selection(
    task: str, drawn: Unlabeled, corpus: str, strategy: str, labeled: Path, pool: Path, vectors: Path
) -> Item:
    """Sentences of the pool for a labeled corpus; of the settings, those that the strategy reads.

    labeled, pool: tokenized; vectors: of the corpus's words, read by the strategy that averages them.
    """
    inputs = {"labeled": labeled, "pool": pool}
    keys = ["amount", "seed"]
    if strategy != "random":
        keys += ["subpool", "neighbours", "backend", "trees", "search_k"]
    if strategy == "ann_bow":
        keys += ["weighting", "hashing", "rerank"]
    if strategy == "ann_average_embedding":
        inputs["vectors"] = vectors
    arguments = {"strategy": strategy} | {key: getattr(drawn, key) for key in keys}
    return Item(f"{corpus}-{strategy}", task, arguments, inputs)


def held_out(task: str, drawn: Unlabeled, corpus: str, labeled: Path) -> Item:
    """The halves of a pair corpus's training split, with and without labels."""
    return Item(f"{corpus}-{needs.HELD_OUT}", task, {"seed": drawn.seed}, {"labeled": labeled})


@dataclass(frozen=True)
class Data:
    """Where the finished items lie that a run is trained and evaluated on.

    pieces, bert: of the encoder bert, else None; unlabeled: None of a run that takes none.
    """

    corpus: Path
    vectors: Path
    pieces: Path | None
    bert: Path | None
    unlabeled: Path | None


def data(profile: str, run: Run) -> Data:
    """A run's in the outputs of the stages preprocess and select_unlabeled."""
    folder, strategy = folders.processed(profile), needs.strategy(run)
    pieces, bert = (folder / f"{run.dataset}-pieces", folder / BERT) if run.encoder == BERT else (None, None)
    drawn = folders.unlabeled(profile) / f"{run.dataset}-{strategy}" if strategy else None
    return Data(folder / run.dataset, folder / f"{run.dataset}-vectors", pieces, bert, drawn)


def train(
    task: str, data: Data, run: Run, sections: Mapping[str, Any], vanilla: Path | None, device: str
) -> Item:
    """A trained run; sections: as `grid.training` has them; vanilla: the trained run that its method begins
    from, None for other methods.
    """
    inputs = {"corpus": data.corpus}
    if run.encoder == BERT:
        inputs |= {"pieces": data.pieces, "bert": data.bert}
    else:
        inputs["vectors"] = data.vectors
    if data.unlabeled is not None:
        inputs["unlabeled"] = data.unlabeled
    if vanilla is not None:
        inputs["vanilla"] = vanilla
    modules = (f"steady_attention.methods.{run.method}", _encoder(run))
    return Item(run.name, task, run.arguments() | dict(sections), inputs, modules, how={"device": device})


def _encoder(run: Run) -> str:
    return f"steady_attention.models.encoders.{run.encoder}"


def evaluate(
    task: str, data: Data, planned: Planned, settings: Mapping[str, Any], trained: Path, base: Path | None,
    device: str,
) -> Item:  # fmt: skip
    """An evaluated run; settings: the section `evaluate`; base: the trained run without attention that scores
    its deletions, if one does.
    """
    run = planned.run
    inputs = {"run": trained, "corpus": data.corpus, "vectors": data.vectors}
    if run.encoder == BERT:
        inputs["pieces"] = data.pieces
    if base is not None:
        inputs["base"] = base
    wanted = {"measures": list(planned.measures), "evaluate": dict(settings) if planned.measures else {}}
    modules = (*(f"steady_attention.evaluation.measures.{name}" for name in planned.measures), _encoder(run))
    return Item(run.name, task, run.arguments() | wanted, inputs, modules, how={"device": device})


def write_timings(profile: str, method: str, stages: Mapping[str, Mapping[str, str]]) -> None:
    """reports/<profile>/timings/<method>.json: by stage how each item was computed, for costs.md. DVC does
    not track it, since times differ where the numbers are equal. stages: items' fingerprints by name.
    """
    records = {
        stage: {name: artifacts.record(fingerprint) for name, fingerprint in fingerprints.items()}
        for stage, fingerprints in stages.items()
    }
    write_json(folders.timings(profile) / f"{method}.json", records)
