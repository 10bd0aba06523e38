"""Train the runs of one method in a profile's suites, into data/runs/<profile>/<method>/."""

from steady_attention import methods
from steady_attention.pipeline import artifacts, execution, folders, items, params, runs, stage
from steady_attention.pipeline.schema import one_of

TASK = "steady_attention.training.task"


def main(arguments: stage.Arguments) -> None:
    """Every run of the method that a suite asks for, in parallel; an interrupted one goes on where it
    stopped.
    """
    settings = params.load()
    one_of("--method", arguments.method, methods.NAMES)
    wanted = [
        items.train(TASK, arguments.profile, settings, run)
        for run in runs.of_profile(settings.at(arguments.profile), method=arguments.method)
    ]
    done = execution.ensure(wanted, settings.execution.jobs, f"train {arguments.method}")
    artifacts.fill(folders.runs(arguments.profile, arguments.method), done)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", "method")
