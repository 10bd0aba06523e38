"""Which word vectors a profile should take: vanilla with each of some, several seeds, by its dev split alone.

PYTHONPATH=src python -m benchmarks.vectors_on_dev --profile small --dataset sst

Vectors, and with them the width of the embedding, differ; all else is as the profile has it. Runs go into the
item store, so those of the profile's grid are not trained again. Writes benchmarks/vectors_on_dev.md.
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.vectors import sources
from steady_attention.metrics.card import PERCENT, PLAIN
from steady_attention.report.tables.cell import Cell
from steady_attention.run import execution, items, plan, prepared, processed
from steady_attention.run.runs import Run
from steady_attention.settings import params
from steady_attention.store import artifacts
from steady_attention.store.files import read_json, write_text

TRAIN = "steady_attention.training.task"
PAGE = Path("benchmarks/vectors_on_dev.md")
TRIED = ("word2vec_googlenews", "glove_6b_50d_part", "glove_6b_100d_part")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--profile", default="small")
    parser.add_argument("--dataset", default="sst")
    parser.add_argument("--vectors", nargs="+", default=list(TRIED), help="names as `vectors` of a profile")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    given = parser.parse_args()
    settings = params.load(given.profile)
    rows = [
        (name, *tried(with_vectors(settings, given.profile, name), given.profile, given.dataset, given.seeds))
        for name in given.vectors
    ]
    write_text(PAGE, page(f"{given.dataset}, vanilla, profile {given.profile}", rows))
    print(PAGE.read_text(encoding="utf-8"))


def with_vectors(settings: params.Params, profile: str, name: str) -> params.Params:
    """The settings with other vectors, and with the embedding as wide as they are."""
    own = settings.profiles[profile]
    own = replace(own, vectors=name, model=replace(own.model, embedding=sources.get(name).width))
    return replace(settings, profiles=settings.profiles | {profile: own})


def tried(
    settings: params.Params, profile: str, dataset: str, seeds: Sequence[int]
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The vectors' coverage, and of every seed the record of the epoch that dev chose."""
    corpus = processed.corpora(settings, profile, [dataset])[dataset]
    runs = [Run(dataset, "bilstm", "additive", "vanilla", (), seed) for seed in seeds]
    data = prepared.of_run(settings, profile, runs[0], corpus, checkpoints.CHECKPOINTS)
    wanted = [
        items.train(TRAIN, data, run, plan.training(settings, profile, run), None, settings.execution.device)
        for run in runs
    ]
    done = execution.ensure(wanted, settings.execution, f"train with {settings.at(profile).vectors}")
    chosen = []
    for _, fingerprint in done:
        folder = artifacts.store() / fingerprint
        history, best = read_json(folder / "history.json"), read_json(folder / "run.json")["best_epoch"]
        chosen += [record for record in history if record["epoch"] == best]
    return read_json(data.vectors / "statistics.json"), chosen


def page(title: str, rows: Sequence[tuple[str, dict[str, Any], list[dict[str, Any]]]]) -> str:
    """The table, and how to read it."""
    lines = []
    for name, known, chosen in rows:
        f1, pearson = ([record[key] for record in chosen] for key in ("dev_f1", "dev_pearson"))
        cells = Cell(f1, len(f1), PERCENT).ours, Cell(pearson, len(pearson), PLAIN).ours
        covered = f"{100 * known['found'] / known['vocabulary']:.1f}"
        tokens = f"{100 * known['tokens_found'] / known['tokens']:.1f}"
        lines.append(" | ".join(("", name, covered, tokens, *cells, "")).strip())
    return "\n".join(
        (
            "# Which vectors, by dev\n",
            f"{title}. Mean ± sample standard deviation over seeds (how many), at the epoch that dev chose.",
            "The test split has no part in it. Written by `python -m benchmarks.vectors_on_dev`.\n",
            "| vectors | of the words [%] | of the training tokens [%] | dev F1 [%] | dev Pearson |",
            "| --- | --- | --- | --- | --- |",
            *lines,
            "",
        )
    )


if __name__ == "__main__":
    main()
