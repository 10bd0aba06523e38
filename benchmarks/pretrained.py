"""What BERT's pretrained weights give: the same runs from them and from random weights of the same sizes.

PYTHONPATH=src python -m benchmarks.pretrained --profile small --dataset emotion

The profile is preprocessed already (dvc repro select_unlabeled grid). Compared are the checkpoint that it
names and, where the stage `pretrain` has trained one, its own BERT. Vocabulary, texts, training and seeds are
the same; the weights alone differ. Runs go into the item store, so those of the profile's grid are not
trained again. Writes benchmarks/pretrained.md.
"""

import argparse
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean

from steady_attention.metrics.card import PERCENT
from steady_attention.report.tables.cell import Cell
from steady_attention.run import bert_items, execution, grid, items, plan
from steady_attention.run.runs import Run
from steady_attention.settings import params, suites
from steady_attention.store import artifacts, folders
from steady_attention.store.artifacts import Item
from steady_attention.store.files import read_json, write_json, write_text

TRAIN, EVALUATE = "steady_attention.training.task", "steady_attention.evaluation.task"
BERT, PIECES = "steady_attention.text.bert", "steady_attention.text.pieces"
PAGE = Path("benchmarks/pretrained.md")
UNTRAINED = Path("data/work/bert_without_weights")
SPLITS = ("dev", "test")
Scores = Mapping[str, Sequence[float]]  # of each split: F1 by seed


@dataclass(frozen=True)
class Start:
    """What a run begins with: the folder of its BERT, that of the texts' pieces, and the learning rates that
    are tried.
    """

    name: str
    bert: Path
    pieces: Path
    rates: tuple[float, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--profile", default="small", help="one whose section bert names a checkpoint")
    parser.add_argument("--dataset", default="emotion")
    parser.add_argument("--method", default="vanilla", help="one that begins from no other run")
    parser.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
    words = (
        "learning rates of the profile's own BERT, which is of another size: dev chooses one for each start"
    )
    parser.add_argument("--rates", type=float, nargs="+", default=[5e-5, 1.5e-4, 5e-4], help=words)
    given = parser.parse_args()
    settings = params.load(given.profile)
    runs = [Run(given.dataset, suites.BERT, "additive", given.method, (), seed) for seed in given.seeds]
    rows = []
    for start in starts(settings, given.profile, given.dataset, given.rates):
        tried = {rate: scores(settings, given.profile, runs, start, rate) for rate in start.rates}
        rate = max(tried, key=lambda rate: mean(tried[rate]["dev"]))
        rows.append((start.name, rate, tried[rate]))
    title = f"{given.dataset}, {given.method}, profile {given.profile}"
    write_text(PAGE, page(title, rows, given.rates))
    print(PAGE.read_text(encoding="utf-8"))


def starts(settings: params.Params, profile: str, dataset: str, rates: Sequence[float]) -> list[Start]:
    """The profile's checkpoint and its own BERT, each with its weights and without."""
    bert, processed = settings.at(profile).bert, folders.processed(profile)
    pieces = processed / f"{dataset}-pieces"
    found = [Start(str(bert.checkpoint), processed / suites.BERT, pieces, (bert.train.learning_rate,))]
    own = folders.pretrained(profile) / suites.BERT
    if own.is_dir():
        limit = min(bert.limit, read_json(own / "config.json")["max_position_embeddings"])
        found.append(Start("pretrained here", *built(settings, own, dataset, processed, limit), tuple(rates)))
    return [
        each
        for number, one in enumerate(found)
        for each in (
            one,
            replace(one, name="random weights of its sizes", bert=without_weights(one.bert, number)),
        )
    ]


def built(settings: params.Params, own: Path, dataset: str, processed: Path, limit: int) -> tuple[Path, Path]:
    """The BERT of a folder and the pieces of the data set's words, as preprocessing has them."""
    bert = Item(
        "bert", BERT, {"checkpoint": "pretrained here", "limit": limit}, {"raw": own}, how={"where": "bert"}
    )
    folder = one_of(settings, bert)
    return folder, one_of(settings, bert_items.pieces(PIECES, dataset, processed / dataset, limit, folder))


def one_of(settings: params.Params, item: Item) -> Path:
    """The folder of an item, computed where it is not there."""
    return artifacts.folders(execution.ensure([item], settings.execution, item.name))[item.name]


def without_weights(bert: Path, number: int) -> Path:
    """A copy of the folder of a BERT that holds no weights, so that a run begins with random ones.

    Its item.json states what is left, so that the two runs have fingerprints of their own. Raises UserError
    where the BERT is not preprocessed.
    """
    known, copy = artifacts.described(bert), UNTRAINED.with_name(f"{UNTRAINED.name}{number}")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(bert, copy, ignore=shutil.ignore_patterns("*.safetensors", "item.json"))
    write_json(copy / "item.json", known | {"content": artifacts.content_of(copy)})
    return copy


def scores(
    settings: params.Params, profile: str, runs: Sequence[Run], start: Start, rate: float
) -> dict[str, list[float]]:
    """dev and test F1 of the best epoch on dev, by seed."""
    device = settings.execution.device
    trained = [item(settings, profile, run, start, rate) for run in runs]
    done = execution.ensure(trained, settings.execution, f"train, {start.name}")
    wanted = []
    for run, (_, fingerprint) in zip(runs, done, strict=True):
        folder = artifacts.store() / fingerprint
        data = data_of(profile, run, start)
        wanted.append(items.evaluate(EVALUATE, data, grid.Planned(run, ()), {}, folder, None, device))
    evaluated = execution.ensure(wanted, settings.execution, f"evaluate, {start.name}")
    files = [read_json(artifacts.store() / fingerprint / "scores.json") for _, fingerprint in evaluated]
    return {split: [file[split]["f1"] for file in files] for split in SPLITS}


def item(settings: params.Params, profile: str, run: Run, start: Start, rate: float) -> Item:
    """The run as the stage `train` has it, but for what it begins with and the learning rate."""
    sections = plan.training(settings, profile, run)
    sections = sections | {"train": sections["train"] | {"learning_rate": rate}}
    return items.train(TRAIN, data_of(profile, run, start), run, sections, None, settings.execution.device)


def data_of(profile: str, run: Run, start: Start) -> items.Data:
    """What the run is trained on, with the BERT and the pieces that it begins with."""
    return replace(items.data(profile, run), bert=start.bert, pieces=start.pieces)


def page(title: str, rows: Sequence[tuple[str, float, Scores]], rates: Sequence[float]) -> str:
    """The table, and how to read it."""
    lines = [
        f"| {name} | {rate:g} | "
        + " | ".join(Cell(scored[split], len(scored[split]), PERCENT).ours for split in SPLITS)
        + " |"
        for name, rate, scored in rows
    ]
    tried = ", ".join(f"{rate:g}" for rate in rates)
    head = (
        f"# What pretrained weights give\n\n{title}. F1 in per cent: mean ± sample standard deviation over "
        f"seeds (how many). The learning rate of the profile's own BERT is the best on dev of {tried}, for "
        "each row by itself; the checkpoint has the profile's.\n"
        "Written by `python -m benchmarks.pretrained`.\n\n"
    )
    return (
        head
        + "\n".join(["| it begins with | learning rate | dev | test |", "| --- | --- | --- | --- |", *lines])
        + "\n"
    )


if __name__ == "__main__":
    main()
