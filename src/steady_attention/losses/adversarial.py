"""Losses at perturbed attention and at perturbed word embeddings."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Literal

import torch
from torch import Tensor

from steady_attention import methods
from steady_attention.losses.inputs import Decode, fit, numbered, read
from steady_attention.methods.parts.perturbation import gradient, random_unit
from steady_attention.models.classifier import Decoded
from steady_attention.models.outputs import negative_log_likelihood

AT, IAT, IVAT, VAT, WORD_AT, WORD_VAT = map(
    methods.get,
    ("attention_at", "attention_iat", "attention_ivat", "attention_vat", "word_at", "word_vat"),
)
ALONE = 1.0  # lambda of an objective whose second term alone is given
Direction = Literal["paper", "sentence_sign", "column", "raw", "official"]


def attention_at(
    scores: Tensor,
    values: Tensor,
    mask: Tensor,
    labels: Tensor,
    epsilon: float = 1.0,
    decode: Decode | None = None,
) -> Tensor:
    """Attention AT: the cross-entropy with the scores moved along its gradient (Kitada & Iyatomi 2021)."""
    reading = read(scores, values, mask, decode)
    labels = numbered(labels, len(scores))
    constant = reading.detached()
    r = AT.perturbation(
        lambda s: negative_log_likelihood(constant.logits(s), labels), constant.scores, mask, epsilon
    )
    return negative_log_likelihood(reading.perturbed(r), labels).mean()


def attention_iat(
    scores: Tensor,
    values: Tensor,
    mask: Tensor,
    labels: Tensor,
    epsilon: float = 1.0,
    direction: Direction = "paper",
    decode: Decode | None = None,
) -> Tensor:
    """Attention iAT: as `attention_at`, along the differences between words' scores (Kitada & Iyatomi 2021;
    2022, Eqs. 7-13). direction: the reading of these (methods/parts/differences.py); `paper` gives AT.
    """
    reading = read(scores, values, mask, decode)
    labels, hparams = numbered(labels, len(scores)), IAT.HParams(epsilon, direction, ALONE)
    constant = reading.detached()
    r = IAT.perturbation(
        lambda s: negative_log_likelihood(constant.logits(s), labels), constant.scores, mask, hparams
    )
    return negative_log_likelihood(reading.perturbed(r), labels).mean()


def attention_rp(
    scores: Tensor,
    values: Tensor,
    mask: Tensor,
    labels: Tensor,
    epsilon: float = 1.0,
    decode: Decode | None = None,
    noise: torch.Generator | None = None,
) -> Tensor:
    """Attention RP: as `attention_at` in a random direction, its control (Miyato et al. 2016)."""
    reading = read(scores, values, mask, decode)
    r = epsilon * random_unit(scores, mask, noise)
    return negative_log_likelihood(reading.perturbed(r), numbered(labels, len(scores))).mean()


def attention_vat(
    scores: Tensor,
    values: Tensor,
    mask: Tensor,
    epsilon: float = 1.0,
    xi: float = 0.1,
    decode: Decode | None = None,
    noise: torch.Generator | None = None,
) -> Tensor:
    """Attention VAT: KL(p(scores) || p(scores + r)), r along its gradient; needs no label, so that unlabeled
    texts may be among these (Kitada & Iyatomi 2022, Eqs. 4 and 5). xi: norm of the random start of r.
    """
    reading = read(scores, values, mask, decode)
    return VAT.divergences(reading, VAT.HParams(epsilon, xi, ALONE), noise).mean()


def attention_ivat(
    scores: Tensor,
    values: Tensor,
    mask: Tensor,
    epsilon: float = 1.0,
    xi: float = 0.1,
    direction: Direction = "paper",
    start: Literal["random", "uniform"] = "random",
    decode: Decode | None = None,
    noise: torch.Generator | None = None,
) -> Tensor:
    """Attention iVAT: as `attention_vat`, along the differences between words' scores (Kitada & Iyatomi 2022,
    section 3.2). direction: as of `attention_iat`; start: the weights where the gradient is taken.
    """
    reading = read(scores, values, mask, decode)
    return IVAT.divergences(reading, IVAT.HParams(epsilon, xi, direction, start, ALONE), noise).mean()


def word_at(
    losses_at: Callable[[Tensor], Tensor], embedded: Tensor, mask: Tensor, epsilon: float = 1.0
) -> Tensor:
    """Word AT: the loss with the embedded words (B, T, D) moved along its gradient (Miyato et al. 2017).

    losses_at maps embedded words to losses (B,); without dropout it is the same function in both passes.
    """
    fit("mask", mask, embedded.shape[:2], bool_=True)
    r = WORD_AT.perturbation(gradient(losses_at, embedded), mask, epsilon)
    return losses_at(embedded + r).mean()


def word_vat(
    logits_at: Callable[[Tensor], Tensor],
    embedded: Tensor,
    mask: Tensor,
    epsilon: float = 1.0,
    xi: float = 0.1,
    noise: torch.Generator | None = None,
) -> Tensor:
    """Word VAT: as `attention_vat` on the embedded words (B, T, D) (Miyato et al. 2017, Eqs. 3-4).

    logits_at maps embedded words to logits (B, C). xi: norm of the random start.
    """
    fit("mask", mask, embedded.shape[:2], bool_=True)
    model: Any = SimpleNamespace(read=lambda words, texts: Decoded(logits_at(words)))
    texts: Any = SimpleNamespace(words=mask)
    reading: Any = Decoded(logits_at(embedded))
    hparams = WORD_VAT.HParams(epsilon, xi, ALONE)
    return WORD_VAT.divergences(model, texts, embedded, reading, hparams, noise).mean()
