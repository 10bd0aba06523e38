"""Seeds by need: judges the claims of a profile at its `looks`, and says which runs come next.

With --write they become blocks of conf/<profile>/grid.yaml, which `dvc repro` then runs; the runs that are
there are kept. Nothing is left to do when no claim is open that a look is left for. Stopped anywhere, the
same command goes on: it reads scores and the grid, and keeps no state of its own.
"""

from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.claims import steps
from steady_attention.claims.looks import check
from steady_attention.results import scores
from steady_attention.run import grid, stage
from steady_attention.settings import params
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_text

OPTIONS = {"write": {"action": "store_true", "help": "put them into the grid.yaml of the profile"}}


def main(arguments: stage.Arguments) -> None:
    """Print what comes next suite by suite, and the verdicts. Raises UserError for a profile without looks,
    and where declared runs have no scores yet.
    """
    name, settings = arguments.profile, params.load(arguments.profile)
    profile, suites = settings.at(name), grid.suites(name)
    if not profile.looks:
        raise UserError(f"{folders.settings(name)}: looks are missing, by which seeds are added")
    check(profile.looks)
    table, path = scores.load(name, suites), Path(folders.suites(name))
    coming = steps.of_profile(profile, table, suites.counterparts, settings.from_vanilla)
    print("\n".join(steps.lines(coming)))
    if arguments.write and (runs := steps.runs(coming)):
        write_text(path, steps.added(path.read_text(encoding="utf-8"), coming))
        print(f"{path}: {len(runs)} runs more, each once; go on with `dvc repro`, then ask again")


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", options=OPTIONS)
