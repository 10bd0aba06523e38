"""Train the runs of one method that a profile's suites ask for, into data/runs/<profile>/<method>/."""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.run import execution, grid, items, stage
from steady_attention.settings import execution as of_execution
from steady_attention.settings import methods as of_methods
from steady_attention.store import artifacts, folders
from steady_attention.store.messages import one_of

TASK = "steady_attention.training.task"


def main(arguments: stage.Arguments) -> None:
    """Every run of the method, in parallel; an interrupted one goes on where it stopped."""
    known = of_methods.known()
    one_of("--method", arguments.method, known.methods)
    asked = grid.read(arguments.profile, arguments.method)
    how = of_execution.load()
    wanted = [item(arguments.profile, one, asked.training[one.run], how.device) for one in asked.planned]
    done = execution.ensure(wanted, how, f"train {arguments.method}")
    artifacts.fill(folders.runs(arguments.profile, arguments.method), done)


def item(profile: str, planned: grid.Planned, sections: dict, device: str) -> artifacts.Item:
    """A run, with the vanilla run that its method begins from."""
    run = planned.computed
    vanilla = run.method in of_methods.known().from_vanilla
    begun = folders.runs(profile, "vanilla") / run.vanilla().name if vanilla else None
    return items.train(TASK, items.data(profile, run), run, sections, begun, device)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", "method")
