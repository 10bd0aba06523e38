"""All methods by all measures on the same runs: reports/<profile>/cross.md and cross.csv. Your own corpora
that the grid has runs on stand below, each with a table of its own.
"""

from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.papers.controls import curves
from steady_attention.report.tables import cross, cross_own
from steady_attention.report.tables.crossed import Crossed
from steady_attention.results import scores
from steady_attention.run import grid, stage
from steady_attention.store.files import write_text


def main(arguments: stage.Arguments) -> None:
    """The table of the runs of all suites, and the rank correlations of its measures; both selections."""
    table = scores.load(arguments.profile, grid.suites(arguments.profile))
    best = scores.of_all(table)
    found = cross.numbers(best, scores.of_all(table, scores.LAST))
    folder = Path("reports") / arguments.profile
    write_text(folder / "cross.csv", cross.to_csv(found))
    own = cross_own.tables(best, cross_own.names(best))
    tables = (
        Crossed(found).markdown(curves.pictures(best, arguments.profile)),
        *(one.markdown() for one in own),
    )
    write_text(folder / "cross.md", "\n".join(tables))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
