"""What a run's history tells of the attention after every epoch, on some texts of dev."""

import numpy as np

from steady_attention.metrics import correlation
from steady_attention.metrics.divergence import jsd
from steady_attention.metrics.entropy import attention_entropy
from steady_attention.models.classifier import Classifier, Pooled
from steady_attention.models.importance import importance
from steady_attention.models.noise import frozen, gaussian
from steady_attention.models.predict import Predictions
from steady_attention.models.texts import Texts
from steady_attention.training.seeds import generator

DELTA = 0.01  # variance of that noise: one of Hu et al. 2023, Table 8


def curves(
    model: Classifier | Pooled, dev: Texts, predictions: Predictions, amount: int, seed: int
) -> dict[str, float | None]:
    """pearson, of attention and gradient importance; entropy, H / ln T; jsd, of the attention under noise on
    one word, the same words and directions every epoch. Means over `amount` evenly spaced texts of dev, None
    where undefined; nothing of a model without attention. The model is left as it was.

    predictions: the model's, of all of dev.
    """
    if predictions.attention is None:
        return {}
    chosen = dev.spread(amount)
    texts, clean = dev.take(chosen), [predictions.attention[i] for i in chosen.tolist()]
    with frozen(model):
        gradients = importance(model, texts)
    moved = gaussian(model, texts, DELTA, generator(seed, "curves")).attention
    found = {
        "pearson": correlation.mean_over_texts(correlation.pearson, clean, gradients)[0],
        "entropy": attention_entropy(clean),
        "jsd": float(np.mean([jsd(one, other) for one, other in zip(clean, moved, strict=True)])),
    }
    return {name: None if np.isnan(value) else value for name, value in found.items()}
