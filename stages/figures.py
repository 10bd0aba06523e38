"""A paper's figures, each beside the numbers that are drawn in it."""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention import papers
from steady_attention.papers import frames
from steady_attention.report.figures import figure
from steady_attention.results import scores, setting, statistics
from steady_attention.run import grid, stage
from steady_attention.store import folders
from steady_attention.store.files import replacing, write_text


def main(arguments: stage.Arguments) -> None:
    """reports/<profile>/figures/<suite>: figure<N>.csv, and .svg where it has points; of one that
    folds neither without.
    """
    suites = grid.suites(arguments.profile)
    declared = frames.runs(arguments.suite, suites)
    frame = frames.scored(arguments.suite, scores.load(arguments.profile, suites))
    shown = setting.setting_of(arguments.profile, suites, statistics.load(folders.corpora(arguments.profile)))
    given = setting.Material(frame, shown, declared, folders.evaluation(arguments.profile))
    with replacing(folders.report(arguments.profile, arguments.suite, "figures")) as folder:
        for one in papers.get(arguments.suite).FIGURES:
            points = one.points(given)
            if one.fold and not len(points):
                continue
            if one.drawable(points):
                write_text(folder / f"figure{one.name}.svg", one.svg(points, shown))
            write_text(folder / f"figure{one.name}.csv", figure.to_csv(points))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", "suite")
