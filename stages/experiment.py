"""The one run that the keys at the top of params.yaml select: trained, scored, and shown.

It goes through the item store, so a run that the profile's grid has trained is not trained again.
"""

import csv
from pathlib import Path

from steady_attention import methods
from steady_attention.pipeline import artifacts, execution, folders, items, params, runs, stage
from steady_attention.pipeline.files import read_json, replacing, write_json, write_text
from steady_attention.pipeline.schema import one_of
from steady_attention.report import heatmap

TRAIN, EVALUATE = "steady_attention.training.task", "steady_attention.evaluation.task"
FOLDER = Path("reports/experiment")


def main(arguments: stage.Arguments) -> None:
    """Train and evaluate the run; write reports/metrics.json, the training curves and the attention page."""
    settings = params.load()
    one_of("params.yaml `method`", settings.method, methods.NAMES)
    labeled = settings.labeled(arguments.profile)
    one_of(f"params.yaml `dataset` (profile {arguments.profile})", settings.dataset, labeled)
    known = read_json(folders.processed(arguments.profile) / settings.dataset / "statistics.json")
    run = selected(settings, known["pair"])
    trained = compute(items.train(TRAIN, arguments.profile, settings, run), settings)
    evaluated = compute(items.evaluate(EVALUATE, arguments.profile, run, trained), settings)
    scores = read_json(evaluated / "scores.json")
    shown = {name: value for name, value in scores["test"].items() if value is not None}
    shown = {name: value for name, value in shown.items() if not name.endswith("_micro")}
    chosen_by = settings.at(arguments.profile).train.selection
    shown[f"dev_{chosen_by}"] = scores["dev"][chosen_by]
    with replacing(FOLDER) as fresh:
        write_curves(fresh / "curves.csv", read_json(evaluated / "history.json"))
        group = heatmap.of_models(run.name, {run.method: evaluated}, known["classes"])
        write_text(fresh / "attention.html", heatmap.page(group))
    write_json(Path("reports/metrics.json"), {name: round(value, 4) for name, value in shown.items()})


def selected(settings: params.Params, pair: bool) -> runs.Run:
    """The run of the top keys; the unlabeled texts of a pair task are half of its training split."""
    changes = {"unlabeled": settings.unlabeled}
    if pair and settings.unlabeled:
        changes["labeled"] = "half"
    return runs.Run(
        settings.dataset, settings.encoder, settings.attention, settings.method, runs.variant(changes),
        settings.seed,
    )  # fmt: skip


def compute(item: artifacts.Item, settings: params.Params) -> Path:
    """The item's folder in the store."""
    ((_, fingerprint),) = execution.ensure([item], settings.execution.jobs, item.task.split(".")[1])
    return artifacts.store() / fingerprint


def write_curves(path: Path, history: list[dict[str, float]]) -> None:
    """Loss and dev scores by epoch, for DVC's plots."""
    with open(path, "w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(history[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(history)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
