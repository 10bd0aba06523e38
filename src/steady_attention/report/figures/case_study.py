"""Texts as two methods read them: every word shaded by its attention, the prediction beside (heat maps)."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import pandas as pd
import seaborn

from steady_attention.report.figures.canvas import STYLE, to_svg
from steady_attention.report.figures.example_maps import GAP, LINE, MARGIN, RIGHT, canvas, words
from steady_attention.report.figures.shapes import Box
from steady_attention.results.material import Material
from steady_attention.results.query import Heading, Where
from steady_attention.results.scores import folder_of
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

COLUMNS = (
    "text", "id", "dataset", "corpus", "seed", "label", "distance", "method", "predicted", "probability",
    "place", "word", "attention",
)  # fmt: skip
TEXTS = 2
LENGTHS = (5, 20)  # words of a text that may be shown: fewest, most
EXAMPLES = "examples.json"
DIGITS = 4  # of a distance


@dataclass(frozen=True)
class CaseStudy:
    """The texts that the two methods attend to most differently, whatever they predict.

    methods: the two rows of every text; places: dataset, encoder and attention, tried in this order until
    both methods have a run with the same seed.
    """

    name: str
    title: str
    source: str
    methods: tuple[Heading, Heading]
    places: tuple[Where, ...]
    notes: tuple[str, ...] = ()

    def points(self, material: Material) -> pd.DataFrame:
        """A row a word, columns COLUMNS: of the TEXTS example texts of LENGTHS words with the largest
        total variation distance between the two attentions, the earlier first where two are alike.
        """
        for where in self.places:
            fitting = [material.fitting({**where, **method.where}) for method in self.methods]
            both = set.intersection(*({run.seed for run in runs} for runs in fitting))
            if both:
                runs = [next(run for run in own if run.seed == min(both)) for own in fitting]
                pairs = _differing(*(_examples(material, run) for run in runs))
                labels = [method.label for method in self.methods]
                rows = [
                    row for n, pair in enumerate(pairs, 1) for row in _rows(n, pair, where, runs[0], labels)
                ]
                return pd.DataFrame(rows, columns=list(COLUMNS))
        return pd.DataFrame(columns=list(COLUMNS))

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure."""
        rule = (
            f"Chosen: of the example texts (the first of the test split) with {LENGTHS[0]} to {LENGTHS[1]} "
            f"words the {TEXTS} with the largest total variation distance between the two attentions, "
            "whatever is predicted; of the smallest seed that both methods have."
        )
        shade = "A word's shade is its attention as a share of the text's largest under that method."
        corpora = setting.notes(points["dataset"], set(points["seed"]))
        return [f"{self.source}. {rule}", shade, *corpora, *self.notes]

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """A block a text, in it a block a method."""
        with matplotlib.rc_context({**seaborn.axes_style("white"), **STYLE}), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph")  # text stays text: the reader's fonts draw it
            return to_svg(canvas(*_parts(points)))


def _examples(material: Material, run: Run) -> list[dict[str, Any]]:
    return read_json(folder_of(run, material.evaluations) / EXAMPLES)


def _differing(first: Sequence[Mapping], second: Sequence[Mapping]) -> list[tuple[float, Mapping, Mapping]]:
    """The chosen texts: their distance, and the two readings. Raises UserError for different texts."""
    if [one["words"] for one in first] != [one["words"] for one in second]:
        raise UserError(f"{EXAMPLES} of two runs hold different texts: evaluate both again")
    pairs = [
        (sum(abs(a - b) for a, b in zip(one["attention"], other["attention"], strict=True)) / 2, one, other)
        for one, other in zip(first, second, strict=True)
        if LENGTHS[0] <= len(one["words"]) <= LENGTHS[1]
    ]
    return sorted(pairs, key=lambda pair: -round(pair[0], DIGITS))[:TEXTS]


def _rows(
    number: int, pair: tuple[float, Mapping, Mapping], where: Where, run: Run, labels: Sequence[str]
) -> Iterator[tuple]:
    distance, *readings = pair
    for label, read in zip(labels, readings, strict=True):
        probabilities = read["probabilities"]
        predicted = max(range(len(probabilities)), key=lambda c: (probabilities[c], c))
        place = (number, read["id"], where["dataset"], run.dataset, run.seed, read["label"])
        said = (round(distance, DIGITS), label, predicted, probabilities[predicted])
        for n, (word, weight) in enumerate(zip(read["words"], read["attention"], strict=True)):
            yield (*place, *said, n, word, weight)


def _parts(points: pd.DataFrame) -> tuple[list[Box], list[tuple[str, float, float]], float]:
    """The words' boxes, the other texts with their places, from y = 0 downwards, and the height of all."""
    boxes, texts, y = [], [], -GAP
    for number, of_text in points.groupby("text", sort=False):
        first = of_text.iloc[0]
        told = f"Text {number} ({first['id']}), class {first['label']}; distance {first['distance']:.2f}"
        texts.append((told, MARGIN, y))
        for method, read in of_text.groupby("method", sort=False):
            y -= LINE
            last = read.iloc[0]
            verdict = "right" if last["predicted"] == last["label"] else "wrong"
            said = f"{last['probability']:.0%} class {last['predicted']}: {verdict}"
            texts += [(method, MARGIN, y), (said, RIGHT + MARGIN, y)]
            lines = words(read, set(), y)
            boxes += [box for line in lines for box in line]
            y -= LINE * (len(lines) - 1)
        y -= LINE + GAP
    return boxes, texts, -y
