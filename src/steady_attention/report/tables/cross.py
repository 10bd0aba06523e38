"""The cross table: the measures of all papers, for all methods, on the same runs. No paper has it. Its twin
is of the same runs' last epoch.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from steady_attention.claims.reach import spearman
from steady_attention.metrics.cards import card_of, cards
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.grid import Grid, bullets
from steady_attention.results import derived
from steady_attention.results.controls import CONTROLS, EQUAL, RANDOM, TOLD
from steady_attention.results.scores import BEST, LAST, SELECTIONS, rounded
from steady_attention.results.setting import KEPT, LAST_EPOCH, SELECTION
from steady_attention.settings import methods as of_methods
from steady_attention.store.errors import UserError

WITHOUT = "max"  # in the place of an attention: the run has none, and stands beside those that have one
APART = ("base", *CONTROLS)  # the measures are not compared over these
METHODS = tuple(name for name in of_methods.known().methods if name not in CONTROLS)
THERE = (*of_methods.known().methods, RANDOM)
ROWS = (*METHODS, *(name for name in CONTROLS if name in THERE))  # controls stand below the methods
PLACE = ("dataset", "encoder", "attention")
COLUMNS = ("selection", *PLACE, "method", "metric", "mean", "std", "runs", "undefined", "best", "seeds")
MEASURES = (  # then those whose cards say so
    *("f1", "accuracy", "pearson", "attention_entropy", "kendall"),
    *("jsd@delta=0.01", "tvd@delta=0.01", "jsd@words=1", "jsd@seeds", "attention_variance_ratio"),
    *("comprehensiveness", "comprehensiveness_normalised", "sufficiency", "sufficiency_normalised"),
    *("sensitivity", "aopc@5", "posthoc_accuracy@5"),
    *("token_f1", "auprc", "f1_at_1@polarity=positive", "f1_at_1@polarity=negative", "silhouette"),
    *(card.name for card in cards().values() if card.crossed),
)
LABELS = {  # of one of a family; the label of a measure alone stands on its card
    "jsd@delta=0.01": "JSD, noise 0.01",
    "tvd@delta=0.01": "TVD, noise 0.01",
    "jsd@words=1": "JSD, one word",
    "jsd@seeds": "JSD, seeds",
    "aopc@5": "AOPC@5 [points]",
    "posthoc_accuracy@5": "post-hoc@5 [%]",
    "f1_at_1@polarity=positive": "positive words F1@1 [%]",
    "f1_at_1@polarity=negative": "negative words F1@1 [%]",
}
FEWEST = 4  # methods over which a rank correlation is taken
STAR = " ★"
ARROWS = {1: " ↑", -1: " ↓", 0: ""}


def label(metric: str) -> str:
    """A measure's heading."""
    return LABELS.get(metric) or card_of(metric).label or metric


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


def numbers(scores: pd.DataFrame, last: pd.DataFrame | None = None) -> pd.DataFrame:
    """The table's frame, of the scores of all suites' runs (columns scores.COLUMNS); empty of none.

    last: those of the last epoch; their place is the same.
    """
    if scores.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    at = place(scores, [measure for measure in MEASURES if measure not in derived.OF_OTHERS])
    frames = [frame(scores, at, MEASURES, ROWS)]
    if last is not None and len(last):
        frames.append(frame(last, at, MEASURES, ROWS, LAST))
    return pd.concat(frames, ignore_index=True)


def place(scores: pd.DataFrame, measures: Sequence[str]) -> Place:
    """Where most pairs of a method and a measure have a number; of several such places where most runs have
    one, then the first by name. Raises UserError where no run has any.
    """
    own = scores[(scores["split"] == "test") & (scores["variant"] == "default")]
    own = own[own["metric"].isin(measures) & (own["attention"] != WITHOUT)]
    own = own.dropna(subset="value")
    if own.empty:
        raise UserError("cross table: no run of this profile has any of its measures")
    pairs = own.drop_duplicates([*PLACE, "method", "metric"]).groupby(list(PLACE)).size()
    counts = pd.DataFrame({"pairs": pairs, "runs": own.groupby(list(PLACE)).size()})
    best = counts.sort_values(["pairs", "runs"], ascending=False, kind="stable").index[0]
    return Place(*best)


