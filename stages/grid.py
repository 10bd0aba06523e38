"""The runs that a profile's suites ask for, with all their settings, into reports/<profile>/grid/."""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.run import effective, plan, stage
from steady_attention.settings import params


def main(arguments: stage.Arguments) -> None:
    """A file for every method, also for one without a run, and one of the suites."""
    settings = params.load(arguments.profile)
    effective.check(settings, arguments.profile)
    planned = plan.plan(arguments.profile, settings.at(arguments.profile), settings.from_vanilla)
    plan.write(arguments.profile, settings, planned, settings.methods)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
