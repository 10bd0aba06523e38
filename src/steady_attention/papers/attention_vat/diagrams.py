"""Figures 1 and 3: the idea, and the two models. Lengths in inches, y upwards."""

from functools import partial

import pandas as pd

from steady_attention.papers.attention_vat import architectures, illustration
from steady_attention.papers.attention_vat.rows import SOURCE
from steady_attention.report.figures.diagram import Diagram, Parts, listing
from steady_attention.report.figures.shapes import Arrow, Box, label, row

PERTURBATION = r"$r_\mathrm{VAT}$"
HEADS = {
    "attention": "attention\nsoftmax(ã), Eq. 17",
    "score": "scores ã\nof the model",
    "r_vat": f"+ perturbation {PERTURBATION}\nEqs. 3 and 5",
    "perturbed_score": "= perturbed scores\nEq. 6",
    "perturbed_attention": f"perturbed attention\nsoftmax(ã + {PERTURBATION})",
}
ROWS = {"attention": 3.7, "score": 2.6, "r_vat": 2.05, "perturbed_score": 1.5, "perturbed_attention": 0.4}
LEFT, CELL, HEIGHT = 1.9, 0.9, 0.55  # of the cells: where they begin, and the size of one
SIDE, BROAD = 8.9, 1.8  # the boxes beside the cells


def cells(points: pd.DataFrame, name: str) -> tuple[Box, ...]:
    """One quantity of every word: attention with the word, in orange; r in red where positive, else blue."""
    values, words = list(points[name]), points["word"]
    if name.endswith("attention"):
        texts = [f"{word}\n{value:.2f}" for word, value in zip(words, values, strict=True)]
        largest = points[["attention", "perturbed_attention"]].to_numpy().max()
        return _row(name, texts, ["orange"] * len(texts), [value / largest for value in values])
    if name == "r_vat":
        largest = max(map(abs, values))
        colours = ["red" if value > 0 else "blue" for value in values]
        return _row(name, [signed(v, "+") for v in values], colours, [abs(v) / largest for v in values])
    return _row(name, [signed(value) for value in values], ["grey"] * len(values), [0.0] * len(values))


def _row(name: str, texts: list[str], colours: list[str], strengths: list[float]) -> tuple[Box, ...]:
    return row(texts, LEFT, ROWS[name], CELL, HEIGHT, colours, strengths)


def signed(value: float, plus: str = "") -> str:
    """Two decimals with a true minus sign."""
    return f"{value:{plus}.2f}".replace("-", "\N{MINUS SIGN}")


def idea(points: pd.DataFrame) -> Parts:
    """From the scores upwards to the clean prediction, over the perturbed ones down to the other."""
    of = {name: cells(points, name) for name in ROWS}
    heads = [label(text, LEFT / 2, ROWS[name], LEFT - 0.1, HEIGHT) for name, text in HEADS.items()]
    said = points.iloc[0]
    clean = Box(
        f"prediction\np(positive) = {said['probability']:.2f}", SIDE, ROWS["attention"], BROAD, HEIGHT
    )
    other = Box(
        f"perturbed prediction\np(positive) = {said['perturbed_probability']:.2f}",
        SIDE, ROWS["perturbed_attention"], BROAD, HEIGHT,
    )  # fmt: skip
    apart = Box(
        f"KL divergence = {said['divergence']:.2f}\n(Eq. 4): {PERTURBATION} raises\nit, training lowers it",
        SIDE, ROWS["r_vat"], BROAD, 0.8, "green", 0.4,
    )  # fmt: skip
    up = map(Arrow, of["score"], of["attention"])
    down = map(Arrow, of["perturbed_score"], of["perturbed_attention"])
    across = [
        Arrow(of["attention"][-1], clean), Arrow(of["perturbed_attention"][-1], other), Arrow(clean, apart),
        Arrow(other, apart), Arrow(apart, of["r_vat"][-1], dashed=True),
    ]  # fmt: skip
    return (*heads, *(cell for name in ROWS for cell in of[name]), clean, other, apart, *up, *down, *across)


FIGURE_1 = Diagram(
    name="1",
    title="The idea of Attention VAT, on six words",
    source=f"{SOURCE}, Figure 1, drawn anew with numbers",
    width=9.9,
    height=4.1,
    numbers=illustration.numbers,
    parts=idea,
    notes=(
        "An illustration, not a result: no model was trained. The scores, the values that the words' states "
        "have for the decoder and the random start are made up; all else follows from Eqs. 3 to 6 and 17.",
        f"The perturbation has length epsilon = {illustration.EPSILON} over the sentence and follows the "
        f"gradient of the divergence at a start of length xi = {illustration.XI} (dashed).",
        "Training does not see the label for this: it moves the model so that both predictions agree "
        "(Eqs. 2 and 14).",
    ),
)
FIGURE_3 = Diagram(
    name="3",
    title="The models: (a) of one text, (b) of a pair",
    source=f"{SOURCE}, Figure 3 and appendix A, drawn anew",
    width=architectures.WIDTH,
    height=architectures.HEIGHT,
    numbers=partial(listing, architectures.PARTS),
    parts=lambda points: architectures.PARTS,
    notes=(
        "Numbers in brackets: the paper's equations. Blue: where the word methods add r, in (b) to the "
        "embeddings of both texts; orange: where the attention methods add it.",
        "In (b) the attended text P is the paragraph or the hypothesis, Q the question or the premise.",
    ),
)
