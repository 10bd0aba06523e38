"""The one run that the keys at the top of params.yaml select: trained, scored, and shown.

It goes through the item store, so what the pipeline's stages have computed is taken from there. What the run
does not need is not computed: no other corpus, no pool, no word pieces for a recurrent encoder.
"""

import json
from dataclasses import replace
from pathlib import Path

from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.user import data as user_data
from steady_attention.report import experiment
from steady_attention.report.page import heatmap
from steady_attention.run import (
    beforehand,
    effective,
    execution,
    grid,
    hparams,
    items,
    plan,
    prepared,
    processed,
    runs,
    stage,
    text_items,
)
from steady_attention.settings import params
from steady_attention.store import artifacts
from steady_attention.store.files import read_json, replacing, write_json, write_text
from steady_attention.store.messages import one_of
from steady_attention.text import remarks

TRAIN, EVALUATE = "steady_attention.training.task", "steady_attention.evaluation.task"
FOLDER = Path("reports/experiment")


def main(arguments: stage.Arguments) -> None:
    """Train and evaluate the run; write reports/metrics.json, the training curves and the attention page."""
    settings = params.load(arguments.profile)
    effective.check(settings, arguments.profile)
    attending = [
        name for name in settings.methods if name != settings.scorer
    ]  # base has no attention to show
    one_of("params.yaml `method`", settings.method, attending)
    one_of("params.yaml `attention`", settings.attention, ("additive", "dot"))
    labeled = settings.labeled(arguments.profile)
    one_of(f"params.yaml `dataset` (profile {arguments.profile})", settings.dataset, labeled)
    if settings.encoder == items.BERT:
        beforehand.check_bert(settings, arguments.profile, [settings.dataset])
    else:
        beforehand.check_vectors(settings, arguments.profile)
    corpus = processed.corpora(settings, arguments.profile, [settings.dataset])[settings.dataset]
    run = selected(settings, text_items.is_pair(corpus))
    is_own = settings.dataset in settings.corpora
    for line in remarks.warnings(settings.dataset, corpus, f"{user_data.FOLDER}/" if is_own else ""):
        print(line, flush=True)
    print(effective.told(settings, arguments.profile, run), flush=True)
    data = prepared.of_run(settings, arguments.profile, run, corpus, checkpoints.CHECKPOINTS)
    if run.encoder != items.BERT:
        print(remarks.coverage(settings.dataset, data.vectors), flush=True)
    trained = train(settings, arguments.profile, run, data)
    planned = grid.Planned(run, ("stability",))
    profile = settings.at(arguments.profile)
    how, device = params.plain(profile.evaluate), settings.execution.device
    evaluated = compute(items.evaluate(EVALUATE, data, planned, how, trained, None, device), settings)
    shown = experiment.few(read_json(evaluated / "scores.json"), profile, run.encoder)
    with replacing(FOLDER) as fresh:
        write_text(fresh / "curves.csv", experiment.curves(read_json(evaluated / "history.json")))
        statistics = json.loads(remarks.with_coverage(corpus, data.vectors))
        write_json(fresh / "corpus.json", statistics)
        group = heatmap.of_models(run.name, {run.method: evaluated}, statistics["classes"])
        write_text(fresh / "attention.html", heatmap.page(group))
    write_json(Path("reports/metrics.json"), shown)


def selected(settings: params.Params, pair: bool) -> runs.Run:
    """The run of the top keys; the unlabeled texts of a pair task are half of its training split."""
    changes = {"unlabeled": settings.unlabeled}
    if pair and settings.unlabeled:
        changes["labeled"] = "half"
    return runs.Run(
        settings.dataset,
        settings.encoder,
        settings.attention,
        settings.method,
        runs.variant(changes),
        settings.seed,
    )


def train(settings: params.Params, profile: str, run: runs.Run, data: items.Data) -> Path:
    """The trained run's folder in the store; the vanilla run that its method begins from is trained first."""
    vanilla = None
    if run.method in settings.from_vanilla:
        begun = run.vanilla()
        drawn = data.unlabeled if runs.draw(begun) else None
        vanilla = train(replace(settings, hparams={}), profile, begun, replace(data, unlabeled=drawn))
    sections = plan.training(settings, profile, run, hparams.at_hand(settings, profile, run))
    return compute(items.train(TRAIN, data, run, sections, vanilla, settings.execution.device), settings)


def compute(item: artifacts.Item, settings: params.Params) -> Path:
    """The item's folder in the store."""
    ((_, fingerprint),) = execution.ensure([item], settings.execution, item.task.split(".")[1])
    return artifacts.store() / fingerprint


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
