"""Variational information bottleneck attention: a learner and a compressor in turn, from vanilla's weights.

Zhou et al. 2021, section 3, whose VAT this is; no code is published. The compressor trains the attention, by
what a bottleneck behind it says of the label (Eq. 8); the learner trains all else, by what the attended text
says of it (Eq. 2). The learner predicts.
"""

from typing import Literal

import torch
from torch import Tensor

from steady_attention.methods import vanilla as learner
from steady_attention.methods.parts.epoch import Epoch, Schedule
from steady_attention.methods.parts.properties import Properties
from steady_attention.models.batch import Batch
from steady_attention.models.bottleneck import Compressed, kl
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import among, negative_log_likelihood
from steady_attention.store.sections import Count, Index, NotNegative, Positive, section

PROPERTIES = Properties(perturbs=None, unlabeled=False, restricted=False, bottleneck=True)
COMPRESSING = ("scorer", "bottleneck")  # what the compressor trains; the learner trains the rest

Phase = Literal["compressor", "learner"]


@section
class HParams:
    """beta: of I(Z; R), in Eq. 3. iterations: each compressor_epochs, then learner_epochs over the training
    texts; with 0 compressor_epochs the learner trains alone and the attention stays vanilla's, the control
    of what the compressor does. learning_rate: Adam's, of both.
    """

    beta: NotNegative
    iterations: Count
    compressor_epochs: Index
    learner_epochs: Count
    learning_rate: Positive


def begin(model: Classifier, vanilla: Classifier, hparams: HParams) -> None:
    """The vanilla run is the learner trained to convergence, iteration 0 (Table 6's is Table 2's LSTM-ATT).
    It has no bottleneck: the model's keeps its own first weights. Raises RuntimeError on another difference.
    """
    own = {f"bottleneck.{name}": tensor for name, tensor in model.bottleneck.state_dict().items()}
    model.load_state_dict(vanilla.state_dict() | own)
    model.requires_grad_(True)


def schedule(hparams: HParams) -> Schedule:
    """Dev chooses among the ends of the iterations."""
    every = hparams.compressor_epochs + hparams.learner_epochs
    return Schedule(hparams.iterations * every, hparams.learning_rate, every=every, keep=True)


def phase(number: int, hparams: HParams) -> Phase:
    """Who trains in an epoch, numbered from 1."""
    within = (number - 1) % (hparams.compressor_epochs + hparams.learner_epochs)
    return "compressor" if within < hparams.compressor_epochs else "learner"


def prepare(epoch: Epoch, hparams: HParams) -> Phase:
    """The epoch's phase; whatever the other phase trains is held fixed (section 3.1)."""
    now = phase(epoch.number, hparams)
    for name, part in epoch.model.named_children():
        part.requires_grad_((name in COMPRESSING) == (now == "compressor"))
    return now


def bound(compressed: Compressed, labels: Tensor, beta: float, candidates: Tensor | None = None) -> Tensor:
    """Eq. 8's lower bound (B,) of I(Z; Y) - beta I(Z; R), less the constant entropy of y, with one sample of
    z: log q(y | z) - beta KL(p(z | R) || r(z)). To be maximised.
    """
    likelihood = -negative_log_likelihood(among(compressed.logits, candidates), labels)
    return likelihood - beta * kl(compressed.mu, compressed.sigma)


def loss(
    model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator, prepared: Phase
) -> Tensor:
    """Averaged over the batch: of the learner the cross-entropy of Eq. 2's model, of the compressor Eq. 8
    with its sign turned.
    """
    if prepared == "learner":
        return learner.loss(model, batch, learner.HParams(), noise)
    embedded = model.embed(batch, noise)
    encoded = model.encoder(embedded, batch)
    weights = model.read_encoded(encoded, batch).attention()
    compressed = model.bottleneck(torch.einsum("bt,bth->bh", weights, encoded.states), noise)  # R of Eq. 2
    return -bound(compressed, batch.labels, hparams.beta, batch.candidates).mean()
