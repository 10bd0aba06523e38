"""Unlabeled sentences drawn from the pool for every labeled corpus, into data/unlabeled/<profile>/."""

from steady_attention.pipeline import artifacts, execution, items, params, stage
from steady_attention.pipeline.files import write_json

TASK = "steady_attention.unlabeled.selection"


def main(arguments: stage.Arguments) -> None:
    """Draw by every strategy of the profile; a profile without a pool has none."""
    settings = params.load()
    profile = settings.at(arguments.profile)
    drawn = profile.unlabeled
    wanted = [
        items.selection(TASK, arguments.profile, corpus, drawn, strategy)
        for corpus in profile.corpora
        for strategy in (drawn.strategies if drawn else ())
    ]
    done = execution.ensure(wanted, settings.execution.jobs, "select_unlabeled")
    folder = items.unlabeled(arguments.profile)
    artifacts.fill(folder, done)
    write_json(folder / "pool.json", {"pool": drawn.pool if drawn else None})


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
