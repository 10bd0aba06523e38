"""The page's first part: what came out of all claims, and what was run."""

from collections import Counter
from collections.abc import Iterable, Sequence

from steady_attention.claims import VERDICTS
from steady_attention.report.page.exhibits import Section
from steady_attention.report.tables.grid import Grid
from steady_attention.run.runs import Run


def verdicts(sections: Iterable[Section]) -> Grid:
    """How many claims of each paper have each verdict here, and how many of them hold on print."""
    rows = []
    for section in sections:
        for grid in (one.content for one in section.exhibits if one.id == f"{section.id}-claims"):
            claims = [dict(zip(grid.header, row, strict=True)) for row in grid.rows]
            ours, printed = (Counter(claim.get(name) for claim in claims) for name in ("ours", "printed"))
            counts = (len(claims), *(ours[verdict] for verdict in VERDICTS[:-1]), printed["holds"])
            rows.append([section.title, *map(str, counts)])
    header = ("paper", "claims", *(f"here: {verdict}" for verdict in VERDICTS[:-1]), "on print: holds")
    note = "Each claim with its evidence stands in its paper's section, under Claims."
    return Grid("Verdicts on the papers' claims", header, rows, (note,))


def counts(suite: str, runs: Sequence[Run]) -> Grid:
    """How many runs each method has on each dataset."""
    counted = Counter((run.method, run.dataset) for run in dict.fromkeys(runs))
    datasets = list(dict.fromkeys(run.dataset for run in runs))
    rows = [
        [method, *(str(counted[method, dataset]) for dataset in datasets)]
        for method in dict.fromkeys(run.method for run in runs)
    ]
    return Grid(f"Runs of {suite}", ("method", *datasets), rows)
