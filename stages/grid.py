"""The runs that a profile's suites ask for, with all their settings, into reports/<profile>/grid/."""

from steady_attention import methods
from steady_attention.methods import sections
from steady_attention.run import grid, stage
from steady_attention.settings import params


def main(arguments: stage.Arguments) -> None:
    """A file for every method, also for one without a run, and one of the suites."""
    settings = params.load(arguments.profile)
    sections.check(settings, arguments.profile)
    planned = grid.plan(arguments.profile, settings.at(arguments.profile), methods.FROM_VANILLA)
    grid.write(arguments.profile, settings, planned, methods.NAMES)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
