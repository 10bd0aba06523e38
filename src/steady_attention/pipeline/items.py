"""Where each stage keeps its items, and what an item of each stage depends on.

The task behind an item is named by the stage script, so that a script's text shows all that it stands on.
"""

import os
from collections.abc import Mapping
from pathlib import Path

from steady_attention.pipeline import artifacts
from steady_attention.pipeline.artifacts import Item
from steady_attention.pipeline.files import write_json
from steady_attention.pipeline.params import Params, Profile, Unlabeled, plain
from steady_attention.pipeline.runs import Run

MIRROR = "STEADY_ATTENTION_MIRROR"


def raw(profile: str) -> Path:
    """Folder of the downloaded corpora and vectors."""
    return Path("data/raw") / profile


def processed(profile: str) -> Path:
    """Folder of the tokenized corpora and of the vectors of their words."""
    return Path("data/processed") / profile


def unlabeled(profile: str) -> Path:
    """Folder of the sentences drawn from the pool for each corpus."""
    return Path("data/unlabeled") / profile


def runs(profile: str, method: str) -> Path:
    """Folder of a method's trained runs."""
    return Path("data/runs") / profile / method


def evaluation(profile: str) -> Path:
    """Folder of all methods' evaluated runs, one folder a method; git keeps it."""
    return Path("reports") / profile / "evaluation"


def report(profile: str, suite: str, kind: str) -> Path:
    """Folder of a suite's `tables` or `figures`."""
    return Path("reports") / profile / suite / kind


def timings(profile: str) -> Path:
    """Folder of the records of how items were computed."""
    return Path("reports") / profile / "timings"


def mirrors() -> dict[str, Path]:
    """Folders to look in before the network: data/mirror of the main repository, then
    $STEADY_ATTENTION_MIRROR.
    """
    root = Path(os.environ.get("DVC_ROOT", ".")).resolve()
    named = os.environ.get(MIRROR)
    folders = [root / "data" / "mirror", *([root / named] if named else [])]
    return {f"mirror{number}": folder for number, folder in enumerate(folders)}


def download(task: str, kind: str, name: str) -> Item:
    """A raw corpus or a raw vector file; `kind` is "corpus" or "vectors"."""
    module = name if kind == "corpus" else "word_vectors"
    folder = "vectors" if kind == "vectors" else name
    return Item(folder, task, {kind: name}, modules=(f"steady_attention.corpora.{module}",), places=mirrors())


def preprocess(task: str, profile_name: str, profile: Profile, corpus: str) -> Item:
    """A tokenized corpus or pool."""
    arguments = {"corpus": corpus, **plain(profile.preprocess)}
    inputs = {"raw": raw(profile_name) / corpus}
    return Item(corpus, task, arguments, inputs, modules=(f"steady_attention.corpora.{corpus}",))


def vectors(task: str, profile_name: str, profile: Profile, corpora: dict[str, Path]) -> Item:
    """The vectors of the words of all corpora."""
    inputs = {"raw": raw(profile_name) / "vectors", **corpora}
    return Item("vectors", task, {"vectors": profile.vectors}, inputs)


def selection(task: str, profile: str, corpus: str, settings: Unlabeled, strategy: str) -> Item:
    """Sentences of the pool for a labeled corpus; of the settings, those that the strategy reads."""
    inputs = {"labeled": processed(profile) / corpus, "pool": processed(profile) / settings.pool}
    keys = ["amount", "seed"]
    if strategy != "random":
        keys += ["subpool", "neighbours", "backend", "trees", "search_k"]
    if strategy == "ann_bow":
        keys += ["weighting", "hashing", "rerank"]
    if strategy == "ann_average_embedding":
        inputs["vectors"] = processed(profile) / "vectors"
    arguments = {"strategy": strategy} | {key: getattr(settings, key) for key in keys}
    return Item(f"{corpus}-{strategy}", task, arguments, inputs)


def train(task: str, profile: str, params: Params, run: Run) -> Item:
    """A trained run."""
    settings = params.at(profile)
    inputs = {"corpus": processed(profile) / run.dataset, "vectors": processed(profile) / "vectors"}
    changes = dict(run.variant)
    if changes.get("unlabeled"):
        inputs["unlabeled"] = unlabeled(profile) / f"{run.dataset}-{changes.get('selection', 'random')}"
    sections = {
        "model": plain(settings.model),
        "train": plain(settings.train),
        "hparams": params.methods[run.method],
    }
    module = f"steady_attention.methods.{run.method}"
    return Item(run.name, task, run.arguments() | sections, inputs, modules=(module,))


def evaluate(task: str, profile: str, run: Run, trained: Path) -> Item:
    """An evaluated run."""
    inputs: dict[str, Path] = {"run": trained, "corpus": processed(profile) / run.dataset}
    return Item(run.name, task, run.arguments(), inputs)


def write_timings(profile: str, stage: str, fingerprints: Mapping[str, str]) -> None:
    """reports/<profile>/timings/<stage>.json: how each item was computed. Only the page reads it."""
    records = {name: artifacts.record(fingerprint) for name, fingerprint in fingerprints.items()}
    write_json(timings(profile) / f"{stage}.json", records)