def frame(
    scores: pd.DataFrame, at: Place, measures: Sequence[str], methods: Sequence[str], selection: str = BEST
) -> pd.DataFrame:
    """A row a method and measure that has a run there, columns COLUMNS; methods gives their order.

    mean and std (empty of one run) as the values are, None where a run's number is undefined; best: 1 where
    the mean, as it is shown, is the best one of its measure and not all are alike. selection: what the
    scores are of.
    """
    own, rows = at.rows(scores), []
    for measure in measures:
        of_measure = own[own["metric"] == measure]
        found = [_row(at, of_measure[of_measure["method"] == name], name, measure) for name in methods]
        rows += _with_best([row for row in found if row["runs"]], measure)
    ordered = sorted(rows, key=lambda row: methods.index(row["method"]))
    return pd.DataFrame(ordered, columns=list(COLUMNS)).assign(selection=selection)


def _row(at: Place, own: pd.DataFrame, method: str, measure: str) -> dict:
    values, undefined = own["value"], int(own["value"].isna().sum())
    known = len(values) and not undefined
    return {
        **vars(at),
        "method": method,
        "metric": measure,
        "mean": rounded(values.mean()) if known else None,
        "std": rounded(values.std(ddof=1)) if known and len(values) > 1 else None,
        "runs": len(values),
        "undefined": undefined,
        "best": 0,
        "seeds": " ".join(map(str, sorted(own["seed"]))),
    }


def _with_best(rows: list[dict], measure: str) -> list[dict]:
    card = card_of(measure)
    shown = {
        row["method"]: card.better * card.unit.rounded(row["mean"])
        for row in rows
        if card.better and row["mean"] is not None and row["method"] not in CONTROLS
    }
    values = set(shown.values())
    best = {method for method, value in shown.items() if len(values) > 1 and value == max(values)}
    return [{**row, "best": int(row["method"] in best)} for row in rows]


def grids(found: pd.DataFrame) -> tuple[Grid, ...]:
    """The table, and which of its measures agree, of cross.csv's rows, for each selection that has any."""
    apart = (found[found["selection"] == selection] for selection in SELECTIONS)
    return tuple(
        table for own in apart if len(own) for table in (grid(own, MEASURES), agreement(own, MEASURES))
    )


def grid(found: pd.DataFrame, measures: Sequence[str]) -> Grid:
    """Methods by measures, of a `frame`; a measure that no run has is named below."""
    there = [measure for measure in measures if (found["metric"] == measure).any()]
    absent = [label(measure) for measure in measures if measure not in there]
    cells = {(row["method"], row["metric"]): _text(row) for row in found.to_dict("records")}
    rows = [
        [method, *(cells.get((method, measure), NONE) for measure in there)]
        for method in dict.fromkeys(found["method"])
    ]
    header = ["Method", *(label(measure) + ARROWS[card_of(measure).better] for measure in there)]
    return Grid(f"All methods, all measures{_at(found)}", header, rows, _notes(found, absent))


def _at(found: pd.DataFrame) -> str:
    """What a title says of the selection."""
    return " (last epoch)" if len(found) and found["selection"].iloc[0] == LAST else ""


def _text(row: Mapping[str, Any]) -> str:
    """Mean, standard deviation and number of runs; the best one with a star."""
    if row["undefined"]:
        return f"undefined in {row['undefined']}/{row['runs']} runs"
    unit, spread = card_of(row["metric"]).unit, row["std"]
    shown = unit.show(row["mean"]) + ("" if pd.isna(spread) else f" ± {unit.show(spread)}")
    return f"{shown} ({row['runs']})" + (STAR if row["best"] else "")


