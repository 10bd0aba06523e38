"""Word iAT: adversarial training of word embeddings along directions to other words (Sato et al. 2018).

In the order of steps of their published code, nets.py and train.py: each word's weights are scaled first,
then the sentence. Neighbours are found anew at the beginning of every epoch, as theirs.
"""

import torch
from torch import Tensor

from steady_attention.methods.parts import neighbours
from steady_attention.methods.parts.epoch import Epoch
from steady_attention.methods.parts.properties import Properties
from steady_attention.methods.word_at import objective
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.store.sections import Count, NotNegative, section

PROPERTIES = Properties(perturbs="words", unlabeled=False, restricted=True)


@section
class HParams:
    """epsilon: L2 norm of the perturbation of a whole text (of both texts of a pair), in units of the word
    vectors. neighbours: k, of a word. weight: lambda of the adversarial loss.
    """

    epsilon: NotNegative
    neighbours: Count
    weight: NotNegative


def prepare(epoch: Epoch, hparams: HParams) -> Tensor:
    """The neighbours (V, k) of every word by the weights at the beginning of an epoch."""
    return neighbours.prepare(epoch.model, epoch.texts, hparams.neighbours)


def loss(
    model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator, prepared: Tensor
) -> Tensor:
    """Word AT's objective at r = epsilon sum_k w_tk d_tk."""
    table = model.embedding.weight.detach()
    return objective(
        model,
        batch,
        hparams.weight,
        noise,
        lambda g: hparams.epsilon * neighbours.restricted(g, table, batch, prepared),
    )
