"""The runs that a profile's suites ask for, into data/grid/<profile>/<method>.json."""

from steady_attention import methods
from steady_attention.pipeline import grid, params, stage


def main(arguments: stage.Arguments) -> None:
    """A file for every method, also for one without a run."""
    planned = grid.plan(arguments.profile, params.load().at(arguments.profile), methods.FROM_VANILLA)
    grid.write(arguments.profile, planned, methods.NAMES)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
