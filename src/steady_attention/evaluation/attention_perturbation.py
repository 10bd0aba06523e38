"""What a model predicts where its attention is perturbed: the scores, as in Kitada & Iyatomi 2021 and 2022,
or the weights, as in Definition 2 of Hu et al. 2023.

Shapes: B texts, T words, C outputs. The encoder reads the clean text.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor, nn

from steady_attention.methods import attention_at, attention_vat
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.outputs import log_probabilities, negative_log_likelihood
from steady_attention.models.predict import BATCH
from steady_attention.models.texts import Texts, by_length

XI = 0.1  # of the random start: Miyato et al. 2016's text code, as attention_vat has it


class Attacked(Classifier):
    """A model whose scores are moved by r_AT, as it predicts: |r_AT|_2 is epsilon a text, one step
    along the gradient of the loss of the text's own label. Its parameters are the model's.
    """

    def __init__(self, model: Classifier, epsilon: float):
        """epsilon: in units of the attention score."""
        nn.Module.__init__(self)
        self.model, self.embedding, self.epsilon = model, model.embedding, epsilon

    def embed(self, batch: Batch, noise: torch.Generator) -> Tensor:
        """The model's own embedded words."""
        return self.model.embed(batch, noise)

    def read(self, embedded: Tensor, batch: Batch) -> Reading:
        """The model's own reading at scores + r_AT."""
        reading = self.model.read(embedded, batch)
        constant = reading.detached()
        with torch.enable_grad():
            r = attention_at.perturbation(
                lambda scores: negative_log_likelihood(constant.logits(scores), batch.labels),
                constant.scores,
                batch.mask,
                self.epsilon,
            )
        return replace(reading, scores=reading.scores + r.to(reading.scores.dtype))


def smoothness(model: Classifier, texts: Texts, epsilon: float, noise: torch.Generator) -> np.ndarray:
    """Each text's KL(p(scores) || p(scores + r_VAT)) (n,), |r_VAT|_2 = epsilon: local distributional
    smoothness, turned round (Miyato et al. 2018, Eq. 6). No label has a part in it.
    """
    hparams = attention_vat.HParams(epsilon, XI, 1.0)
    return _of_readings(
        model, texts, lambda reading: attention_vat.divergences(reading, hparams, noise).detach()
    )


def within(model: Classifier, texts: Texts, radius: float) -> np.ndarray:
    """Each text's largest total variation distance of the predictions (n,) at weights that differ by at most
    `radius` each: exact for two classes, of more the largest at which one class's logit is an extreme.
    """
    return _of_readings(model, texts, lambda reading: _farthest(reading.detached(), radius))


def _farthest(reading: Reading, radius: float) -> Tensor:
    """The distances (B,). The decoder is linear, so delta moves the logits by sum_t delta_t v_t."""
    values = torch.where(reading.mask[..., None], reading.values, 0.0)
    moves = radius * torch.einsum("bto,btc->boc", values.sign(), values)  # towards each output's largest
    logits = reading.logits()[:, None] + torch.cat([moves, -moves], dim=1)  # (B, 2 C, C)
    clean = log_probabilities(reading.logits()).exp()[:, None]
    moved = log_probabilities(logits.flatten(0, 1)).exp().unflatten(0, logits.shape[:2])
    return (moved - clean).abs().sum(2).amax(1) / 2


def _of_readings(model: Classifier, texts: Texts, each: Callable[[Reading], Tensor]) -> np.ndarray:
    """A number (n,) of each text's reading. The model is in evaluation mode."""
    found = np.empty(len(texts))
    for indices in by_length(texts, BATCH):
        batch = texts.batch(indices).to(model.device)
        with torch.no_grad():
            reading = model.read(model.embed(batch, torch.Generator()), batch)
        found[indices] = each(reading).double().cpu().numpy()
    return found
