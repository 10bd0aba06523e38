"""Hostile input by the thousand (fuzz.py), as lines of the log."""

from tests.faults.log import DETAIL, Log

EXAMPLES = 3_000  # inputs of each kind


def run(log: Log) -> None:
    """Every kind of input, where the log has none."""
    if log.rows(what="fuzz"):
        return
    from tests.faults import fuzz  # reads the settings, and takes Hypothesis

    for name, row in fuzz.figures(EXAMPLES).items():
        problems = [f"an input crashes{DETAIL}{first}" for first in row["first"]]
        counts = {kind: row[kind] for kind in ("inputs", "accepted", "refused", "crashes")}
        log.add(what="fuzz", kind=name, **counts, problems=problems)
        print(f"{name}: {counts}", *problems, flush=True)
