"""What a search over a key of a method found on dev, into reports/<profile>/search/: the suite `search` of a
profile names the runs, `tuned` holds what was chosen. A profile without that suite has tables without rows.
"""

from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.report.tables import search
from steady_attention.results import scores
from steady_attention.run import grid, stage
from steady_attention.settings import params
from steady_attention.store.files import replacing, write_text


def main(arguments: stage.Arguments) -> None:
    """search.csv, a row a value that was tried; search.md, a row a search, and what else is chosen."""
    suites = grid.suites(arguments.profile)
    declared = suites.runs.get(grid.SEARCH, [])
    frame = scores.of_suite(scores.load(arguments.profile, suites), grid.SEARCH)
    found = search.results(frame, params.load(arguments.profile), arguments.profile)
    with replacing(Path("reports") / arguments.profile / grid.SEARCH) as folder:
        write_text(folder / "search.csv", found.to_csv(index=False, lineterminator="\n"))
        write_text(folder / "search.md", search.page(found))
    other = "; ".join(search.differing(found)) or "every chosen value is the best one tried"
    print(f"{len(declared)} runs; {other}" if declared else search.NOTHING)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
