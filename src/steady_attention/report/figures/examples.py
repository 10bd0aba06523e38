"""A text before and after a perturbation of it or of the seed (Hu et al. 2023, Figures 1, 3 and 4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from steady_attention.metrics.card import SCIENTIFIC
from steady_attention.report.figures.texts import GAP, LEFT, LINE, MARGIN, READ, Layout, Texts, words
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import Where
from steady_attention.results.scores import rounded
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json


@dataclass(frozen=True)
class Pair:
    """A text before and after, as two states of words, attention and probabilities, and their distances."""

    id: str
    label: int
    states: Mapping[str, Mapping[str, Any]]
    jsd: float
    tvd: float


@dataclass(frozen=True, kw_only=True)
class Examples(Texts):
    """A text before and after, method below method; kind: what is done to the text or, of `seeds`, to the
    model.
    """

    COLUMNS = (*"method dataset corpus encoder seed text label jsd tvd state".split(), *READ)
    LENGTHS = (5, 14)  # words of the text that is shown: fewest, most

    kind: Literal["words", "embedding", "seeds"]

    @property
    def file(self) -> str:
        """What is read of an evaluation."""
        return "examples.json" if self.kind == "seeds" else "perturbed.json"

    def points(self, material: Material) -> pd.DataFrame:
        """A row a word; none where no place has all methods (of seeds: with two seeds)."""
        for where in self.places:
            runs = {method.label: self._runs(material, {**where, **method.where}) for method in self.methods}
            if all(runs.values()):
                pairs = {label: self._pairs(of_method, material) for label, of_method in runs.items()}
                wanted = chosen(pairs[self.methods[0].label])
                rows = [
                    (label, where["dataset"], run.dataset, run.encoder, run.seed, *row)
                    for label, (run, *_) in runs.items()
                    for row in _states(_named(pairs[label], wanted, folder_of(run, material.evaluations)))
                ]
                return pd.DataFrame(rows, columns=list(self.COLUMNS))
        return pd.DataFrame(columns=list(self.COLUMNS))

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        rule = "the first kept test text of {} to {} words (else the first), whatever becomes of it"
        shown = f"Shown is {rule.format(*self.LENGTHS)}."
        lines = [f"{self.source}. Shades: shares of the text's largest attention. {shown}"]
        if points.empty:
            return [*lines, "No data set of this profile has a run of every method.", *self.notes]
        first = points.iloc[0]
        label = setting.class_name(first["corpus"], first["label"])
        lines.append(f"Encoder {first['encoder']}; the label is {label}.")
        return [*lines, *setting.notes(points["dataset"], set(points["seed"])), *self.notes]

    def layout(self, points: pd.DataFrame, setting: Setting) -> Layout:
        """The words of every method, before above after; replaced words are green."""
        made = Layout()
        for method, own in points.groupby("method", sort=False):
            made.y -= (LINE + GAP) / 2
            jsd, tvd = (SCIENTIFIC.show(own.iloc[0][name]) for name in ("jsd", "tvd"))
            made.texts += [(method, MARGIN, made.y), (f"JSD {jsd}, TVD {tvd}", LEFT, made.y)]
            first = own[own["state"] == own.iloc[0]["state"]].set_index("place")["word"]
            for state, reading in own.groupby("state", sort=False):
                words = reading.set_index("place")["word"]
                changed = {place for place, word in words.items() if first[place] != word}
                last = reading.iloc[0]
                said = f"{setting.class_name(last['corpus'], last['predicted'])} {last['probability']:.1%}"
                made.read(f"{state}:".capitalize(), reading, said, changed)
            made.y -= (LINE + GAP) / 2
        return made

    def _runs(self, material: Material, where: Where) -> list[Run]:
        runs = material.fitting(where)
        kept = [run for run in runs if (folder_of(run, material.evaluations) / self.file).is_file()]
        needed = 2 if self.kind == "seeds" else 1
        return kept[:needed] if len(kept) >= needed else []

    def _pairs(self, runs: Sequence[Run], material: Material) -> list[Pair]:
        contents = [read_json(folder_of(run, material.evaluations) / self.file) for run in runs]
        if self.kind == "seeds":
            return between([f"seed {run.seed}" for run in runs], *contents)
        return [
            Pair(
                one["id"], one["label"], {s: one[s] for s in ("benign", "perturbed")}, one["jsd"], one["tvd"]
            )
            for one in contents[0]
            if one["kind"] == self.kind
        ]


def between(names: Sequence[str], before: Sequence[Mapping], after: Sequence[Mapping]) -> list[Pair]:
    """The same texts as two runs read them; their attention has four decimals, so JSD is rough below 1e-6."""
    from steady_attention.metrics import divergence

    pairs = []
    for one, other in zip(before, after, strict=True):
        if (one["id"], one["words"]) != (other["id"], other["words"]):
            raise UserError(
                f"two seeds hold different texts ({one['id']}, {other['id']}): evaluate both again"
            )
        jsd = rounded(divergence.jsd(one["attention"], other["attention"]))
        tvd = rounded(divergence.tvd(one["probabilities"], other["probabilities"]))
        pairs.append(Pair(one["id"], one["label"], dict(zip(names, (one, other), strict=True)), jsd, tvd))
    return pairs


def chosen(pairs: Sequence[Pair]) -> str:
    """The id of the text that is shown, by the rule of the captions."""
    fewest, most = Examples.LENGTHS
    lengths = {pair.id: len(next(iter(pair.states.values()))["words"]) for pair in pairs}
    fitting = [name for name, length in lengths.items() if fewest <= length <= most]
    return (fitting or list(lengths))[0]


def _named(pairs: Sequence[Pair], wanted: str, folder: Archived) -> Pair:
    for pair in pairs:
        if pair.id == wanted:
            return pair
    raise UserError(f"{folder}: the text {wanted} is not among its examples: evaluate all methods again")


def _states(pair: Pair) -> Iterator[tuple]:
    """What Examples.COLUMNS has from `text` on."""
    for state, reading in pair.states.items():
        for word in words(reading):
            yield (pair.id, pair.label, pair.jsd, pair.tvd, state, *word)
