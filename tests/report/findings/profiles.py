"""What findings are told from, by hand."""

import pandas as pd

from steady_attention.report.findings.headline import Table
from steady_attention.report.findings.sources import KEY, Sources
from steady_attention.results.scores import BEST, TABLE

PLACE = ("sst", "bilstm", "additive")


def row(method, seed, value, metric="f1", variant="default", place=PLACE):
    """A test score as Sources has it."""
    return dict(zip([*KEY, "value"], (*place, method, variant, seed, metric, value), strict=True))


def claim(name, verdict, printed="holds", last="", start="", **rest):
    """A row of claims.csv."""
    return {
        "id": name,
        "claim": f"Says {name}.",
        "paper": "paper",
        "where": "abstract",
        "on_print": printed,
        "verdict": verdict,
        "verdict_last": last or verdict,
        "verdict_class_0": verdict,
        "by_construction": start,
        "evidence": f"margin of {name}",
        **dict.fromkeys(("margin", "low", "high", "seeds"), ""),
    } | rest


def sources(profile="small", claims=None, rows=(), timings=None, cross=True):
    """A profile's; its cross table is at PLACE."""
    at = pd.DataFrame([PLACE] if cross else [], columns=["dataset", "encoder", "attention"])
    scores = pd.DataFrame(list(rows), columns=[*KEY, "value"])
    return Sources(profile, claims or {}, scores, at, timings or {}, pd.DataFrame(columns=list(TABLE)), {})


def rows(method, values, variant="default", metric="f1", selection=BEST, place=PLACE):
    """Test scores of seeds 0, 1, 2, ..."""
    return [
        dict(zip(TABLE, (*place, method, variant, seed, selection, "test", metric, value, "s"), strict=True))
        for seed, value in enumerate(values)
    ]


def table(*groups):
    return Table(pd.DataFrame([row for group in groups for row in group], columns=list(TABLE)))
