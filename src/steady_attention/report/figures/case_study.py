"""Texts that two methods attend to most differently (Zhou et al. 2021, Figure 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from steady_attention.report.figures.texts import GAP, LINE, MARGIN, READ, Layout, Texts, words
from steady_attention.results.evaluated import folder_of
from steady_attention.results.setting import Material, Setting
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json


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
                    for word in words(one)
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

    def layout(self, points: pd.DataFrame, setting: Setting) -> Layout:
        """A block a text, in it a block a method."""
        made = Layout()
        made.y = -GAP
        for number, of_text in points.groupby("text", sort=False):
            first = of_text.iloc[0]
            label = setting.class_name(first["corpus"], first["label"])
            told = f"Text {number} ({first['id']}), {label}; distance {first['distance']:.2f}"
            made.texts.append((told, MARGIN, made.y))
            for method, reading in of_text.groupby("method", sort=False):
                last = reading.iloc[0]
                verdict = "right" if last["predicted"] == last["label"] else "wrong"
                predicted = setting.class_name(last["corpus"], last["predicted"])
                said = f"{predicted} {last['probability']:.0%}, {verdict}"
                made.read(method, reading, said)
            made.y -= LINE + GAP
        return made
