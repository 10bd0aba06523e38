"""Figure 1: Attention VAT on six words, worked out from Eqs. 3 to 6 in numpy. In inches, y upwards.

An illustration and no result: scores, values and random start are made up. The trained methods are
steady_attention.methods.attention_vat; the tests hold the two against each other.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from steady_attention.papers.attention_vat.rows import PAPER
from steady_attention.report.figures.diagram import Diagram, Parts
from steady_attention.report.figures.shapes import Arrow, Box, label, row

WORDS = ("dull", "plot", ",", "yet", "truly", "wonderful")
SCORES = (0.3, 0.1, -1.2, -0.6, 0.4, 1.9)
VALUES = (-4.0, -0.5, 0.0, 0.2, 1.0, 3.0)  # what each word's state says of the class: the decoder's w . h_t
START = (1.0, -1.0, 1.0, -1.0, 1.0, -1.0)  # the random direction d, made up like the rest
EPSILON, XI = 1.5, 0.1
DECIMALS = 4  # what is kept, so that every machine gives the same bytes

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
SIDE, BROAD = 8.85, 1.95  # the boxes beside the cells


def softmax(scores: np.ndarray) -> np.ndarray:
    """Attention (T,) at scores (T,) (Eq. 17)."""
    powers = np.exp(scores - scores.max())
    return powers / powers.sum()


def sigmoid(logit: float) -> float:
    """p(positive) at a logit (Eq. 19)."""
    return 1 / (1 + np.exp(-logit))


def divergence(p: float, q: float) -> float:
    """KL of two Bernoulli distributions (Eq. 4)."""
    return p * np.log(p / q) + (1 - p) * np.log((1 - p) / (1 - q))


def gradient(scores: np.ndarray, values: np.ndarray, r: np.ndarray) -> np.ndarray:
    """Eq. 5: that of KL(p(scores) || p(scores + r)) in r, (T,).

    With z the logit at scores + r, a the attention there: (sigmoid(z) - p) a_t (value_t - z).
    """
    attention = softmax(scores + r)
    logit = attention @ values
    return (sigmoid(logit) - sigmoid(softmax(scores) @ values)) * attention * (values - logit)


def perturbation(
    scores: np.ndarray, values: np.ndarray, start: np.ndarray, epsilon: float, xi: float
) -> np.ndarray:
    """Eq. 5: r_VAT = epsilon g / |g|_2, (T,), g taken at r = xi d, d the start at length 1."""
    g = gradient(scores, values, xi * start / np.linalg.norm(start))
    return epsilon * g / np.linalg.norm(g)


def numbers(
    words: Sequence[str] = WORDS,
    scores: Sequence[float] = SCORES,
    values: Sequence[float] = VALUES,
    start: Sequence[float] = START,
    epsilon: float = EPSILON,
    xi: float = XI,
) -> pd.DataFrame:
    """A row a word; the probabilities and the divergence are of the sentence, the same in every row."""
    at, said = np.array(scores), np.array(values)
    r = perturbation(at, said, np.array(start), epsilon, xi)
    before, after = softmax(at), softmax(at + r)
    p, q = sigmoid(before @ said), sigmoid(after @ said)
    of_words = {"word": words, "value": said, "score": at, "attention": before, "r_vat": r}
    perturbed = {"perturbed_score": at + r, "perturbed_attention": after}
    whole = {"probability": p, "perturbed_probability": q, "divergence": divergence(p, q)}
    return pd.DataFrame({**of_words, **perturbed, **whole}).round(DECIMALS)


def cells(points: pd.DataFrame, name: str) -> tuple[Box, ...]:
    """One quantity of every word: attention with the word, in orange; r in red where positive, else blue."""
    values, words = list(points[name]), points["word"]
    texts, colours, strengths = (
        [signed(value) for value in values],
        ["grey"] * len(values),
        [0.0] * len(values),
    )
    if name.endswith("attention"):
        largest = points[["attention", "perturbed_attention"]].to_numpy().max()
        texts = [f"{word}\n{value:.2f}" for word, value in zip(words, values, strict=True)]
        colours, strengths = ["orange"] * len(values), [value / largest for value in values]
    elif name == "r_vat":
        largest = max(map(abs, values))
        texts = [signed(value, "+") for value in values]
        colours = ["red" if value > 0 else "blue" for value in values]
        strengths = [abs(value) / largest for value in values]
    return row(texts, LEFT, ROWS[name], CELL, HEIGHT, colours, strengths)


def signed(value: float, plus: str = "") -> str:
    """Two decimals with a true minus sign."""
    return f"{value:{plus}.2f}".replace("-", "\N{MINUS SIGN}")


def parts(points: pd.DataFrame) -> Parts:
    """From the scores upwards to the clean prediction, over the perturbed ones down to the other."""
    of = {name: cells(points, name) for name in ROWS}
    heads = [label(text, LEFT / 2, ROWS[name], LEFT - 0.1, HEIGHT) for name, text in HEADS.items()]
    said = points.iloc[0]
    texts = (
        f"prediction\np(positive) = {said['probability']:.2f}",
        f"perturbed prediction\np(positive) = {said['perturbed_probability']:.2f}",
        f"KL divergence = {said['divergence']:.2f}\n(Eq. 4): {PERTURBATION} raises\nit, training lowers it",
    )
    clean = Box(texts[0], SIDE, ROWS["attention"], BROAD, HEIGHT)
    other = Box(texts[1], SIDE, ROWS["perturbed_attention"], BROAD, HEIGHT)
    apart = Box(texts[2], SIDE, ROWS["r_vat"], BROAD, 0.8, "green", 0.4)
    up = map(Arrow, of["score"], of["attention"])
    down = map(Arrow, of["perturbed_score"], of["perturbed_attention"])
    across = [
        Arrow(of["attention"][-1], clean),
        Arrow(of["perturbed_attention"][-1], other),
        Arrow(clean, apart),
        Arrow(other, apart),
        Arrow(apart, of["r_vat"][-1], dashed=True),
    ]
    return (*heads, *(cell for name in ROWS for cell in of[name]), clean, other, apart, *up, *down, *across)


FIGURE = Diagram(
    name="1",
    title="The idea of Attention VAT, on six words",
    source=f"{PAPER.source}, Figure 1, drawn anew with numbers",
    width=9.9,
    height=4.1,
    numbers=numbers,
    parts=parts,
    notes=(
        "An illustration, not a result: no model was trained. The scores, the values that the words' states "
        "have for the decoder and the random start are made up; all else follows from Eqs. 3 to 6 and 17.",
        f"The perturbation has length epsilon = {EPSILON} over the sentence and follows the gradient of the "
        f"divergence at a start of length xi = {XI} (dashed).",
        "Training does not see the label for this: it moves the model so that both predictions agree "
        "(Eqs. 2 and 14).",
    ),
)
