"""Noise on one embedded piece of a text (SEAT, Stability Evaluation), of a Hugging Face model where
models/noise.py has the pipeline's own.

A draw takes one piece of a word of each text, all alike likely, and adds noise of variance DELTA to every
coordinate of its embedding, in the model's own units. Pieces and noise depend on the seed, the draw and the
order of the texts alone, so that all explanations are of the same noise.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from steady_attention.score.classifier import PIECES, Batch, Classifier, Encoded
from steady_attention.score.moved import Moved, read
from steady_attention.training.seeds import numpy_generator

DELTA = 0.01  # the cross table's; Hu et al. 2023, Tables 1 and 8, have 0.001 to 0.05
DRAWS = 2  # of the noise, averaged: as profile small has it


def noise(encoded: Sequence[Encoded], width: int, seed: int, draw: int) -> list[tuple[int, np.ndarray]]:
    """Of each text the piece that is moved, and by what (width,). A text whose words have no piece is not
    moved.
    """
    random = numpy_generator(seed, "embedding noise", draw)
    moves = []
    for one in encoded:
        pieces = np.flatnonzero(one.words >= 0)
        place = int(random.choice(pieces)) if len(pieces) else 0
        by = np.sqrt(DELTA) * random.standard_normal(width)
        moves.append((place, by if len(pieces) else np.zeros(width)))
    return moves


def moved(classifier: Classifier, encoded: Sequence[Encoded], names: Sequence[str], seed: int) -> Moved:
    """The model's predictions, and the named explanations by attention, under DRAWS draws of the noise. The
    model takes embedded words.
    """
    table = classifier.model.get_input_embeddings()
    probabilities: list[np.ndarray] = []
    attention: dict[str, list[list[np.ndarray]]] = {}
    for draw in range(DRAWS):
        moves = noise(encoded, table.weight.shape[1], seed, draw)

        def noisy(batch: Batch, moves: Sequence[tuple[int, np.ndarray]] = moves) -> dict[str, Tensor]:
            embedded = table(batch.inputs["input_ids"]).clone()
            for row, number in enumerate(batch.numbers):
                place, by = moves[number]
                embedded[row, place] += torch.from_numpy(by).to(embedded.dtype)
            inputs = {key: value for key, value in batch.inputs.items() if key != "input_ids"}
            return inputs | {"inputs_embeds": embedded}

        chances, rows = read(classifier, encoded, names, noisy, PIECES, alike=True)
        probabilities.append(chances)
        for name, row in rows.items():
            attention.setdefault(name, []).append(row)
    return Moved(probabilities, attention)
