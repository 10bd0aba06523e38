"""The measures of all methods on the same runs, as rows; `cross_grids` makes texts of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from steady_attention.metrics.card import Card
from steady_attention.metrics.cards import card_of
from steady_attention.results.scores import rounded
from steady_attention.store.errors import UserError

WITHOUT = "max"  # in the place of an attention: the run has none, and stands beside those that have one
REFERENCE = "random"  # not a method: words in random order
UNATTENDED = ("base", REFERENCE)  # have few of the measures
PLACE = ("dataset", "encoder", "attention")
COLUMNS = (*PLACE, "method", "metric", "mean", "std", "runs", "undefined", "best", "seeds")


@dataclass(frozen=True)
class Measure:
    """A column; its label is that of the measure's card, where none is given."""

    metric: str
    named: str = ""

    @property
    def card(self) -> Card:
        """What the measure is."""
        return card_of(self.metric)

    @property
    def label(self) -> str:
        """The column's heading."""
        return self.named or self.card.label or self.card.name


@dataclass(frozen=True)
class Place:
    """The data set, encoder and attention of the compared runs."""

    dataset: str
    encoder: str
    attention: str

    def rows(self, scores: pd.DataFrame) -> pd.DataFrame:
        """The test scores of the compared runs."""
        there = (scores["dataset"] == self.dataset) & (scores["encoder"] == self.encoder)
        there &= scores["attention"].isin([self.attention, WITHOUT])
        return scores[there & (scores["variant"] == "default") & (scores["split"] == "test")]


def place(scores: pd.DataFrame, measures: Sequence[Measure]) -> Place:
    """Where most pairs of a method and a measure have a number; of several such places where most runs have
    one, then the first by name. Raises UserError where no run has any.
    """
    own = scores[(scores["split"] == "test") & (scores["variant"] == "default")]
    own = own[own["metric"].isin([m.metric for m in measures]) & (own["attention"] != WITHOUT)]
    own = own.dropna(subset="value")
    if own.empty:
        raise UserError("cross table: no run of this profile has any of its measures")
    pairs = own.drop_duplicates([*PLACE, "method", "metric"]).groupby(list(PLACE)).size()
    counts = pd.DataFrame({"pairs": pairs, "runs": own.groupby(list(PLACE)).size()})
    best = counts.sort_values(["pairs", "runs"], ascending=False, kind="stable").index[0]
    return Place(*best)


def frame(
    scores: pd.DataFrame, at: Place, measures: Sequence[Measure], methods: Sequence[str]
) -> pd.DataFrame:
    """A row a method and measure that has a run there, columns COLUMNS; methods gives their order.

    mean and std (empty of one run) as the values are, None where a run's number is undefined; best: 1 where
    the mean, as it is shown, is the best one of its measure and not all are alike.
    """
    own, rows = at.rows(scores), []
    for measure in measures:
        of_measure = own[own["metric"] == measure.metric]
        found = [_row(at, of_measure[of_measure["method"] == name], name, measure) for name in methods]
        rows += _with_best([row for row in found if row["runs"]], measure)
    ordered = sorted(rows, key=lambda row: methods.index(row["method"]))
    return pd.DataFrame(ordered, columns=list(COLUMNS))


def _row(at: Place, own: pd.DataFrame, method: str, measure: Measure) -> dict:
    values, undefined = own["value"], int(own["value"].isna().sum())
    known = len(values) and not undefined
    return {
        **vars(at), "method": method, "metric": measure.metric,
        "mean": rounded(values.mean()) if known else None,
        "std": rounded(values.std(ddof=1)) if known and len(values) > 1 else None,
        "runs": len(values), "undefined": undefined, "best": 0,
        "seeds": " ".join(map(str, sorted(own["seed"]))),
    }  # fmt: skip


def _with_best(rows: list[dict], measure: Measure) -> list[dict]:
    card = measure.card
    shown = {
        row["method"]: card.better * card.unit.rounded(row["mean"])
        for row in rows
        if card.better and row["mean"] is not None and row["method"] != REFERENCE
    }
    values = set(shown.values())
    best = {method for method, value in shown.items() if len(values) > 1 and value == max(values)}
    return [{**row, "best": int(row["method"] in best)} for row in rows]


def to_csv(numbers: pd.DataFrame) -> str:
    """The text of cross.csv."""
    return numbers.to_csv(index=False, lineterminator="\n")


def read_csv(path: Path) -> pd.DataFrame:
    """cross.csv as `frame` returned it. Raises UserError where it is not there."""
    if not path.is_file():
        raise UserError(f"{path} not found: the stage cross@<profile> writes it")
    return pd.read_csv(path, dtype={"seeds": str})
