"""What an item of training and of evaluation is, and what it depends on.

The task behind an item is named by the stage script, so that a script's text shows all that it stands on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from steady_attention.run import runs
from steady_attention.run.grid import Planned
from steady_attention.run.runs import Run
from steady_attention.settings.suites import PIECED
from steady_attention.store import artifacts, folders
from steady_attention.store.artifacts import Item
from steady_attention.store.files import write_json


@dataclass(frozen=True)
class Data:
    """Where the finished items lie that a run is trained and evaluated on.

    pieces, bert: of an encoder over word pieces, else None; unlabeled: None of a run that takes none.
    """

    corpus: Path
    vectors: Path
    pieces: Path | None
    bert: Path | None
    unlabeled: Path | None


def data(profile: str, run: Run) -> Data:
    """A run's in the outputs of the stages preprocess and select_unlabeled."""
    folder, way = folders.processed(profile), runs.draw(run)
    bert = folder / f"{run.dataset}-{run.encoder}" if run.encoder in PIECED else None
    drawn = folders.unlabeled(profile) / f"{run.dataset}-{way.name}" if way else None
    vectors = folder / runs.vectors_name(run.dataset, dict(run.variant).get(runs.VECTORS))
    return Data(folder / run.dataset, vectors, bert, bert, drawn)


def train(
    task: str, data: Data, run: Run, sections: Mapping[str, Any], vanilla: Path | None, device: str
) -> Item:
    """A trained run; sections: as `plan.training` has them; vanilla: the trained run that its method begins
    from, None for other methods. Runs that differ in the name of their variant alone, as one that states
    the value that is chosen anyway, are one item.
    """
    inputs = {"corpus": data.corpus}
    if run.encoder in PIECED:
        inputs |= {"pieces": data.pieces, "bert": data.bert}
    else:
        inputs["vectors"] = data.vectors
    if data.unlabeled is not None:
        inputs["unlabeled"] = data.unlabeled
    if vanilla is not None:
        inputs["vanilla"] = vanilla
    modules = (f"steady_attention.methods.{run.method}", _encoder(run))
    arguments = run.arguments() | {"variant": runs.on_data(run)} | dict(sections)
    return Item(run.name, task, arguments, inputs, modules, how={"device": device})


def _encoder(run: Run) -> str:
    return f"steady_attention.models.encoders.{run.encoder}"


def evaluate(
    task: str,
    data: Data,
    planned: Planned,
    settings: Mapping[str, Any],
    trained: Path,
    base: Path | None,
    device: str,
) -> Item:
    """An evaluated run; settings: the section `evaluate`; base: the trained run without attention that scores
    its deletions, if one does.
    """
    run = planned.computed
    inputs = {"run": trained, "corpus": data.corpus, "vectors": data.vectors}
    if run.encoder in PIECED:
        inputs["pieces"] = data.pieces
    if base is not None:
        inputs["base"] = base
    modules = (*(f"steady_attention.evaluation.measures.{name}" for name in planned.measures), _encoder(run))
    return Item(run.name, task, scored(planned, settings), inputs, modules, how={"device": device})


def scored(planned: Planned, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of the item that evaluates a run; settings: the section `evaluate`."""
    run = planned.computed
    wanted = {"measures": list(planned.measures), "evaluate": dict(settings)}
    return run.arguments() | {"variant": runs.on_data(run)} | wanted


def write_timings(profile: str, method: str, stages: Mapping[str, Mapping[str, str]]) -> None:
    """reports/<profile>/timings/<method>.json: by stage how each item was computed, for costs.md. DVC does
    not track it, since times differ where the numbers are equal. stages: items' fingerprints by name.
    """
    records = {
        stage: {name: artifacts.record(fingerprint) for name, fingerprint in fingerprints.items()}
        for stage, fingerprints in stages.items()
    }
    write_json(folders.timings(profile) / f"{method}.json", records)
