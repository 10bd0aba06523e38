"""Predictions and attention at the worst perturbation of the word embeddings.

Of pairs the attended text alone is perturbed.
"""

import torch
from torch import Tensor

from steady_attention.evaluation import attack
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.noise import attended, one_word, predicted
from steady_attention.models.predict import Predictions
from steady_attention.models.texts import Texts

STEPS = 5  # of the adversarial search


def clamped(model: Classifier, texts: Texts, delta: float, random: torch.Generator) -> Predictions:
    """As models.noise.gaussian, then every coordinate of all words of the attended text clamped to [0, 1],
    as in SEAT's released attack.py: each negative one becomes 0, also of the words that no noise moves.
    """
    noise = one_word(delta, random)

    def perturb(batch: Batch, embedded: Tensor) -> Tensor:
        limited = (embedded + noise(batch, embedded)).clamp(0.0, 1.0)
        return torch.where(attended(batch)[..., None], limited - embedded, 0.0)

    return predicted(model, texts, perturb)


def adversarial(model: Classifier, texts: Texts, delta: float) -> Predictions:
    """At all words of the attended text, moved by projected gradient ascent on the decision's margin.

    The L2 norm of the whole perturbation is at most sqrt(delta D), which is the root mean square norm of the
    Gaussian noise on one word: equally large, in the worst direction. Of two classes the margin's gradient
    is the total variation's own direction, which has none at the clean point. Nothing is clamped.
    """

    def perturb(batch: Batch, embedded: Tensor) -> Tensor:
        with torch.no_grad():
            own = attack.decided(model.read(embedded, batch).logits())
        radius = embedded.new_full((len(own),), (delta * embedded.shape[2]) ** 0.5)
        *_, last = attack.pgd(model, batch, embedded, attended(batch), own, radius, STEPS)
        return last[0]

    return predicted(model, texts, perturb)
