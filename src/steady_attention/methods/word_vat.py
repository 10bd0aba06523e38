"""Word VAT: virtual adversarial training of the word embeddings (Miyato et al. 2017, Eqs. 3-4 for text).

One power iteration from a random start, as theirs; on the classifier's own embeddings, which are not
standardised (REPRODUCTION.md).
"""

from collections.abc import Callable

import torch
from torch import Tensor

from steady_attention.methods.attention_vat import objective
from steady_attention.methods.parts.perturbation import gradient, random_unit, unit
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.outputs import kl_divergence
from steady_attention.store.sections import NotNegative, Positive, section

PROPERTIES = Properties(perturbs="words", unlabeled=True, restricted=False)


@section
class HParams:
    """epsilon: L2 norm of the perturbation of a whole text (of both texts of a pair), in units of the word
    vectors. xi: that of the random start. weight: lambda of the divergence.
    """

    epsilon: NotNegative
    xi: Positive
    weight: NotNegative


def perturbation(
    divergences_at: Callable[[Tensor], Tensor], start: Tensor, words: Tensor, hparams: HParams
) -> Tensor:
    """r = epsilon g / |g|_2 (B, T, D), g the gradient of the divergence at r = xi d: a constant.

    divergences_at maps r to KL (B,); start is d, of norm 1 over all words of a text.
    """
    return hparams.epsilon * unit(gradient(divergences_at, hparams.xi * start), words)


def divergences(
    model: Classifier,
    texts: Batch,
    embedded: Tensor,
    reading: Reading,
    hparams: HParams,
    noise: torch.Generator,
) -> Tensor:
    """KL(p(words) || p(words + r)) (B,), the clean prediction a constant."""
    clean, constant = reading.logits().detach(), embedded.detach()
    r = perturbation(
        lambda r: kl_divergence(clean, model.read(constant + r, texts).logits()),
        random_unit(constant, texts.words, noise),
        texts.words,
        hparams,
    )
    return kl_divergence(clean, model.read(embedded + r, texts).logits())


def loss(model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator) -> Tensor:
    """L(x, y) + lambda KL, the mean over labeled and unlabeled texts, as in Attention VAT."""
    return objective(
        model,
        batch,
        hparams.weight,
        noise,
        lambda texts, embedded, reading: divergences(model, texts, embedded, reading, hparams, noise),
    )
