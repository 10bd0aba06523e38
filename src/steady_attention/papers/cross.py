"""The cross table: the measures of all papers, for all methods, on the same runs. No paper has it."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from steady_attention import methods
from steady_attention.report.tables import cross, cross_grids
from steady_attention.report.tables.cross import REFERENCE, Measure
from steady_attention.report.tables.grid import Grid
from steady_attention.results import derived
from steady_attention.run.runs import Run

MORE, LESS, NEITHER = 1, -1, 0
MEASURES = (
    Measure("F1 [%]", "f1", MORE),
    Measure("accuracy [%]", "accuracy", MORE),
    Measure("Pearson", "pearson", MORE),  # of attention and gradient: Kitada & Iyatomi
    Measure("Kendall", "kendall", MORE),  # Jain & Wallace 2019
    Measure("JSD, noise 0.01", "jsd@delta=0.01", LESS),  # Hu et al. 2023, and the next three
    Measure("TVD, noise 0.01", "tvd@delta=0.01", LESS),
    Measure("JSD, one word", "jsd@words=1", LESS),
    Measure("JSD, seeds", "jsd@seeds", LESS),
    Measure("attention variance, to vanilla's", "attention_variance_ratio", NEITHER),  # 0: collapsed
    Measure("comprehensiveness", "comprehensiveness", MORE),  # ERASER, DeYoung et al. 2020
    Measure("sufficiency", "sufficiency", LESS),
    Measure("sensitivity", "sensitivity", LESS),  # Yin et al. 2022
    Measure("AOPC@5 [points]", "aopc@5", MORE),  # Zhou et al. 2021, and the next
    Measure("post-hoc@5 [%]", "posthoc_accuracy@5", MORE),
    Measure("rationale token F1", "token_f1", MORE),  # ERASER
    Measure("rationale AUPRC", "auprc", MORE),
    Measure("positive words F1@1 [%]", "f1_at_1@polarity=positive", MORE),  # Zhou et al. 2021, Table 5
    Measure("negative words F1@1 [%]", "f1_at_1@polarity=negative", MORE),
    Measure("silhouette", "silhouette", MORE),  # of the representations, Zhou et al. 2021, Figure 3
)
ROWS = (*methods.NAMES[:2], REFERENCE, *methods.NAMES[2:])  # random words stand after base, which scores them


def numbers(scores: pd.DataFrame, runs: Sequence[Run], evaluations: Path) -> pd.DataFrame:
    """The cross table's frame, of the scores of all suites' runs (columns scores.COLUMNS); empty of none."""
    if scores.empty:
        return pd.DataFrame(columns=list(cross.COLUMNS))
    at = cross.place(scores, MEASURES)
    compared = [run for run in runs if at.has(run)]
    whole = derived.add(at.rows(scores), compared, evaluations)
    return cross.frame(whole, at, MEASURES, ROWS)


def grids(found: pd.DataFrame) -> tuple[Grid, ...]:
    """The table, and which of its measures agree, of cross.csv's rows; none of no rows."""
    if found.empty:
        return ()
    return cross_grids.grid(found, MEASURES), cross_grids.agreement(found, MEASURES)
