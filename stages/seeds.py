"""Seeds by need: judges the claims of a profile at its `looks`, and says which runs come next.

With --write they become blocks of conf/<profile>/grid.yaml, which `dvc repro` then runs; the runs that are
there are kept. Nothing is left to do when no claim is open that a look is left for. Stopped anywhere, the
same command goes on: it reads scores and the grid, and keeps no state of its own.
"""

from collections import Counter
from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.claims import further
from steady_attention.claims.looks import check
from steady_attention.printed import SUITES
from steady_attention.results import scores
from steady_attention.run import grid, stage
from steady_attention.settings import params
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_text

OPTIONS = {"write": {"action": "store_true", "help": "put them into the grid.yaml of the profile"}}


def main(arguments: stage.Arguments) -> None:
    """Print the verdicts, and what comes next suite by suite. Raises UserError for a profile without looks,
    and where declared runs have no scores yet.
    """
    name, settings = arguments.profile, params.load(arguments.profile)
    profile, suites = settings.at(name), grid.suites(name)
    if not profile.looks:
        raise UserError(f"{folders.settings(name)}: looks are missing, by which seeds are added")
    check(profile.looks)
    table, path = scores.load(name, suites), Path(folders.suites(name))
    text, verdicts, every = path.read_text(encoding="utf-8"), Counter(), set()
    for suite in (suite for suite in SUITES if suite in profile.suites):
        frame = scores.of_both(table, suite)
        wanted, found = further.open_runs(frame, suite, suites.counterparts, profile.looks)
        taken = further.measures(profile, suite)
        by_base = further.scored_by_base(taken)
        seeds = further.next_seeds(profile, wanted, settings.from_vanilla, by_base)
        coming = {(of, seed) for of, numbers in seeds.items() for seed in numbers}
        verdicts, every = verdicts + found, every | coming
        print(f"{suite}: {len(coming)} runs come next")
        for one in further.blocks(seeds, taken) if seeds else ():
            seeds_of = ", ".join(map(str, one["seeds"]))
            print(f"  {', '.join(one['datasets'])}: {', '.join(one['methods'])}; seeds {seeds_of}")
        text = further.added(text, suite, further.blocks(seeds, taken)) if seeds else text
    print("verdicts: " + ", ".join(f"{number} {verdict}" for verdict, number in verdicts.most_common()))
    if not every:
        print("nothing comes next: no claim is open that a look is left for")
    elif arguments.write:
        write_text(path, text)
        print(f"{path}: {len(every)} runs more, each once; go on with `dvc repro`, then ask again")


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", options=OPTIONS)
