"""Score the runs of one method, into reports/<profile>/evaluation/<method>/, which git keeps; predictions for
ERASER's scorer into data/eraser/<profile>/<method>/.
"""

from pathlib import Path

from steady_attention.run import execution, grid, items, stage
from steady_attention.settings import params
from steady_attention.store import artifacts, folders
from steady_attention.store.files import link_or_copy, replacing

TASK = "steady_attention.evaluation.task"
ERASER = "eraser.jsonl"


def main(arguments: stage.Arguments) -> None:
    """Predictions, scores and attention of every run of the method."""
    trained = folders.runs(arguments.profile, arguments.method)
    asked = grid.read(arguments.profile, arguments.method)
    how = params.execution()
    wanted = [item(arguments.profile, one, asked.evaluate, how.device) for one in asked.planned]
    done = execution.ensure(wanted, how, f"evaluate {arguments.method}")
    evaluated = folders.evaluation(arguments.profile) / arguments.method
    names = {"runs.json": sorted(item.name for item in wanted)}  # git keeps no empty folder
    artifacts.fill(evaluated, done, copy=True, without=ERASER, beside=names)
    export(folders.eraser(arguments.profile, arguments.method), done)
    runs_by_name = {item.name: artifacts.described(trained / item.name)["fingerprint"] for item in wanted}
    items.write_timings(arguments.profile, f"train-{arguments.method}", runs_by_name)
    items.write_timings(
        arguments.profile, f"evaluate-{arguments.method}", {item.name: print_ for item, print_ in done}
    )


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
            path = artifacts.store() / fingerprint / ERASER
            if path.is_file():
                link_or_copy(str(path), str(fresh / f"{item.name}.jsonl"))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", "method")
