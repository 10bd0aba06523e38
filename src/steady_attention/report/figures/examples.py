"""One text's attention before and after a perturbation, method below method, as words that are shaded.

Hu et al. 2023, Figures 1 and 4, of perturbed.json, and 3, of the examples.json of two seeds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import matplotlib
import pandas as pd
import seaborn

from steady_attention.metrics import divergence
from steady_attention.report.figures.canvas import STYLE, to_svg
from steady_attention.report.figures.example_maps import canvas, parts
from steady_attention.results.material import Material
from steady_attention.results.query import Heading, Where
from steady_attention.results.scores import folder_of, rounded
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

COLUMNS = (
    "method", "dataset", "corpus", "encoder", "seed", "text", "label", "jsd", "tvd", "state", "predicted",
    "probability", "place", "word", "attention",
)  # fmt: skip
FILES = {"words": "perturbed.json", "embedding": "perturbed.json", "seeds": "examples.json"}
SHORTEST, LONGEST = 5, 14  # words of the text that is shown
RULE = f"the first kept test text of {SHORTEST} to {LONGEST} words (else the first), whatever becomes of it"


@dataclass(frozen=True)
class Pair:
    """A text before and after, as two states of words, attention and probabilities, and their distances."""

    id: str
    label: int
    states: Mapping[str, Mapping[str, Any]]
    jsd: float
    tvd: float


@dataclass(frozen=True)
class Examples:
    """A text as every method reads it, on the first of `places` (dataset, encoder, attention) where all
    methods have been run; kind: what is done to the text or, of `seeds`, to the model.
    """

    name: str
    title: str
    source: str
    kind: Literal["words", "embedding", "seeds"]
    methods: tuple[Heading, ...]
    places: tuple[Where, ...]
    notes: tuple[str, ...] = ()

    def points(self, material: Material) -> pd.DataFrame:
        """A row a word, columns COLUMNS; none where no place has all methods (of seeds: with two seeds)."""
        for where in self.places:
            runs = {method.label: self._runs(material, {**where, **method.where}) for method in self.methods}
            if all(runs.values()):
                read = {label: self._pairs(of_method, material) for label, of_method in runs.items()}
                wanted = chosen(read[self.methods[0].label])
                rows = [
                    (label, where["dataset"], run.dataset, run.encoder, run.seed, *row)
                    for label, (run, *_) in runs.items()
                    for row in _rows(_named(read[label], wanted, folder_of(run, material.evaluations)))
                ]
                return pd.DataFrame(rows, columns=list(COLUMNS))
        return pd.DataFrame(columns=list(COLUMNS))

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        lines = [f"{self.source}. Shades: shares of the text's largest attention. Shown is {RULE}."]
        if points.empty:
            return [*lines, "No data set of this profile has a run of every method.", *self.notes]
        first = points.iloc[0]
        lines.append(f"Encoder {first['encoder']}; the label is class {first['label']}.")
        return [*lines, *setting.notes(points["dataset"], set(points["seed"])), *self.notes]

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """The words of every method, before above after."""
        with matplotlib.rc_context({**seaborn.axes_style("white"), **STYLE}):
            return to_svg(canvas(*parts(points)))

    def _runs(self, material: Material, where: Where) -> list[Run]:
        found = [
            run
            for run in material.fitting(where)
            if (folder_of(run, material.evaluations) / FILES[self.kind]).is_file()
        ]
        needed = 2 if self.kind == "seeds" else 1
        return found[:needed] if len(found) >= needed else []

    def _pairs(self, runs: Sequence[Run], material: Material) -> list[Pair]:
        contents = [read_json(folder_of(run, material.evaluations) / FILES[self.kind]) for run in runs]
        if self.kind == "seeds":
            return between([f"seed {run.seed}" for run in runs], *contents)
        return [
            Pair(one["id"], one["label"], {name: one[name] for name in ("benign", "perturbed")},
                 one["jsd"], one["tvd"])
            for one in contents[0]
            if one["kind"] == self.kind
        ]  # fmt: skip


def between(names: Sequence[str], before: Sequence[Mapping], after: Sequence[Mapping]) -> list[Pair]:
    """The same texts as two runs read them; their attention has four decimals, so JSD is rough below 1e-6."""
    pairs = []
    for one, other in zip(before, after, strict=True):
        if (one["id"], one["words"]) != (other["id"], other["words"]):
            raise UserError(
                f"two seeds hold different texts ({one['id']}, {other['id']}): evaluate both again"
            )
        jsd, tvd = (
            rounded(measure(one[key], other[key]))
            for measure, key in ((divergence.jsd, "attention"), (divergence.tvd, "probabilities"))
        )
        pairs.append(Pair(one["id"], one["label"], dict(zip(names, (one, other), strict=True)), jsd, tvd))
    return pairs


def chosen(pairs: Sequence[Pair]) -> str:
    """The id of the text that is shown, by RULE."""
    lengths = {pair.id: len(next(iter(pair.states.values()))["words"]) for pair in pairs}
    fitting = [name for name, length in lengths.items() if SHORTEST <= length <= LONGEST]
    return (fitting or list(lengths))[0]


def _named(pairs: Sequence[Pair], wanted: str, folder: Any) -> Pair:
    for pair in pairs:
        if pair.id == wanted:
            return pair
    raise UserError(f"{folder}: the text {wanted} is not among its examples: evaluate all methods again")


def _rows(pair: Pair) -> Iterator[tuple]:
    """What COLUMNS has from `text` on."""
    for state, read in pair.states.items():
        probabilities = read["probabilities"]
        predicted = max(range(len(probabilities)), key=lambda c: (probabilities[c], c))
        known = (pair.id, pair.label, pair.jsd, pair.tvd, state, predicted, probabilities[predicted])
        for place, (word, attention) in enumerate(zip(read["words"], read["attention"], strict=True)):
            yield (*known, place, word, attention)
