"""The cross table: the measures of all papers, for all methods, on the same runs. No paper has it."""

import pandas as pd

from steady_attention import methods
from steady_attention.report.tables import cross, cross_grids
from steady_attention.report.tables.cross import REFERENCE, Measure
from steady_attention.report.tables.grid import Grid
from steady_attention.results import derived

MEASURES = (
    Measure("f1"),
    Measure("accuracy"),
    Measure("pearson"),
    Measure("kendall"),
    Measure("jsd@delta=0.01", "JSD, noise 0.01"),
    Measure("tvd@delta=0.01", "TVD, noise 0.01"),
    Measure("jsd@words=1", "JSD, one word"),
    Measure("jsd@seeds", "JSD, seeds"),
    Measure("attention_variance_ratio"),
    Measure("comprehensiveness"),
    Measure("sufficiency"),
    Measure("sensitivity"),
    Measure("aopc@5", "AOPC@5 [points]"),
    Measure("posthoc_accuracy@5", "post-hoc@5 [%]"),
    Measure("token_f1"),
    Measure("auprc"),
    Measure("f1_at_1@polarity=positive", "positive words F1@1 [%]"),
    Measure("f1_at_1@polarity=negative", "negative words F1@1 [%]"),
    Measure("silhouette"),
)
ROWS = (*methods.NAMES[:2], REFERENCE, *methods.NAMES[2:])  # random words stand after base, which scores them


def numbers(scores: pd.DataFrame) -> pd.DataFrame:
    """The cross table's frame, of the scores of all suites' runs (columns scores.COLUMNS); empty of none."""
    if scores.empty:
        return pd.DataFrame(columns=list(cross.COLUMNS))
    at = cross.place(scores, [measure for measure in MEASURES if measure.metric not in derived.OF_OTHERS])
    return cross.frame(scores, at, MEASURES, ROWS)


def grids(found: pd.DataFrame) -> tuple[Grid, ...]:
    """The table, and which of its measures agree, of cross.csv's rows; none of no rows."""
    if found.empty:
        return ()
    return cross_grids.grid(found, MEASURES), cross_grids.agreement(found, MEASURES)
