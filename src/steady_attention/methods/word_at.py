"""Word AT: adversarial training of the word embeddings (Miyato et al. 2017, Eqs. 1-2 for text).

As Kitada & Iyatomi 2021 and Sato et al. 2018 have it as a baseline: on the classifier's own embeddings, which
are not standardised (REPRODUCTION.md).
"""

from collections.abc import Callable

import torch
from torch import Tensor

from steady_attention.methods.parts.perturbation import differentiated, unit
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import negative_log_likelihood
from steady_attention.store.sections import NotNegative, section

PROPERTIES = Properties(perturbs="words", unlabeled=False, restricted=False)


@section
class HParams:
    """epsilon: L2 norm of the perturbation of a whole text (of both texts of a pair), in units of the word
    vectors. weight: lambda of the adversarial loss.
    """

    epsilon: NotNegative
    weight: NotNegative


def perturbation(g: Tensor, words: Tensor, epsilon: float) -> Tensor:
    """r = epsilon g / |g|_2 (B, T, D), the norm over all words of a text, 0 where `words` (B, T) is False."""
    return epsilon * unit(g, words)


def objective(
    model: Classifier,
    batch: Batch,
    weight: float,
    noise: torch.Generator,
    perturbation_of: Callable[[Tensor], Tensor],
) -> Tensor:
    """L(x, y) + lambda L(x at embedded words + r, y), averaged over the batch.

    perturbation_of maps g (B, T, D), the gradient of L in the embedded words, to r. Two passes of the encoder
    forwards and two backwards: the clean loss's own backward pass gives g.
    """

    def mean_loss(words: Tensor) -> Tensor:
        return negative_log_likelihood(model.read(words, batch).logits(), batch.labels).mean()

    embedded = model.embed(batch, noise)
    behind = [p for name, p in model.named_parameters() if not name.startswith("embedding.")]
    clean, g = differentiated(mean_loss(embedded), embedded, behind)
    return clean + weight * mean_loss(embedded + perturbation_of(g))


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """The objective at r_AT."""
    return objective(
        model, batch, hparams.weight, noise, lambda g: perturbation(g, batch.words, hparams.epsilon)
    )
