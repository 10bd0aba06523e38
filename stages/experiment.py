"""The one run that the keys at the top of params.yaml select: trained, scored, and shown beside vanilla.

It goes through the item store, so what the pipeline's stages have computed is taken from there. What the run
does not need is not computed: no other corpus, no pool, no word pieces for a recurrent encoder.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.user import data as user_data
from steady_attention.report import experiment as report
from steady_attention.report.page import heatmap
from steady_attention.run import (
    beforehand,
    effective,
    experiment,
    items,
    prepared,
    processed,
    runs,
    stage,
    text_items,
)
from steady_attention.settings import params
from steady_attention.settings.suites import AUTO, BERT, PIECED
from steady_attention.store.files import read_json, replacing, write_json, write_text
from steady_attention.store.messages import one_of
from steady_attention.text import remarks

FOLDER = Path("reports/experiment")


def main(arguments: stage.Arguments) -> None:
    """Train and evaluate the run, and vanilla beside it; write reports/metrics.json and FOLDER."""
    settings = params.load(arguments.profile)
    effective.check(settings, arguments.profile)
    attending = [name for name in settings.methods if name != settings.scorer]  # base has none to show
    one_of("params.yaml `method`", settings.method, attending)
    one_of("params.yaml `attention`", settings.attention, ("additive", "dot"))
    labeled = settings.labeled(arguments.profile)
    one_of(f"params.yaml `dataset` (profile {arguments.profile})", settings.dataset, labeled)
    if settings.encoder == BERT:
        beforehand.check_bert(settings, arguments.profile, [settings.dataset])
    elif settings.encoder != AUTO:
        beforehand.check_vectors(settings, arguments.profile)
    corpus = processed.corpora(settings, arguments.profile, [settings.dataset])[settings.dataset]
    run = experiment.selected(settings, text_items.is_pair(corpus))
    is_own = settings.dataset in settings.corpora
    for line in remarks.warnings(settings.dataset, corpus, f"{user_data.FOLDER}/" if is_own else ""):
        print(line, flush=True)
    print(effective.listing(settings, arguments.profile, run), flush=True)
    data = prepared.of_run(settings, arguments.profile, run, corpus, checkpoints.CHECKPOINTS)
    if run.encoder not in PIECED:
        print(remarks.coverage(settings.dataset, data.vectors), flush=True)
    both = experiment.evaluated(settings, arguments.profile, run, data)
    scores = {method: read_json(folder / "scores.json") for method, folder in both.items()}
    histories = {method: read_json(folder / "history.json") for method, folder in both.items()}
    outcome = told(settings, arguments.profile, run, data, scores)
    statistics = json.loads(remarks.with_coverage(corpus, data.vectors))
    chosen = {method: of_method["best_epoch"] for method, of_method in scores.items()}
    group = heatmap.of_models(f"{' beside '.join([*both][::-1])}: {run.name}", both, statistics["classes"])
    with replacing(FOLDER) as fresh:
        write_text(fresh / "curves.csv", report.curves(histories[run.method]))
        write_text(fresh / "curves.svg", report.drawn(histories, chosen))
        write_json(fresh / "corpus.json", statistics)
        write_text(fresh / "attention.html", heatmap.page(group))
        write_text(fresh / "outcome.txt", outcome.text())
    write_json(Path("reports/metrics.json"), outcome.metrics())
    print(f"\n{outcome.text()}This text, heat maps and curves: {FOLDER}/", flush=True)


def told(
    settings: params.Params,
    profile: str,
    run: runs.Run,
    data: items.Data,
    scores: Mapping[str, Mapping[str, Any]],
) -> report.Outcome:
    """What is said of the run, by the scores of the evaluated runs."""
    of_profile, vanilla = settings.at(profile), run.vanilla()
    shown = {method: report.few(own, of_profile, run.encoder) for method, own in scores.items()}
    place = {"profile": profile} | run.arguments()
    covered = "" if run.encoder in PIECED else remarks.coverage(of_profile.vectors, data.vectors)
    return report.Outcome(
        run.method,
        {key: value for key, value in place.items() if key not in ("method", "variant")} | dict(run.variant),
        effective.taken(settings, profile, run),
        covered,
        scores[run.method] | {"selection": of_profile.train_of(run.encoder).selection},
        shown[run.method],
        None if run == vanilla else shown[vanilla.method],
    )


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
