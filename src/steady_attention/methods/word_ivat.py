"""Word iVAT: virtual adversarial training along directions to other words (Sato et al. 2018).

In the order of steps of their published code, nets.py and train.py: the gradient is taken where all weights
are equal, through the scaling of that start; then as Word iAT.
"""

from collections.abc import Callable

import torch
from torch import Tensor

from steady_attention.methods.attention_vat import objective
from steady_attention.methods.parts import neighbours
from steady_attention.methods.parts.epoch import Epoch
from steady_attention.methods.parts.perturbation import gradient, unit
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.outputs import kl_divergence
from steady_attention.store.sections import Count, NotNegative, Positive, section

PROPERTIES = Properties(perturbs="words", unlabeled=True, restricted=True)


@section
class HParams:
    """epsilon: L2 norm of the perturbation of a whole text (of both texts of a pair), in units of the word
    vectors. xi: that of the start, over epsilon. neighbours: k, of a word. weight: lambda of the divergence.

    Sato et al.'s start has the norm xi a word, 1 in their code, and so about sqrt(230) = 15 a text of IMDB,
    which is their epsilon. In proportion to epsilon the gradient is taken as far out as it is used, whatever
    the length of a text and the size of the word vectors are.
    """

    epsilon: NotNegative
    xi: Positive
    neighbours: Count
    weight: NotNegative


def prepare(epoch: Epoch, hparams: HParams) -> Tensor:
    """The neighbours (V, k) of every word by the weights at the beginning of an epoch."""
    return neighbours.prepare(epoch.model, epoch.texts, hparams.neighbours)


def perturbation(
    divergences_at: Callable[[Tensor], Tensor], table: Tensor, texts: Batch, near: Tensor, hparams: HParams
) -> Tensor:
    """r (B, T, D) = epsilon sum_k w_tk d_tk, w along the gradient of the divergence in it: a constant.

    divergences_at maps r to KL (B,); the gradient is taken at r_t along v_t / |v_t|, v the sum for equal w,
    of norm xi epsilon over all words of a text. A text whose every v_t is 0 is not perturbed: KL is flat
    where nothing is moved, and its gradient rounding.
    Scaling w itself over k, as the published code does, changes nothing (tests/methods/test_word_ivat.py).
    """

    def at(v: Tensor) -> Tensor:
        each = unit(v.flatten(0, 1), texts.words.flatten()).view_as(v)
        return divergences_at(hparams.xi * hparams.epsilon * unit(each, texts.words))

    v = neighbours.uniform(table, texts, near)
    moved = (v * texts.words[..., None]).flatten(1).any(1)[:, None, None]
    g = torch.where(moved, gradient(at, v), 0.0)
    return hparams.epsilon * neighbours.restricted(g, table, texts, near)


def divergences(
    model: Classifier, texts: Batch, embedded: Tensor, reading: Reading, hparams: HParams, near: Tensor
) -> Tensor:
    """KL(p(words) || p(words + r)) (B,), the clean prediction a constant."""
    clean, constant = reading.logits().detach(), embedded.detach()
    r = perturbation(
        lambda r: kl_divergence(clean, model.read(constant + r, texts).logits()),
        model.embedding.weight.detach(),
        texts,
        near,
        hparams,
    )
    return kl_divergence(clean, model.read(embedded + r, texts).logits())


def loss(
    model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator, prepared: Tensor
) -> Tensor:
    """L(x, y) + lambda KL, the mean over labeled and unlabeled texts, as in Attention VAT."""
    return objective(
        model,
        batch,
        hparams.weight,
        noise,
        lambda texts, embedded, reading: divergences(model, texts, embedded, reading, hparams, prepared),
    )
