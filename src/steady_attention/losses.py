"""The training losses of the methods, for a torch model of one's own that has attention.

Shapes: B texts, T words, padded; scores (B, T) before the softmax; values (B, T, H), the words' states, or
(B, T, C), what a linear decoder makes of them; mask (B, T) bool, True on a word, one at least in each text;
labels (B,) whole numbers. A text's logits must follow from its attention a = softmax(scores): decode(sum_t
a_t values_t), `decode` from (B, H) to (B, C), or without it the sum itself. One logit a text stands for two
classes by a sigmoid, C logits for C classes by a softmax.

Each loss is a scalar: the mean over the batch, with a gradient in your model's parameters. It is what a
method adds to the cross-entropy: add that yourself, and weigh the two. epsilon is the L2 norm of the
perturbation of a text, in units of the score or of the embedding; perturbations are constants. Random starts
are drawn from `noise`, without it from torch's default generator. ValueError where shapes do not fit. The
pipeline trains by the same functions (methods/).
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Literal

import torch
from torch import Tensor

from steady_attention import methods
from steady_attention.methods.parts import topk
from steady_attention.methods.parts.perturbation import gradient, random_unit
from steady_attention.metrics.checks import refuse
from steady_attention.models.bottleneck import Compressed
from steady_attention.models.classifier import Decoded, Reading
from steady_attention.models.outputs import negative_log_likelihood

__all__ = [
    "attention_at",
    "attention_iat",
    "attention_ivat",
    "attention_rp",
    "attention_vat",
    "seat",
    "topk_distance",
    "topk_overlap",
    "vib",
    "word_at",
    "word_vat",
]
AT, IAT, IVAT, VAT, WORD_AT, WORD_VAT, SEAT, VIB = map(
    methods.get,
    (
        "attention_at",
        "attention_iat",
        "attention_ivat",
        "attention_vat",
        "word_at",
        "word_vat",
        "seat",
        "vib",
    ),
)
ALONE = 1.0  # lambda of an objective whose second term alone is given
Decode = Callable[[Tensor], Tensor]
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
    reading = _reading(scores, values, mask, decode)
    labels = _labels(labels, len(scores))
    constant = reading.detached()
    r = AT.perturbation(lambda s: _loss(constant.logits(s), labels), constant.scores, mask, epsilon)
    return _loss(reading.perturbed(r), labels).mean()


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
    reading = _reading(scores, values, mask, decode)
    labels, hparams = _labels(labels, len(scores)), IAT.HParams(epsilon, direction, ALONE)
    constant = reading.detached()
    r = IAT.perturbation(lambda s: _loss(constant.logits(s), labels), constant.scores, mask, hparams)
    return _loss(reading.perturbed(r), labels).mean()


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
    reading = _reading(scores, values, mask, decode)
    r = epsilon * random_unit(scores, mask, noise)
    return _loss(reading.perturbed(r), _labels(labels, len(scores))).mean()


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
    reading = _reading(scores, values, mask, decode)
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
    reading = _reading(scores, values, mask, decode)
    return IVAT.divergences(reading, IVAT.HParams(epsilon, xi, direction, start, ALONE), noise).mean()


def word_at(
    losses_at: Callable[[Tensor], Tensor], embedded: Tensor, mask: Tensor, epsilon: float = 1.0
) -> Tensor:
    """Word AT: the loss with the embedded words (B, T, D) moved along its gradient (Miyato et al. 2017).

    losses_at maps embedded words to losses (B,); without dropout it is the same function in both passes.
    """
    _fit("mask", mask, embedded.shape[:2], bool_=True)
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
    _fit("mask", mask, embedded.shape[:2], bool_=True)
    model: Any = SimpleNamespace(read=lambda words, texts: Decoded(logits_at(words)))
    texts: Any = SimpleNamespace(words=mask)
    reading: Any = Decoded(logits_at(embedded))
    hparams = WORD_VAT.HParams(epsilon, xi, ALONE)
    return WORD_VAT.divergences(model, texts, embedded, reading, hparams, noise).mean()


def seat(
    scores: Tensor,
    values: Tensor,
    mask: Tensor,
    teacher_scores: Tensor,
    teacher_values: Tensor,
    lambda1: float = 1.0,
    lambda2: float = 1000.0,
    k: int = 7,
    radius: float = 0.01,
    steps: int = 10,
    norm: Literal["linf", "l2"] = "linf",
    decode: Decode | None = None,
    teacher_decode: Decode | None = None,
    noise: torch.Generator | None = None,
) -> Tensor:
    """SEAT: the whole of its objective, with no cross-entropy beside it (Hu et al. 2023, Eq. 6): closeness to
    a trained teacher's prediction, stability of one's own under a perturbation of the attention by at most
    `radius` (in units of the weight, found in `steps` steps), and a top-k set like the teacher's.
    """
    student = _reading(scores, values, mask, decode)
    with torch.no_grad():
        teacher = _reading(teacher_scores, teacher_values, mask, teacher_decode)
    of_released_code = {"embedding_radius": radius, "epochs": 1, "learning_rate": 1.0, "descent": "none"}
    hparams = SEAT.HParams(
        mode="paper",
        trainable="all",
        ablation="l3+topk",
        start="vanilla",
        closeness="bce",
        stability="bce",
        lambda1=lambda1,
        lambda2=lambda2,
        k=k,
        radius=radius,
        steps=steps,
        norm=norm,
        **of_released_code,
    )
    return SEAT.objective(student, teacher, hparams, noise)


def topk_distance(attention: Tensor, other: Tensor, mask: Tensor, k: int = 7) -> Tensor:
    """SEAT's L_Topk (B,), in [0, 1]: how far two attentions (B, T) are apart on the k words that either
    weighs most (Hu et al. 2023, Eq. 5).
    """
    return topk.surrogate(attention, other, mask, k)


def topk_overlap(attention: Tensor, other: Tensor, mask: Tensor, k: int = 7) -> Tensor:
    """SEAT's V_k (B,), in [0, 1]: the share of one top-k set that is in the other (Definition 1). A number,
    without a gradient.
    """
    return topk.overlap(attention, other, mask, k)


def vib(logits: Tensor, mu: Tensor, sigma: Tensor, labels: Tensor, beta: float = 0.1) -> Tensor:
    """VIB attention: the compressor's loss, with no cross-entropy beside it (Zhou et al. 2021, Eq. 8):
    -log q(y | z) + beta KL(N(mu, sigma^2) || N(0, I)), in nats.

    mu, sigma (B, H) of the bottleneck on the attended text, sigma above 0; logits (B, C) of one sample z.
    """
    _fit("sigma", sigma, mu.shape)
    return -VIB.bound(Compressed(mu, sigma, logits), _labels(labels, len(mu)), beta).mean()


@dataclass(frozen=True)
class _Decoded(Reading):
    """A reading whose decoder is the user's, in the user's precision."""

    decode: Decode = torch.nn.Identity()
    precision: torch.dtype = torch.float32

    def logits_of(self, weights: Tensor) -> Tensor:
        """Logits (B, C) at these attention weights (B, T)."""
        return self.decode(super().logits_of(weights).to(self.precision))


_loss = negative_log_likelihood


def _reading(scores: Tensor, values: Tensor, mask: Tensor, decode: Decode | None) -> Reading:
    if scores.dim() != 2 or not scores.is_floating_point():
        refuse("scores", "fractions (texts, words)", f"shape {tuple(scores.shape)}, {scores.dtype}")
    if values.dim() != 3 or values.shape[:2] != scores.shape:
        expected = f"shape ({scores.shape[0]}, {scores.shape[1]}, numbers), as scores have"
        refuse("values", expected, tuple(values.shape))
    _fit("mask", mask, scores.shape, bool_=True)
    if not mask.any(1).all():
        refuse("mask", "a word in each text", f"none in text {int((~mask.any(1)).nonzero()[0, 0])}")
    bias = values.new_zeros(values.shape[2])
    if decode is None:
        return Reading(scores, values, bias, mask)
    return _Decoded(scores, values, bias, mask, decode, values.dtype)


def _labels(labels: Tensor, texts: int) -> Tensor:
    _fit("labels", labels, (texts,))
    if labels.is_floating_point():
        refuse("labels", "whole numbers", labels.dtype)
    return labels.long()


def _fit(name: str, given: Tensor, shape: tuple[int, ...], bool_: bool = False) -> None:
    if given.shape != torch.Size(shape):
        refuse(name, f"shape {tuple(shape)}", tuple(given.shape))
    if bool_ and given.dtype != torch.bool:
        refuse(name, "True on words, False elsewhere", f"numbers of type {given.dtype}")
