"""A classifier that is linear in its embedded words, so that the smallest perturbation is known."""

import torch
from torch import nn

from steady_attention.models.classifier import Classifier, Reading


class Linear(Classifier):
    """Logits sum_t W e_t + b over the real words; attention is uniform.

    Of one output the smallest perturbation of k words is |z| / (|W| sqrt(k)).
    """

    def __init__(self, vectors, weight, bias):
        """vectors (V, D), weight (outputs, D), bias (outputs,)."""
        nn.Module.__init__(self)
        self.embedding = nn.Embedding.from_pretrained(torch.tensor(vectors), freeze=False)
        self.weight, self.bias = (nn.Parameter(torch.tensor(given)) for given in (weight, bias))

    def embed(self, batch, noise):
        return self.embedding(batch.tokens)

    def read(self, embedded, batch):
        values = embedded @ self.weight.T * batch.mask.sum(1)[:, None, None]
        return Reading(torch.zeros_like(values[..., 0]), values, self.bias, batch.mask)
