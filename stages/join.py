"""Add the runs that another copy of this repository has evaluated to reports/<profile>/evaluation/, so that a
grid can be shared out over machines without a file system in common. Both copies need the same commit, and
the same settings and measures for these runs.
"""

from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.run import stage
from steady_attention.run.join import join

OPTIONS = {"other": {"type": Path, "required": True, "help": "the folder of the other copy"}}


def main(arguments: stage.Arguments) -> None:
    """Write the archives, and print what was added, what is missing still, and what comes next."""
    print("\n".join(f"join: {line}" for line in join(arguments.profile, arguments.other)))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", options=OPTIONS)
