"""Score the runs of one method, into the archive reports/<profile>/evaluation/<method>.zip, which git keeps;
predictions for ERASER's scorer into data/eraser/<profile>/<method>/.
"""

from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.run import execution, grid, items, kept, stage
from steady_attention.settings import execution as of_execution
from steady_attention.store import archive, artifacts, folders
from steady_attention.store.files import link_or_copy, replacing

TASK = "steady_attention.evaluation.task"


def main(arguments: stage.Arguments) -> None:
    """Predictions, scores and attention of every run of the method."""
    trained = folders.runs(arguments.profile, arguments.method)
    asked = grid.read(arguments.profile, arguments.method)
    how = of_execution.load()
    wanted = [item(arguments.profile, one, asked.evaluate, how.device) for one in asked.planned]
    packed = folders.evaluation(arguments.profile) / f"{arguments.method}.zip"
    done = execution.ensure(wanted, how, f"evaluate {arguments.method}", archive.intact(packed))
    artifacts.pack(packed, done, without=kept.left_out(one.run for one in asked.planned))
    export(folders.eraser(arguments.profile, arguments.method), done)
    stages = {
        "train": {item.name: artifacts.described(trained / item.name)["fingerprint"] for item in wanted},
        "evaluate": {item.name: fingerprint for item, fingerprint in done},
    }
    items.write_timings(arguments.profile, arguments.method, stages)


def item(profile: str, planned: grid.Planned, settings: dict, device: str) -> artifacts.Item:
    """A run, with the one that scores its deletions."""
    run, base = planned.run, planned.run.base()
    scorer = folders.runs(profile, "base") / base.name if grid.SCORED_BY_BASE in planned.measures else None
    trained = folders.runs(profile, run.method) / run.name
    return items.evaluate(TASK, items.data(profile, run), planned, settings, trained, scorer, device)


def export(folder: Path, done: list[tuple[artifacts.Item, str]]) -> None:
    """<run>.jsonl of every run on a corpus with rationales, for ERASER's own scorer."""
    with replacing(folder) as fresh:
        for item, fingerprint in done:
            path = artifacts.store() / fingerprint / kept.ERASER
            if path.is_file():
                link_or_copy(str(path), str(fresh / f"{item.name}.jsonl"))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", "method")
