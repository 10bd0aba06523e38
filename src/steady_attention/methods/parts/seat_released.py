"""What SEAT's published code trains (Hu et al. 2023; kaustpradalab/SEAT, model/Binary_Classification.py,
train_ours), which is not Eq. 6.

One model, from scratch, without a teacher: labels take the place of vanilla's predictions, perturbed word
embeddings that of perturbed attention, the model's own clean attention that of vanilla's. Without the clamp
of attack.py, which sets every negative coordinate of an embedding to 0.
"""

import torch
from torch import Tensor

from steady_attention.methods.parts import topk
from steady_attention.methods.parts.ascent import across, ascend
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.outputs import negative_log_likelihood


def perturbation(
    model: Classifier, batch: Batch, embedded: Tensor, radius: float, steps: int, noise: torch.Generator
) -> Tensor:
    """delta (B, T, D), by ascent in the L-infinity norm on the total variation distance between the label and
    the prediction, which is 1 - p(label).
    """
    constant = embedded.detach()

    def distances(delta: Tensor) -> Tensor:
        logits = model.read(constant + delta, batch).logits()
        return -torch.expm1(-negative_log_likelihood(logits, batch.labels))

    step_size = across(radius, steps)
    return ascend(distances, constant, batch.words, radius, steps, step_size, "linf", noise)


def objective(
    model: Classifier,
    batch: Batch,
    weights: tuple[float, float],
    radius: float,
    steps: int,
    k: int,
    noise: torch.Generator,
) -> Tensor:
    """Cross-entropy + lambda1 that under the perturbed embedding + lambda2 L_Topk / k between the attentions,
    averaged over the batch; weights: lambda1, lambda2.

    Both attentions are trained; the word vectors learn from the clean pass alone.
    """
    embedded = model.embed(batch, noise)
    clean = model.read(embedded, batch)
    losses = negative_log_likelihood(clean.logits(), batch.labels)
    if any(weights):
        delta = perturbation(model, batch, embedded, radius, steps, noise)
        perturbed = model.read(embedded.detach() + delta, batch)
        adversarial = negative_log_likelihood(perturbed.logits(), batch.labels)
        similarity = topk.surrogate(clean.attention(), perturbed.attention(), batch.mask, k) / k
        losses = losses + weights[0] * adversarial + weights[1] * similarity
    return losses.mean()