def _notes(found: pd.DataFrame, absent: Sequence[str]) -> list[str]:
    first = found.iloc[0]
    seeds = sorted({int(seed) for text in found["seeds"] for seed in str(text).split()})
    at_last, controls = bool(_at(found)), set(found["method"]) & set(CONTROLS)
    lines = [
        f"Model selection: {LAST_EPOCH if at_last else SELECTION}.",
        f"Runs: {first['dataset']}, {first['encoder']}, {first['attention']} attention, each method with the "
        f"profile's settings of it; seeds {', '.join(map(str, seeds))}. This is the place where most pairs "
        "of a method and a measure have a number; of several where most runs have one, then the first by "
        "name.",
        "Mean ± sample standard deviation over seeds (number of runs); ↑: more is better, ↓: less is better;"
        f"{STAR}: the best mean of its column, as it is shown. {NONE}: not measured.",
        "base has no attention. random: words in random order, of base (AOPC, post-hoc, sentiment words) or "
        "of vanilla.",
        "Pearson is to be read beside the entropy of attention, H / ln T: near 1 there is little that could "
        "correlate, and a text of two words correlates by 1 or -1.",
    ]
    if controls:
        lines.append(f"{TOLD} They are no methods, so never the best.")
    if "jsd@seeds" in set(found["metric"]):
        lines.append(KEPT)
    if "auprc" in set(found["metric"]):
        lines.append(EQUAL)
    return [*lines, *([f"Not measured on these runs: {', '.join(absent)}."] if absent else [])]


def agreement(found: pd.DataFrame, measures: Sequence[str]) -> Grid:
    """Spearman's rank correlation over the methods with attention between each two measures, of a `frame`."""
    attended = found[~found["method"].isin(APART)]
    means = attended.pivot(index="method", columns="metric", values="mean")
    there = [measure for measure in measures if measure in means]
    turned = {measure: (card_of(measure).better or 1) * means[measure].astype(float) for measure in there}
    texts = {(measure, measure): "1" for measure in there}
    for one, other in combinations(there, 2):
        texts[one, other] = texts[other, one] = _correlated(turned[one], turned[other])
    notes = [
        f"Spearman's rank correlation between the means of the {len(means)} methods with attention (no "
        "controls; of "
        "fewer, where a number in brackets says so). Measures where less is better are turned round: 1 is "
        "the same order of the methods, -1 the opposite one. "
        f"{NONE}: fewer than {FEWEST} methods have both, or one does not tell them apart.",
        "With so few methods a correlation is uncertain: of 10 methods up to 0.65 either way may be chance "
        "(5 %, two-sided, of one pair alone).",
    ]
    rows = [[label(one), *(texts[one, other] for other in there)] for one in there]
    return Grid(
        f"Which measures agree{_at(found)}", ["Measure", *(label(measure) for measure in there)], rows, notes
    )


def _correlated(one: pd.Series, other: pd.Series) -> str:
    both = pd.concat([one, other], axis=1).dropna().to_numpy()
    if len(both) < FEWEST or (both == both[:1]).all(axis=0).any():
        return NONE
    (value,) = spearman(both[:, :1], both[:, 1:])
    fewer = f" ({len(both)})" if len(both) < len(one) else ""
    return f"{value:+.2f}{fewer}"


def to_csv(found: pd.DataFrame) -> str:
    """The text of cross.csv."""
    return found.to_csv(index=False, lineterminator="\n")


def read_csv(path: Path) -> pd.DataFrame:
    """cross.csv as `frame` returned it. Raises UserError where it is not there."""
    if not path.is_file():
        raise UserError(f"{path} not found: the stage cross@<profile> writes it")
    return pd.read_csv(path, dtype={"seeds": str})


def markdown(grids: Iterable[Grid]) -> str:
    """The text of cross.md."""
    return "\n".join(f"# {one.title}\n\n{one.markdown()}\n{bullets(one.notes)}" for one in grids)
