"""The cross table as it is read: its key measures on one page; the rest is in cross.csv."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from steady_attention.metrics.cards import card_of
from steady_attention.report.tables import arranged, sheet
from steady_attention.report.tables.cell import NONE
from steady_attention.report.tables.cross import MEASURES, label, number_of
from steady_attention.report.tables.grid import bullets
from steady_attention.report.tables.number import Number
from steady_attention.report.tables.pair import Pair
from steady_attention.report.tables.sheet import Sheet
from steady_attention.report.tables.twins import once
from steady_attention.results.controls import CONTROLS, EQUAL, TOLD
from steady_attention.results.scores import BEST
from steady_attention.results.setting import KEPT, SELECTION, spanned

TITLE = "All methods, the key measures"
KEYS = (  # what is shown: as many of them as a sheet has room for
    *("f1", "pearson", "attention_entropy", "jsd@delta=0.01", "jsd@seeds"),
    "attacked_tvd@delta=0.5",
    *("comprehensiveness_normalised", "sufficiency_normalised", "auprc"),
    *("f1_at_1@polarity=positive", "accuracy"),
)
CONTROLLED = "Controls (ours)"
ARROWS = {1: " ↑", -1: " ↓", 0: ""}
READING = (
    "Each number: the mean over seeds ± half of its 95 % interval (Student's t; of distances between seeds "
    f"the jackknife's). {sheet.FEWER} Δ: the difference to vanilla over the seeds that both have, ± half "
    "of its interval; means of other seeds differ by something else. *: the interval excludes 0 in the "
    "digits of its column. Bold: the best method of its column, where the intervals of its differences to "
    "all others exclude 0 so. ↑: more is "
    f"better, ↓: less is better. {NONE}: not measured."
)


@dataclass(frozen=True)
class Crossed:
    """The key measures of cross.csv's rows, of the epoch that dev chose."""

    numbers: pd.DataFrame
    title: str = TITLE
    reading: str = READING

    @property
    def shown(self) -> pd.DataFrame:
        """The rows of the epoch that dev chose."""
        return self.numbers[self.numbers["selection"] == BEST]

    @property
    def measures(self) -> list[str]:
        """The key measures that have a number, as many as a sheet has room for."""
        there = set(self.shown["metric"])
        return [measure for measure in KEYS if measure in there][: arranged.MOST]

    def sheets(self) -> list[Sheet]:
        """Methods by measures."""
        own, measures = self.shown, self.measures
        values = {measure: _values(own[own["metric"] == measure]) for measure in measures}
        methods = list(dict.fromkeys(own["method"]))
        rows = [arranged.Heading(CONTROLLED if name in CONTROLS else "", name) for name in methods]
        columns = [arranged.Heading("", label(name) + ARROWS[card_of(name).better]) for name in measures]
        block = [[_number(name, measure, values[measure]) for measure in measures] for name in methods]
        made = arranged.sheets("Method", rows, columns, block)
        return [replace(one, rows=once(one.rows, {name: name for name in methods})) for one in made]

    def notes(self) -> list[str]:
        """What stands under the table."""
        own = self.shown
        if own.empty:
            return []
        first, there = own.iloc[0], set(own["metric"])
        every = [str(text).split() for text in own["seeds"]]
        seeds = sorted({int(seed) for some in every for seed in some})
        ((usual, _),) = Counter(map(len, every)).most_common(1)
        lines = [
            f"Model selection: {SELECTION}. cross.csv has the last epoch, too.",
            f"Runs: {first['dataset']}, {first['encoder']}, {first['attention']} attention, each method with "
            f"the profile's settings of it; seeds {spanned(seeds)}, {usual} of them where no other count "
            "stands in brackets. This is the place where most pairs of a method and a measure have a number.",
            "base has no attention. random: words in random order. Methods that are the same by mathematics "
            "share a row.",
            "Pearson is to be read beside the entropy of attention, H / ln T: near 1 there is little that "
            "could correlate.",
        ]
        if set(own["method"]) & set(CONTROLS):
            lines.append(f"{TOLD} They are no methods, so never the best.")
        lines += [text for measure, text in (("jsd@seeds", KEPT), ("auprc", EQUAL)) if measure in there]
        further = [label(measure) for measure in MEASURES if measure in there - set(self.measures)]
        return [*lines, *([f"cross.csv has more measures: {'; '.join(further)}."] if further else [])]

    def markdown(self, figures: Mapping[str, str] | None = None) -> str:
        """The text of cross.md; figures: addresses of pictures that stand below, by their titles."""
        drawn = "".join(f"\n![{title}]({address})\n" for title, address in (figures or {}).items())
        table = sheet.markdown(self.sheets())
        return f"# {self.title}\n\n{self.reading}\n\n{table}\n{bullets(self.notes())}{drawn}"


def _number(method: str, measure: str, values: Mapping[str, Mapping[int, float]]) -> Number:
    return (
        number_of(method, measure, values)
        if method in values
        else Number(Pair({}, {}, card_of(measure).unit))
    )


def _values(own: pd.DataFrame) -> dict[str, dict[int, float]]:
    """By method and seed."""
    given = own[["method", "seeds", "values"]].itertuples(index=False)
    return {
        method: dict(zip(map(int, str(seeds).split()), map(float, str(values).split()), strict=True))
        for method, seeds, values in given
    }
