"""Count what a profile costs: runs, words, core-hours, GPU-hours, disk. Trains nothing.

PYTHONPATH=src python -m benchmarks.cost
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks import cost_disk, cost_parts, cost_rates, cost_work
from benchmarks.cost_page import Costed, distinct, page
from benchmarks.cost_rates import Rates
from steady_attention.run import plan
from steady_attention.settings import params
from steady_attention.settings.sections import Params
from steady_attention.store.errors import UserError

MEASURED = "small"  # the profile whose runs have times of real texts
STEPS, BERT_STEP = (Path(__file__).with_name(name) for name in ("training_step.md", "bert_step.md"))
REPORTS = Path(__file__).parents[1] / "reports" / MEASURED


def measured(settings: Params, reports: Path = REPORTS) -> Rates:
    """The rates of profile `small`, of the texts that its reports count, and of training_step.md. Raises
    UserError where no time is there, and where a corpus with times has no counts.
    """
    planned = plan.plan(MEASURED, settings.at(MEASURED), settings.from_vanilla)
    seconds = cost_rates.recorded(reports / "timings", [one.run for one in planned])
    counts = {name: cost_work.counted(reports / "corpora", name) for name in {run.dataset for run in seconds}}
    known = [cost_work.work(settings, MEASURED, run, counts[run.dataset]) for run in seconds]
    items = cost_rates.of_items(known, seconds)
    if ("vanilla", "bilstm") not in items or ("vanilla", "lstm") not in items:
        raise UserError(
            f"{reports / 'timings'}: no times of vanilla with bilstm and lstm: run profile {MEASURED} first"
        )
    steps = {
        name: ratio
        for name, ratio in cost_rates.of_steps(STEPS.read_text(encoding="utf-8")).items()
        if name not in cost_rates.MEASURED or name == "vanilla"
    }
    return Rates(items, steps, cost_rates.of_bert(BERT_STEP.read_text(encoding="utf-8")))


def costed(settings: Params, profile: str, rates: Rates) -> list[Costed]:
    """Every run of the profile with its seconds and operations."""
    return [
        Costed(one, cost_rates.seconds(one, rates), cost_rates.operations(one), cost_disk.kept(one))
        for one in cost_work.of_profile(settings, profile, settings.from_vanilla)
    ]


def by_suite(settings: Params, profile: str, known: Sequence[Costed]) -> dict[str, list[Costed]]:
    """A suite's runs; one of several suites is in each."""
    of = {one.work.run: one for one in known}
    section = settings.at(profile)
    return {name: [of[run] for run in plan.of_profile(section, name)] for name in section.suites}


def evaluated(timings: Path = REPORTS / "timings") -> float:
    """Seconds of evaluation over those of training, of all runs that have both."""
    total = {"train": 0.0, "evaluate": 0.0}
    for path in sorted(timings.glob("*.json")):
        of_stage = json.loads(path.read_text(encoding="utf-8"))
        train, evaluate = of_stage["train"], of_stage["evaluate"]
        for name in train.keys() & evaluate.keys():
            total["train"] += train[name]["seconds"]
            total["evaluate"] += evaluate[name]["seconds"]
    return total["evaluate"] / total["train"]


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser("python -m benchmarks.cost", description=__doc__.split("\n")[0])
    found.add_argument("--profile", default="paper", help="of conf/ (default: %(default)s)")
    found.add_argument("--write", action="store_true", help="also write benchmarks/cost.md")
    return found


def main(arguments: argparse.Namespace) -> int:
    """Count and print; where asked, write."""
    try:
        settings = params.load_every(Path(__file__).parents[1])
        rates = measured(settings)
        known = costed(settings, arguments.profile, rates)
        disk = cost_disk.by_kind(settings.at(arguments.profile), [one.work for one in distinct(known)])
        suites = by_suite(settings, arguments.profile, known)
        parts = cost_parts.every(settings, arguments.profile, known)
        text = page(arguments.profile, known, suites, disk, rates, evaluated(), parts)
    except UserError as error:
        print(error, file=sys.stderr)
        return 1
    if arguments.write:
        Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
