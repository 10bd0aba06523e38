"""Which measures agree: rank correlations over the methods, of the cross table's means."""

from collections.abc import Sequence
from itertools import combinations

import pandas as pd

from steady_attention.claims.reach import spearman
from steady_attention.metrics.cards import card_of
from steady_attention.report.tables.cross import APART
from steady_attention.results.twins import TWINS

FEWEST = 4  # methods over which a rank correlation is taken
COLUMNS = ("measure", "other", "correlation", "methods")


def agreement(found: pd.DataFrame, measures: Sequence[str]) -> pd.DataFrame:
    """A row each two measures of a `cross.frame`, in their order, columns COLUMNS: Spearman's correlation
    over the methods with attention, measures where less is better turned round; empty where fewer than FEWEST
    methods have both or one does not tell them apart. Methods that are the same by mathematics, and have the
    same means, are one.
    """
    attended = found[~found["method"].isin(APART)]
    means = attended.pivot(index="method", columns="metric", values="mean")
    there = set(means.index)
    same = [a for a, b in TWINS.items() if {a, b} <= there and means.loc[a].equals(means.loc[b])]
    means = means.drop(index=same)
    there = [measure for measure in measures if measure in means]
    turned = {measure: (card_of(measure).better or 1) * means[measure].astype(float) for measure in there}
    rows = [(one, other, *_correlated(turned[one], turned[other])) for one, other in combinations(there, 2)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _correlated(one: pd.Series, other: pd.Series) -> tuple[float | None, int]:
    both = pd.concat([one, other], axis=1).dropna().to_numpy()
    if len(both) < FEWEST or (both == both[:1]).all(axis=0).any():
        return None, len(both)
    (value,) = spearman(both[:, :1], both[:, 1:])
    return round(float(value), 2), len(both)
