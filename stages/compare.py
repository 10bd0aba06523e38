"""All methods on corpora of your own, in one table and one page: reports/compare/<corpora>/.

What is run says conf/compare.yaml: methods, seeds, measures. Models, training and the methods' values are
those of the profile. Each run is an item of the store: what is there is taken, and an interrupted comparison
goes on where it stopped. No stage of DVC runs it: `make compare DATASET=mine` does.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import mean

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.user import data as user_data
from steady_attention.report.comparison import page, tables
from steady_attention.report.tables import cross, cross_own
from steady_attention.results import collect, comparison, scores, statistics
from steady_attention.run import beforehand, effective, stage
from steady_attention.run import comparison as compared
from steady_attention.settings import params
from steady_attention.store import artifacts
from steady_attention.store.files import check_replaceable, read_json, replacing, write_text
from steady_attention.store.sections import LARGEST
from steady_attention.text import remarks

TRAIN, EVALUATE = "steady_attention.training.task", "steady_attention.evaluation.task"
FOLDER = Path("reports/compare")
CORPORA = "corpora, by their names in params.yaml or in the profile; none: all of your own"
METHODS = "methods of conf/compare.yaml, and what they stand on; none: all of them"
SEEDS = "none: those of conf/compare.yaml"


def _seed(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) > LARGEST:
        raise argparse.ArgumentTypeError(f"expected a whole number from 0, got {text!r}")
    return int(text)


OPTIONS = {
    "dataset": {"nargs": "*", "default": [], "help": CORPORA},
    "methods": {"nargs": "*", "help": METHODS},
    "seeds": {"nargs": "*", "type": _seed, "help": SEEDS},
}


def main(arguments: stage.Arguments) -> None:
    """Train and evaluate what is asked for; write the table, the page, and their numbers."""
    name, given = arguments.profile, params.load(arguments.profile)
    effective.check(given, name)
    asked = compared.Asked(arguments.dataset, arguments.methods or None, arguments.seeds or None)
    families = compared.of_corpora(given, name, asked.corpora)
    folder = FOLDER / "+".join(families)
    check_replaceable(folder)
    settings = compared.derived(given, name, asked)
    wanted = compared.planned(settings, name)
    beforehand.check_vectors(settings, name)
    datasets = [one for some in families.values() for one in some]
    print(
        f"compare: {len(wanted)} runs on {', '.join(families)}, profile {name}", file=sys.stderr, flush=True
    )
    data = compared.texts(settings, name, datasets, checkpoints.CHECKPOINTS)
    of_corpora = {dataset: one for (dataset, _), one in data.items()}
    for dataset, one in of_corpora.items():
        own = f"{user_data.FOLDER}/" if dataset in given.corpora else ""
        for line in [*remarks.warnings(dataset, one.corpus, own), remarks.coverage(dataset, one.vectors)]:
            print(line, file=sys.stderr, flush=True)
    trained = compared.trained(settings, TRAIN, wanted, data)
    evaluated = compared.evaluated(settings, name, EVALUATE, wanted, data, trained)
    seconds = {
        run: {
            "train": artifacts.record(trained[run]).get("seconds", float("nan")),
            "evaluate": artifacts.record(evaluated[run]).get("seconds", float("nan")),
        }
        for run in evaluated
    }
    with replacing(folder) as fresh:
        compared.pack(fresh / "evaluation", evaluated)
        known = {dataset: _told(one.corpus, one.vectors) for dataset, one in of_corpora.items()}
        table = collect.collect({compared.SUITE: list(evaluated)}, fresh / "evaluation", known)
        write_text(fresh / "scores.csv", scores.to_csv(table))
        found = comparison.numbers(scores.of_all(table), families, cross.MEASURES, list(settings.methods))
        costs = comparison.costs(seconds, families, list(settings.methods))
        write_text(fresh / "compare.csv", found.to_csv(index=False, lineterminator="\n"))
        write_text(fresh / "costs.csv", costs.to_csv(index=False, lineterminator="\n"))
        largest = {corpus: _largest([known[one] for one in some]) for corpus, some in families.items()}
        notices = tables.unlearned(found, largest)
        for line in notices:
            print(f"compare: {line}", file=sys.stderr, flush=True)
        facts = _facts(name, settings, families, known, wanted)
        title = f"Methods compared on {', '.join(families)}"
        write_text(fresh / "compare.md", page.markdown(title, facts, found, costs, notices))
        links = ("compare.md", "compare.csv", "costs.csv", "scores.csv", "cross.md")
        crossed = cross_own.tables(scores.of_all(table), known)
        write_text(fresh / "cross.md", "\n".join(one.markdown() for one in crossed))
        write_text(fresh / "index.html", page.page(title, facts, found, costs, links, notices))
    print(f"compare: open {folder}/index.html", file=sys.stderr, flush=True)


def _told(corpus: Path, vectors: Path) -> dict:
    """A corpus's statistics, with the coverage by its vectors."""
    return read_json(corpus / "statistics.json") | {"vectors": read_json(vectors / "statistics.json")}


def _largest(statistics: Sequence[dict]) -> float:
    """The share of test texts of the class that has most of them, the mean over a corpus's folds."""
    counts = [list(one["splits"]["test"]["labels"].values()) for one in statistics]
    return mean(max(one) / sum(one) for one in counts)


def _facts(name: str, settings: params.Params, families: dict, known: dict, wanted: list) -> dict[str, str]:
    """What was run, for the head of the page."""
    profile, seeds = settings.at(name), sorted({one.run.seed for one, _ in wanted})
    files = f"conf/{name}/settings.yaml and conf/methods.yaml"
    facts = {
        "Profile": f"{name}: its model, training and values of methods ({files})",
        "Word vectors": profile.vectors,
        "Seeds": ", ".join(map(str, seeds)),
        "Epoch": f"the best dev {profile.selection}",
    }
    for corpus, datasets in families.items():
        folds = f"{len(datasets)} folds; the first: " if len(datasets) > 1 else ""
        facts[f"Corpus {corpus}"] = folds + statistics.told(known[datasets[0]])
    return facts


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", options=OPTIONS)
