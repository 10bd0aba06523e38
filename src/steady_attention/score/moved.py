"""What a small change of texts does to a classifier's attention and to its prediction (SEAT, Stability
Evaluation). noise.py and neighbours.py make the changes; evaluation/measures/stability.py has the pipeline's.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from steady_attention.metrics.divergence import jsd, tvd
from steady_attention.score.attention import Rows, of_layers
from steady_attention.score.classifier import Batch, Classifier, Encoded


@dataclass(frozen=True)
class Moved:
    """What a change makes of texts: probabilities (n, C) of each draw; attention (w,) of each text, of each
    draw, by the explanation's name.
    """

    probabilities: Sequence[np.ndarray]
    attention: dict[str, list[Rows]]


def read(
    classifier: Classifier,
    encoded: Sequence[Encoded],
    names: Sequence[str],
    inputs: Callable[[Batch], dict[str, Tensor]],
    pieces: int = 0,
    alike: bool = False,
) -> tuple[np.ndarray, dict[str, Rows]]:
    """Probabilities (n, C) and the named explanations by attention, both of one pass of each text. inputs:
    what the model gets of a batch; pieces, alike: as `Classifier.each` has them.
    """

    def one(batch: Batch) -> list[tuple[int, tuple[np.ndarray, dict[str, np.ndarray]]]]:
        with torch.inference_mode():
            output = classifier.model(**inputs(batch), output_attentions=bool(names))
            chances = torch.softmax(output.logits.double(), dim=1).numpy()
        rows = dict(of_layers(classifier, encoded, batch, output.attentions, names)) if names else {}
        return [(number, (chances[row], rows.get(number, {}))) for row, number in enumerate(batch.numbers)]

    by_text = dict(pair for some in classifier.each(encoded, one, pieces, alike) for pair in some)
    chances, rows = zip(*(by_text[number] for number in range(len(encoded))), strict=True)
    return np.stack(chances), {name: [row[name] for row in rows] for name in rows[0]}


def of_attention(rows: Rows, draws: Sequence[Rows]) -> float:
    """The mean over texts and draws of the JSD between attention on a text and on the changed one."""
    return float(np.mean([[jsd(p, q) for p, q in zip(rows, draw, strict=True)] for draw in draws]))


def of_predictions(probabilities: np.ndarray, draws: Sequence[np.ndarray]) -> float:
    """The mean over texts and draws of the TVD between the prediction on a text and on the changed one."""
    return float(np.mean([tvd(probabilities, draw) for draw in draws]))
