"""Texts as models read them: every word shaded by its attention, the prediction beside.

Hu et al. 2023, Figures 1 and 4, of perturbed.json, and 3, of the examples.json of two seeds; Zhou et al.
2021, Figure 7, of the examples.json of two methods.
"""

import warnings
from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pandas as pd

from steady_attention.metrics import divergence
from steady_attention.metrics.card import SCIENTIFIC
from steady_attention.report.figures import canvas
from steady_attention.report.figures.figure import Figure
from steady_attention.report.figures.shapes import Box
from steady_attention.results.material import Material
from steady_attention.results.query import Heading, Where
from steady_attention.results.scores import folder_of, rounded
from steady_attention.results.setting import NOT_RUN, Setting
from steady_attention.run.runs import Run
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

if TYPE_CHECKING:
    from matplotlib.figure import Figure as Canvas

READ = ("predicted", "probability", "place", "word", "attention")  # of a word, and of the text as it was read
WIDTH = 10.5  # inches
MARGIN = 0.12
LEFT, RIGHT = 1.15, 8.75  # where words may stand; left of it the state, right of it the prediction
LINE, GAP = 0.36, 0.24  # from one line to the next; more before a method
LETTER, PADDING, SPACE = 0.095, 0.16, 0.05  # a word's width: a letter's, both margins; between words
LONGEST = 40  # letters of a word that are shown


class Layout:
    """Boxes of words, and further texts with their places, from y = 0 downwards."""

    def __init__(self):
        self.boxes: list[Box] = []
        self.texts: list[tuple[str, float, float]] = []  # from x on, in the middle of the line y
        self.y = 0.0

    def read(self, name: str, reading: pd.DataFrame, said: str, changed: Collection[int] = ()) -> None:
        """Lines of one reading below what is there: its name, its words (those at `changed` places in green),
        what is said of it.
        """
        self.y -= LINE
        self.texts += [(name, MARGIN, self.y), (said, RIGHT + MARGIN, self.y)]
        x, largest = LEFT, reading["attention"].max() or 1.0
        words = zip(*(reading[name] for name in ("place", "word", "attention")), strict=True)
        for number, (place, word, attention) in enumerate(words):
            text = word if len(word) <= LONGEST else word[: LONGEST - 1] + "…"
            width = PADDING + LETTER * max(2, len(text))
            if x + width > RIGHT and number:
                x, self.y = LEFT, self.y - LINE
            colour = "green" if place in changed else "orange"
            plain = text.replace("$", r"\$")  # no formula
            box = Box(plain, x + width / 2, self.y, width, LINE - 0.06, colour, attention / largest)
            self.boxes.append(box)
            x += width + SPACE

    def draw(self) -> "Canvas":
        """The drawing of all parts; without any, NOT_RUN alone."""
        texts, height = (self.texts, -self.y) if self.boxes else ([(NOT_RUN, LEFT, -0.4)], 0.8)
        drawing, axes = canvas.ground(WIDTH, height, -height)
        for box in self.boxes:
            box.draw(axes)
        for text, x, y in texts:
            axes.text(x, y, text, ha="left", va="center", color=canvas.INK, parse_math=False)
        return drawing


