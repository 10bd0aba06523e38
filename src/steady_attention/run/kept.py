"""What git keeps of evaluated runs: all but the files that are large and that figures show of few runs."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from steady_attention.run.runs import Run

ERASER = "eraser.jsonl"  # predictions for ERASER's own scorer
SHOWN = ("examples.json", "perturbed.json")  # texts that heat maps show
SEEDS = 2  # the smallest ones of a place, whose texts git keeps: figures show no more


def left_out(runs: Iterable[Run]) -> Callable[[str, str], bool]:
    """Whether a file of a run, by their names, is left out of the archive of these runs."""
    shown = with_texts(runs)
    return lambda run, file: file == ERASER or (file in SHOWN and run not in shown)


def with_texts(runs: Iterable[Run]) -> set[str]:
    """The names of the runs that have one of the SEEDS smallest seeds of those that differ in the seed
    alone.
    """
    places: dict[Run, list[Run]] = defaultdict(list)
    for run in runs:
        places[replace(run, seed=0)].append(run)
    ranked = (sorted(own, key=lambda run: run.seed) for own in places.values())
    return {run.name for own in ranked for run in own[:SEEDS]}
