"""Score the runs of one method, into reports/<profile>/evaluation/<method>/, which git keeps."""

from steady_attention.pipeline import artifacts, execution, items, params, runs, stage

TASK = "steady_attention.evaluation.task"


def main(arguments: stage.Arguments) -> None:
    """Predictions, scores and attention of every run of the method."""
    settings = params.load()
    trained = items.runs(arguments.profile, arguments.method)
    wanted = [
        items.evaluate(TASK, arguments.profile, run, trained / run.name)
        for run in runs.of_profile(settings.at(arguments.profile), method=arguments.method)
    ]
    done = execution.ensure(wanted, settings.execution.jobs, f"evaluate {arguments.method}")
    artifacts.fill(items.evaluation(arguments.profile) / arguments.method, done, copy=True)
    runs_by_name = {item.name: artifacts.described(trained / item.name)["fingerprint"] for item in wanted}
    items.write_timings(arguments.profile, f"train-{arguments.method}", runs_by_name)
    items.write_timings(
        arguments.profile, f"evaluate-{arguments.method}", {item.name: print_ for item, print_ in done}
    )


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", "method")
