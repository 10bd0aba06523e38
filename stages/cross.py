"""All methods by all measures on the same runs: reports/<profile>/cross.md and cross.csv."""

from pathlib import Path

from steady_attention.report.tables import cross
from steady_attention.report.tables.crossed import Crossed
from steady_attention.results import scores
from steady_attention.run import grid, stage
from steady_attention.store.files import write_text


def main(arguments: stage.Arguments) -> None:
    """The table of the runs of all suites, and the rank correlations of its measures; both selections."""
    table = scores.load(arguments.profile, grid.suites(arguments.profile))
    found = cross.numbers(scores.of_all(table), scores.of_all(table, scores.LAST))
    folder = Path("reports") / arguments.profile
    write_text(folder / "cross.csv", cross.to_csv(found))
    write_text(folder / "cross.md", Crossed(found).markdown())


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
