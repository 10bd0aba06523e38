"""What the evaluations of all runs say, as one table: reports/<profile>/scores/scores.csv, a row a number."""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.results import collect, scores, statistics
from steady_attention.run import grid, stage
from steady_attention.store import folders
from steady_attention.store.files import write_text


def main(arguments: stage.Arguments) -> None:
    """The numbers of every run that the grid declares, what follows from them, and those of the corpora."""
    profile = arguments.profile
    known = statistics.load(folders.corpora(profile))
    table = collect.collect(grid.suites(profile).runs, folders.evaluation(profile), known)
    write_text(folders.scores(profile) / "scores.csv", scores.to_csv(table))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
