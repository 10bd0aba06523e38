"""What BERT's pretrained weights give: the same runs from the checkpoint and from random weights.

PYTHONPATH=src python -m benchmarks.pretrained --profile small --dataset emotion

The profile is preprocessed already (dvc repro select_unlabeled grid). Sizes, vocabulary, texts, training and
seeds are the same; the weights alone differ. Runs go into the item store, so those of the profile's grid are
not trained again. Writes benchmarks/pretrained.md.
"""

import argparse
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from steady_attention.pipeline import artifacts, execution, grid, items, params
from steady_attention.pipeline.artifacts import Item
from steady_attention.pipeline.files import read_json, write_json, write_text
from steady_attention.pipeline.runs import Run
from steady_attention.report.tables.cell import PERCENT, Cell

TRAIN, EVALUATE = "steady_attention.training.task", "steady_attention.evaluation.task"
PAGE = Path("benchmarks/pretrained.md")
UNTRAINED = Path("data/work/bert_without_weights")
Scores = Mapping[str, Mapping[str, Sequence[float]]]  # of each start: dev and test F1 by seed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--profile", default="small", help="one whose section bert names a checkpoint")
    parser.add_argument("--dataset", default="emotion")
    parser.add_argument("--method", default="vanilla", help="one that begins from no other run")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    given = parser.parse_args()
    settings = params.load()
    runs = [Run(given.dataset, items.BERT, "additive", given.method, (), seed) for seed in given.seeds]
    trained = [item(settings, given.profile, run) for run in runs]
    untrained = [from_random(one) for one in trained]
    scored = {
        "the checkpoint": scores(settings, given.profile, runs, trained),
        "random weights": scores(settings, given.profile, runs, untrained),
    }
    checkpoint = settings.at(given.profile).bert.checkpoint
    write_text(PAGE, page(f"{given.dataset}, {given.method}, {checkpoint}", scored))
    print(PAGE.read_text(encoding="utf-8"))


def item(settings: params.Params, profile: str, run: Run) -> Item:
    """The run as the stage `train` has it."""
    sections = grid.training(settings, profile, run)
    return items.train(TRAIN, profile, run, sections, None, settings.execution.device)


def from_random(trained: Item) -> Item:
    """The same run where the folder of BERT holds no weights, so that it begins with random ones.

    The folder's item.json states what is left, so that the two runs have fingerprints of their own. Raises
    UserError where the profile's BERT is not preprocessed.
    """
    known = artifacts.described(trained.inputs[items.BERT])
    shutil.rmtree(UNTRAINED, ignore_errors=True)
    without = shutil.ignore_patterns("*.safetensors", "item.json")
    shutil.copytree(trained.inputs[items.BERT], UNTRAINED, ignore=without)
    write_json(UNTRAINED / "item.json", known | {"content": artifacts.content_of(UNTRAINED)})
    return replace(trained, inputs={**trained.inputs, items.BERT: UNTRAINED})


def scores(
    settings: params.Params, profile: str, runs: Sequence[Run], trained: Sequence[Item]
) -> dict[str, list[float]]:
    """dev and test F1 of the best epoch on dev, by seed."""
    done = execution.ensure(trained, settings.execution, "train")
    places = [artifacts.store() / fingerprint for _, fingerprint in done]
    wanted = [
        items.evaluate(EVALUATE, profile, grid.Planned(run, ()), {}, folder, None, settings.execution.device)
        for run, folder in zip(runs, places, strict=True)
    ]
    evaluated = execution.ensure(wanted, settings.execution, "evaluate")
    files = [read_json(artifacts.store() / fingerprint / "scores.json") for _, fingerprint in evaluated]
    return {split: [file[split]["f1"] for file in files] for split in ("dev", "test")}


def page(title: str, scored: Scores) -> str:
    """The table, and how to read it."""
    rows = [
        f"| {start} | " + " | ".join(Cell(by[split], len(by[split]), PERCENT).ours for split in by) + " |"
        for start, by in scored.items()
    ]
    head = (
        f"# What pretrained weights give\n\n{title}. F1 in per cent: mean ± sample standard deviation over "
        "seeds (how many). Written by `python -m benchmarks.pretrained`.\n\n"
    )
    return head + "\n".join(["| it begins with | dev | test |", "| --- | --- | --- |", *rows]) + "\n"


if __name__ == "__main__":
    main()
