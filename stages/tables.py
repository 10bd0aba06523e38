"""A suite's scores, its paper's tables beside the printed numbers, and its claims, judged."""

from steady_attention import claims, papers
from steady_attention.claims.scores import of_history
from steady_attention.papers import frames
from steady_attention.report.tables import filled
from steady_attention.results import derived, scores, setting, statistics
from steady_attention.run import grid, stage
from steady_attention.store import folders
from steady_attention.store.files import replacing, write_text


def main(arguments: stage.Arguments) -> None:
    """reports/<profile>/<suite>/tables: scores.csv, table<N>.md and .csv, claims.md and .csv."""
    suites = grid.suites(arguments.profile)
    paper, declared = papers.get(arguments.suite), suites.of(arguments.suite)
    evaluations = folders.evaluation(arguments.profile)
    frame = derived.add(scores.collect(arguments.suite, declared, evaluations), declared, evaluations)
    known = statistics.load(folders.corpora(arguments.profile))
    shown = setting.of(arguments.profile, suites, known)
    with replacing(folders.report(arguments.profile, arguments.suite, "tables")) as folder:
        write_text(folder / "scores.csv", scores.to_csv(frame))
        for table in paper.TABLES:
            made = filled.fill(table, frames.of(table, frame, known), shown, declared)
            write_text(folder / f"table{table.name}.md", made.markdown())
            write_text(folder / f"table{table.name}.csv", made.csv())
        rows = [*frame.to_dict("records"), *of_history(arguments.suite, declared, evaluations)]
        claims.write(folder, rows, arguments.suite, suites.counterparts)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", "suite")
