"""What noise on one embedded piece of a text does to a classifier's attention and to its prediction (SEAT,
Stability Evaluation), of a Hugging Face model where models/noise.py has the pipeline's own.

A draw takes one piece of a word of each text, all alike likely, and adds noise of variance DELTA to every
coordinate of its embedding, in the model's own units. Pieces and noise depend on the seed, the draw and the
order of the texts alone, so that all explanations are of the same noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from steady_attention.metrics.divergence import jsd, tvd
from steady_attention.score.attention import Rows, of_layers
from steady_attention.score.classifier import PIECES, Batch, Classifier, Encoded
from steady_attention.training.seeds import numpy_generator

DELTA = 0.01  # the cross table's; Hu et al. 2023, Tables 1 and 8, have 0.001 to 0.05
DRAWS = 2  # of the noise, averaged: as profile small has it


@dataclass(frozen=True)
class Moved:
    """What the noise makes of texts: probabilities (n, C) of each draw; attention (w,) of each text, of each
    draw, by the explanation's name.
    """

    probabilities: Sequence[np.ndarray]
    attention: dict[str, list[Rows]]


def noise(encoded: Sequence[Encoded], width: int, seed: int, draw: int) -> list[tuple[int, np.ndarray]]:
    """Of each text the piece that is moved, and by what (width,). A text whose words have no piece is not
    moved.
    """
    random = numpy_generator(seed, "embedding noise", draw)
    found = []
    for one in encoded:
        pieces = np.flatnonzero(one.words >= 0)
        place = int(random.choice(pieces)) if len(pieces) else 0
        by = np.sqrt(DELTA) * random.standard_normal(width)
        found.append((place, by if len(pieces) else np.zeros(width)))
    return found


def moved(classifier: Classifier, encoded: Sequence[Encoded], names: Sequence[str], seed: int) -> Moved:
    """The model's predictions, and the named explanations by attention, under DRAWS draws of the noise. The
    model takes embedded words.
    """
    width = classifier.model.get_input_embeddings().weight.shape[1]
    probabilities, attention = [], {}
    for draw in range(DRAWS):
        rows = _one_draw(classifier, encoded, names, noise(encoded, width, seed, draw))
        order = range(len(encoded))
        probabilities.append(np.stack([rows[number][0] for number in order]))
        for name in rows[0][1]:
            attention.setdefault(name, []).append([rows[number][1][name] for number in order])
    return Moved(probabilities, attention)


def _one_draw(
    classifier: Classifier,
    encoded: Sequence[Encoded],
    names: Sequence[str],
    moves: Sequence[tuple[int, np.ndarray]],
) -> dict[int, tuple[np.ndarray, dict[str, np.ndarray]]]:
    """Of each text, by its number: probabilities (C,), and its rows by name."""

    def one(batch: Batch) -> list[tuple[int, tuple[np.ndarray, dict[str, np.ndarray]]]]:
        inputs = {key: value for key, value in batch.inputs.items() if key != "input_ids"}
        with torch.inference_mode():
            embedded = classifier.model.get_input_embeddings()(batch.inputs["input_ids"]).clone()
            for row, number in enumerate(batch.numbers):
                place, by = moves[number]
                embedded[row, place] += torch.from_numpy(by).to(embedded.dtype)
            found = classifier.model(inputs_embeds=embedded, output_attentions=bool(names), **inputs)
            chances = torch.softmax(found.logits.double(), dim=1).numpy()
        rows = dict(of_layers(classifier, encoded, batch, found.attentions, names)) if names else {}
        return [(number, (chances[row], rows.get(number, {}))) for row, number in enumerate(batch.numbers)]

    return dict(pair for some in classifier.each(encoded, one, PIECES, alike=True) for pair in some)


def of_attention(rows: Rows, draws: Sequence[Rows]) -> float:
    """The mean over texts and draws of the JSD between attention on a text and under noise."""
    return float(np.mean([[jsd(p, q) for p, q in zip(rows, draw, strict=True)] for draw in draws]))


def of_predictions(probabilities: np.ndarray, draws: Sequence[np.ndarray]) -> float:
    """The mean over texts and draws of the TVD between the prediction on a text and under noise."""
    return float(np.mean([tvd(probabilities, draw) for draw in draws]))
