"""Attention VAT: virtual adversarial training of the attention scores, with or without unlabeled texts.

Kitada & Iyatomi 2022, section 3.1. The gradient of Eq. 5 is 0 at r = 0, so it is taken at a small random r,
one power iteration as in Miyato et al. 2018 (REPRODUCTION.md 7).
"""

from collections.abc import Callable

import torch
from torch import Tensor

from steady_attention.methods.parts.perturbation import gradient, random_unit, unit
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.outputs import kl_divergence, negative_log_likelihood
from steady_attention.store.sections import NotNegative, Positive, section

PROPERTIES = Properties(perturbs="attention", unlabeled=True, restricted=False)
DivergencesOf = Callable[[Batch, Tensor, Reading], Tensor]


@section
class HParams:
    """epsilon: L2 norm of r_VAT, in units of the attention score. xi: that of the random start. weight:
    lambda, Eq. 14.
    """

    epsilon: NotNegative
    xi: Positive
    weight: NotNegative


def perturbation(
    divergences_at: Callable[[Tensor], Tensor], start: Tensor, mask: Tensor, hparams: HParams
) -> Tensor:
    """Eq. 5: r_VAT = epsilon g / |g|_2 (B, T), g the gradient of the divergence at r = xi d.

    divergences_at maps r (B, T) to KL (B,); start (B, T) is d, of norm 1. The result is a constant, 0 on
    padding.
    """
    return hparams.epsilon * unit(gradient(divergences_at, hparams.xi * start), mask)


def divergences(reading: Reading, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Eq. 4 at r_VAT: KL(p(scores) || p(scores + r_VAT)) (B,), the clean prediction a constant."""
    constant = reading.detached()
    clean = constant.logits()
    r = perturbation(
        lambda r: kl_divergence(clean, constant.perturbed(r)),
        random_unit(reading.scores, reading.mask, noise).double(),
        reading.mask,
        hparams,
    )
    return kl_divergence(reading.logits().detach(), reading.perturbed(r))


def objective(
    model: Classifier, batch: Batch, weight: float, noise: torch.Generator, divergences_of: DivergencesOf
) -> Tensor:
    """Eq. 14: the labeled loss plus lambda times the mean divergence over labeled and unlabeled texts (Eq.
    2).

    divergences_of maps texts, their embedded words and the reading of them to divergences (B,).
    """
    embedded = model.embed(batch, noise)
    reading = model.read(embedded, batch)
    supervised = negative_log_likelihood(reading.logits(), batch.labels).mean()
    virtual = [divergences_of(batch, embedded, reading)]
    if batch.unlabeled is not None:
        embedded = model.embed(batch.unlabeled, noise)
        virtual.append(divergences_of(batch.unlabeled, embedded, model.read(embedded, batch.unlabeled)))
    return supervised + weight * torch.cat(virtual).mean()


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """The objective at r_VAT."""
    return objective(
        model,
        batch,
        hparams.weight,
        noise,
        lambda texts, embedded, reading: divergences(reading, hparams, noise),
    )
