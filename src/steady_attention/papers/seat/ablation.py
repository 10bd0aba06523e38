"""Tables 4, 6 and 7: the two regularisers of Eq. 6, each left out."""

from collections.abc import Iterable

from steady_attention.papers.seat.rows import (
    DEPENDENCE,
    DEPENDS,
    DISTANCES,
    ENCODERS,
    F1,
    distances,
    interpretability,
    on,
    prediction,
    table,
)
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading

TERMS = {  # label: our run, and the paper's row
    "neither: vanilla attention": ({"method": "vanilla"}, "none"),
    "neither: closeness D1 alone (ours)": ({"method": "seat", "ablation": "none"}, None),
    "L3 alone": ({"method": "seat", "ablation": "l3"}, "L3"),
    "L_topk alone": ({"method": "seat", "ablation": "topk"}, "L_topk"),
    "L3 and L_topk": ({"method": "seat"}, "L3+L_topk"),
}
ROWS = tuple(
    Heading(
        label,
        {"encoder": encoder, **where},
        group,
        None if printed is None else {"method": "seat", "regularisers": printed},
        fold=printed is None,
    )
    for encoder, group in ENCODERS.items()
    for label, (where, printed) in TERMS.items()
)
NEITHER = 'Neither: "then the model will be the vanilla attention" (the paper\'s ablation study).'
METRICS = {"Suff.": 1, "Comp.": 0, "Sens.": 2}


def measures(*labels: str) -> tuple[Heading, ...]:
    """Columns of these measures of interpretability."""
    return tuple(interpretability({})[METRICS[label]] for label in labels)


def ablated(name: str, columns: Iterable[Heading]) -> Table:
    """One of the tables; those are of SST and delta = 0.01."""
    return table(
        name,
        "Ablation of SEAT's regularisers, delta = 0.01",
        ROWS,
        on(("sst",), (*columns, DEPENDS)),
        notes=(NEITHER, DISTANCES, F1, DEPENDENCE),
    )


JSD, *TVD = distances("delta=0.01", {})
TABLE_4 = ablated("4", (*measures("Suff."), *TVD, *prediction({})))
TABLE_6 = ablated("6", (JSD, *TVD, *prediction({})))
TABLE_7 = ablated("7", (*measures("Comp.", "Suff.", "Sens."), *prediction(None)))