@dataclass(frozen=True, kw_only=True)
class Texts(Figure):
    """Texts as every method reads them, at the first of `places` (dataset, encoder, attention) that has what
    is needed of all methods.
    """

    methods: tuple[Heading, ...]
    places: tuple[Where, ...]

    @abstractmethod
    def layout(self, points: pd.DataFrame) -> Layout:
        """Where the words stand."""

    def draw(self, points: pd.DataFrame, setting: Setting) -> "Canvas":
        """The texts, one below the other."""
        return self.layout(points).draw()

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """As of any figure, without warnings of letters that the font lacks: the reader's fonts draw them."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")
            return super().svg(points, setting)


def _words(reading: Mapping[str, Any]) -> Iterator[tuple]:
    """A row a word, as READ has it."""
    probabilities = reading["probabilities"]
    predicted = max(range(len(probabilities)), key=lambda c: (probabilities[c], c))
    for place, (word, weight) in enumerate(zip(reading["words"], reading["attention"], strict=True)):
        yield predicted, probabilities[predicted], place, word, weight


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
        lines.append(f"Encoder {first['encoder']}; the label is class {first['label']}.")
        return [*lines, *setting.notes(points["dataset"], set(points["seed"])), *self.notes]

    def layout(self, points: pd.DataFrame) -> Layout:
        """The words of every method, before above after; replaced words are green."""
        made = Layout()
        for method, own in points.groupby("method", sort=False):
            made.y -= (LINE + GAP) / 2
            jsd, tvd = (SCIENTIFIC.show(own.iloc[0][name]) for name in ("jsd", "tvd"))
            made.texts += [(method, MARGIN, made.y), (f"JSD {jsd}, TVD {tvd}", LEFT + 1.0, made.y)]
            first = own[own["state"] == own.iloc[0]["state"]].set_index("place")["word"]
            for state, reading in own.groupby("state", sort=False):
                words = reading.set_index("place")["word"]
                changed = {place for place, word in words.items() if first[place] != word}
                last = reading.iloc[0]
                said = f"{last['probability']:.1%}: class {last['predicted']}"
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


def _named(pairs: Sequence[Pair], wanted: str, folder: Path) -> Pair:
    for pair in pairs:
        if pair.id == wanted:
            return pair
    raise UserError(f"{folder}: the text {wanted} is not among its examples: evaluate all methods again")


def _states(pair: Pair) -> Iterator[tuple]:
    """What Examples.COLUMNS has from `text` on."""
    for state, reading in pair.states.items():
        for word in _words(reading):
            yield (pair.id, pair.label, pair.jsd, pair.tvd, state, *word)


@dataclass(frozen=True, kw_only=True)
class CaseStudy(Texts):
    """The texts that two methods attend to most differently, whatever they predict; at the first of `places`
    where both methods have a run with the same seed.
    """

    COLUMNS = (*"text id dataset corpus seed label distance method".split(), *READ)
    LENGTHS = (5, 20)  # words of a text that may be shown: fewest, most
    TEXTS = 2
    FILE = "examples.json"
    DIGITS = 4  # of a distance

    def points(self, material: Material) -> pd.DataFrame:
        """A row a word: of the TEXTS example texts of LENGTHS words with the largest total variation distance
        between the two attentions, the earlier first where two are alike.
        """
        rows = []
        for where in self.places:
            fitting = [material.fitting({**where, **method.where}) for method in self.methods]
            both = set.intersection(*({run.seed for run in runs} for runs in fitting))
            if both:
                runs = [next(run for run in own if run.seed == min(both)) for own in fitting]
                readings = (read_json(folder_of(run, material.evaluations) / self.FILE) for run in runs)
                place = (where["dataset"], runs[0].dataset, runs[0].seed)
                rows = [
                    (
                        number,
                        one["id"],
                        *place,
                        one["label"],
                        round(distance, self.DIGITS),
                        method.label,
                        *word,
                    )
                    for number, (distance, *pair) in enumerate(self._differing(*readings), 1)
                    for method, one in zip(self.methods, pair, strict=True)
                    for word in _words(one)
                ]
                break
        return pd.DataFrame(rows, columns=list(self.COLUMNS))

    def _differing(self, first: Sequence[Mapping], second: Sequence[Mapping]) -> list[tuple]:
        """The chosen texts: distance and both readings of each. Raises UserError for different texts."""
        if [one["words"] for one in first] != [one["words"] for one in second]:
            raise UserError(f"{self.FILE} of two runs hold different texts: evaluate both again")
        fewest, most = self.LENGTHS
        pairs = [
            (sum(abs(a - b) for a, b in zip(one["attention"], two["attention"], strict=True)) / 2, one, two)
            for one, two in zip(first, second, strict=True)
            if fewest <= len(one["words"]) <= most
        ]
        return sorted(pairs, key=lambda pair: -round(pair[0], self.DIGITS))[: self.TEXTS]

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        fewest, most = self.LENGTHS
        rule = (
            f"Chosen: of the example texts (the first of the test split) with {fewest} to {most} words the "
            f"{self.TEXTS} with the largest total variation distance between the two attentions, whatever is "
            "predicted; of the smallest seed that both methods have."
        )
        shade = "A word's shade is its attention as a share of the text's largest under that method."
        corpora = setting.notes(points["dataset"], set(points["seed"]))
        return [f"{self.source}. {rule}", shade, *corpora, *self.notes]

    def layout(self, points: pd.DataFrame) -> Layout:
        """A block a text, in it a block a method."""
        made = Layout()
        made.y = -GAP
        for number, of_text in points.groupby("text", sort=False):
            first = of_text.iloc[0]
            told = f"Text {number} ({first['id']}), class {first['label']}; distance {first['distance']:.2f}"
            made.texts.append((told, MARGIN, made.y))
            for method, reading in of_text.groupby("method", sort=False):
                last = reading.iloc[0]
                verdict = "right" if last["predicted"] == last["label"] else "wrong"
                said = f"{last['probability']:.0%} class {last['predicted']}: {verdict}"
                made.read(method, reading, said)
            made.y -= LINE + GAP
        return made
