"""The one run that the keys at the top of params.yaml select: trained, scored, and shown beside vanilla.

It goes through the item store, so what the pipeline's stages have computed is taken from there. What the run
does not need is not computed: no other corpus, no pool, no word pieces for a recurrent encoder.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

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
from steady_attention.settings.suites import AUTO, BERT, PIECED
from steady_attention.store import artifacts
from steady_attention.store.files import read_json, replacing, write_json, write_text
from steady_attention.store.messages import one_of
from steady_attention.text import remarks

TRAIN, EVALUATE = "steady_attention.training.task", "steady_attention.evaluation.task"
FOLDER = Path("reports/experiment")


def main(arguments: stage.Arguments) -> None:
    """Train and evaluate the run, and vanilla beside it; write reports/metrics.json and FOLDER."""
    settings = params.load(arguments.profile)
    effective.check(settings, arguments.profile)
    attending = [
        name for name in settings.methods if name != settings.scorer
    ]  # base has no attention to show
    one_of("params.yaml `method`", settings.method, attending)
    one_of("params.yaml `attention`", settings.attention, ("additive", "dot"))
    labeled = settings.labeled(arguments.profile)
    one_of(f"params.yaml `dataset` (profile {arguments.profile})", settings.dataset, labeled)
    if settings.encoder == BERT:
        beforehand.check_bert(settings, arguments.profile, [settings.dataset])
    elif settings.encoder != AUTO:
        beforehand.check_vectors(settings, arguments.profile)
    corpus = processed.corpora(settings, arguments.profile, [settings.dataset])[settings.dataset]
    run = selected(settings, text_items.is_pair(corpus))
    is_own = settings.dataset in settings.corpora
    for line in remarks.warnings(settings.dataset, corpus, f"{user_data.FOLDER}/" if is_own else ""):
        print(line, flush=True)
    print(effective.told(settings, arguments.profile, run), flush=True)
    data = prepared.of_run(settings, arguments.profile, run, corpus, checkpoints.CHECKPOINTS)
    if run.encoder not in PIECED:
        print(remarks.coverage(settings.dataset, data.vectors), flush=True)
    both = evaluated(settings, arguments.profile, run, data)
    scores = {method: read_json(folder / "scores.json") for method, folder in both.items()}
    histories = {method: read_json(folder / "history.json") for method, folder in both.items()}
    outcome = told(settings, arguments.profile, run, data, scores)
    statistics = json.loads(remarks.with_coverage(corpus, data.vectors))
    chosen = {method: of_method["best_epoch"] for method, of_method in scores.items()}
    group = heatmap.of_models(f"{' beside '.join([*both][::-1])}: {run.name}", both, statistics["classes"])
    with replacing(FOLDER) as fresh:
        write_text(fresh / "curves.csv", experiment.curves(histories[run.method]))
        write_text(fresh / "curves.svg", experiment.drawn(histories, chosen))
        write_json(fresh / "corpus.json", statistics)
        write_text(fresh / "attention.html", heatmap.page(group))
        write_text(fresh / "outcome.txt", outcome.text())
    write_json(Path("reports/metrics.json"), outcome.metrics())
    print(f"\n{outcome.text()}This text, heat maps and curves: {FOLDER}/", flush=True)


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


def evaluated(settings: params.Params, profile: str, run: runs.Run, data: items.Data) -> dict[str, Path]:
    """The evaluated runs by method: the run, and before it the vanilla run with the same data, encoder, seed
    and set-up, with which it is compared.
    """
    how, device = asdict(settings.at(profile).evaluate), settings.execution.device
    found = {}
    for one in dict.fromkeys((run.vanilla(), run)):
        own, changed = of_run(settings, run, one, data)
        item = items.evaluate(
            EVALUATE,
            own,
            grid.Planned(one, ("stability",)),
            how,
            train(changed, profile, one, own),
            None,
            device,
        )
        found[one.method] = compute(item, settings)
    return found


def of_run(
    settings: params.Params, run: runs.Run, one: runs.Run, data: items.Data
) -> tuple[items.Data, params.Params]:
    """The data and the settings of a run, of those of the run at hand: vanilla takes no unlabeled texts where
    its name says so, and has none of the run's hparams.
    """
    if one == run:
        return data, settings
    drawn = data.unlabeled if runs.draw(one) else None
    return replace(data, unlabeled=drawn), replace(settings, hparams={})


def train(settings: params.Params, profile: str, run: runs.Run, data: items.Data) -> Path:
    """The trained run's folder in the store; the vanilla run that its method begins from is trained first."""
    vanilla = None
    if run.method in settings.from_vanilla:
        own, changed = of_run(settings, run, run.vanilla(), data)
        vanilla = train(changed, profile, run.vanilla(), own)
    sections = plan.training(settings, profile, run, hparams.at_hand(settings, profile, run))
    return compute(items.train(TRAIN, data, run, sections, vanilla, settings.execution.device), settings)


def told(
    settings: params.Params,
    profile: str,
    run: runs.Run,
    data: items.Data,
    scores: Mapping[str, Mapping[str, Any]],
) -> experiment.Outcome:
    """What is said of the run, by the scores of the evaluated runs."""
    of_profile, vanilla = settings.at(profile), run.vanilla()
    shown = {method: experiment.few(own, of_profile, run.encoder) for method, own in scores.items()}
    place = {"profile": profile} | run.arguments()
    covered = "" if run.encoder in PIECED else remarks.coverage(of_profile.vectors, data.vectors)
    return experiment.Outcome(
        run.method,
        {key: value for key, value in place.items() if key not in ("method", "variant")} | dict(run.variant),
        effective.taken(settings, profile, run),
        covered,
        scores[run.method] | {"selection": of_profile.train_of(run.encoder).selection},
        shown[run.method],
        None if run == vanilla else shown[vanilla.method],
    )


def compute(item: artifacts.Item, settings: params.Params) -> Path:
    """The item's folder in the store."""
    ((_, fingerprint),) = execution.ensure([item], settings.execution, item.task.split(".")[1])
    return artifacts.store() / fingerprint


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
