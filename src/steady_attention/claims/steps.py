"""The next step of a profile by the rule of seeds: of each suite the runs that its open claims ask for, in
words and as blocks of grid.yaml.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from steady_attention.claims import further
from steady_attention.claims.scores import Runs
from steady_attention.printed import SUITES
from steady_attention.results import scores
from steady_attention.settings.sections import Profile

NOTHING = "nothing comes next: no claim is open that a look is left for"


@dataclass(frozen=True)
class Step:
    """A suite's: the runs that come next, each with its seed; blocks of the grid that hold exactly these; and
    how many of its claims have each verdict.
    """

    suite: str
    runs: frozenset[tuple[Runs, int]]
    blocks: Sequence[Mapping[str, Any]]
    verdicts: Counter


def of_profile(
    profile: Profile, table: pd.DataFrame, counterparts: Mapping[str, str], from_vanilla: Iterable[str]
) -> list[Step]:
    """A step a suite of the papers that the profile runs. table: the profile's scores, columns
    results.scores.TABLE; counterparts: as `claims.judged.judged` has them.
    """
    steps = []
    for suite in (suite for suite in SUITES if suite in profile.suites):
        frame = scores.of_both(table, suite)
        wanted, verdicts = further.open_runs(frame, suite, counterparts, profile.looks)
        taken = further.measures(profile, suite)
        seeds = further.next_seeds(profile, wanted, from_vanilla, further.scored_by_base(taken))
        runs = frozenset((run, seed) for run, numbers in seeds.items() for seed in numbers)
        steps.append(Step(suite, runs, further.blocks(seeds, taken), verdicts))
    return steps


def runs(steps: Iterable[Step]) -> set[tuple[Runs, int]]:
    """All runs that come next; one of two suites once."""
    return set().union(*(step.runs for step in steps))


def lines(steps: Sequence[Step]) -> list[str]:
    """The steps in words, and all verdicts."""
    text, verdicts = [], Counter()
    for step in steps:
        verdicts += step.verdicts
        text.append(f"{step.suite}: {len(step.runs)} runs come next")
        for block in step.blocks:
            seeds = ", ".join(map(str, block["seeds"]))
            text.append(f"  {', '.join(block['datasets'])}: {', '.join(block['methods'])}; seeds {seeds}")
    counts = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common())
    return [*text, f"verdicts: {counts}", *([] if runs(steps) else [NOTHING])]


def added(text: str, steps: Iterable[Step]) -> str:
    """grid.yaml with the blocks of every step."""
    for step in steps:
        text = further.added(text, step.suite, step.blocks) if step.blocks else text
    return text
