"""All methods on corpora of your own, in one table and one page: reports/compare/<corpora>/.

What is run says conf/compare.yaml: methods, seeds, measures. Models, training and the methods' values are
those of the profile. Each run is an item of the store: what is there is taken, and an interrupted comparison
goes on where it stopped. No stage of DVC runs it: `make compare DATASET=mine` does.
"""

import argparse
import sys
from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.user import data as user_data
from steady_attention.report.comparison import written
from steady_attention.results import collect
from steady_attention.run import beforehand, comparison, effective, stage
from steady_attention.settings import params
from steady_attention.store.files import check_replaceable, replacing
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
    asked = comparison.Asked(arguments.dataset, arguments.methods or None, arguments.seeds or None)
    families = comparison.of_corpora(given, name, asked.corpora)
    folder = FOLDER / "+".join(families)
    check_replaceable(folder)
    settings = comparison.derived(given, name, asked)
    wanted = comparison.planned(settings, name)
    beforehand.check_vectors(settings, name)
    _say(f"compare: {len(wanted)} runs on {', '.join(families)}, profile {name}")
    datasets = [dataset for some in families.values() for dataset in some]
    data = comparison.texts(settings, name, datasets, checkpoints.CHECKPOINTS)
    texts = {dataset: one for (dataset, _), one in data.items()}
    for dataset, one in texts.items():
        own = f"{user_data.FOLDER}/" if dataset in given.corpora else ""
        _say(*remarks.warnings(dataset, one.corpus, own), remarks.coverage(dataset, one.vectors))
    computed = comparison.computed(settings, name, (TRAIN, EVALUATE), wanted, data)
    counts = {dataset: written.counted(one.corpus, one.vectors) for dataset, one in texts.items()}
    facts = written.facts(name, settings, [one.run.seed for one, _ in wanted], families, counts)
    with replacing(folder) as fresh:
        comparison.pack(fresh / "evaluation", computed.evaluated)
        runs = {comparison.SUITE: list(computed.evaluated)}
        table = collect.collect(runs, fresh / "evaluation", counts)
        compared = written.Compared(list(settings.methods), families, counts, facts)
        notices = written.write(fresh, compared, table, computed.seconds)
    _say(*(f"compare: {line}" for line in notices), f"compare: open {folder}/{written.PAGE}")


def _say(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", options=OPTIONS)
