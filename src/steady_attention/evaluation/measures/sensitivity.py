"""How little the embeddings of a rationale must move to change the prediction (Yin et al. 2022, as SEAT words
it, Eq. 9).

The rationale of a share is the ceil(share * words) words with the most attention. The sensitivity of a text
is the area by trapezoids under the smallest norms by share, divided by the range of the shares: a mean norm,
in units of the word vectors. Lower is more sensitive. SEAT gives no steps, bounds and sizes; these are ours.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from steady_attention.evaluation.minimal_norm import CAP, adaptive
from steady_attention.evaluation.subject import Subject
from steady_attention.metrics import checks
from steady_attention.metrics.card import INFINITE, LESS, NEITHER, PLAIN, Card
from steady_attention.metrics.erasure import top
from steady_attention.metrics.rationales import top_share
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.noise import attended, frozen
from steady_attention.models.texts import Texts, by_length
from steady_attention.training import seeds

BATCH = 128  # pairs of a text and a size of its rationale
Search = Callable[[Classifier, Batch, Tensor, int], Tensor]
CARDS = (
    Card("sensitivity", PLAIN, LESS, 0, INFINITE, "Yin 2022; Hu 2023, Eq. 9", printed=("Sens.",)),
    Card("sensitivity_capped", PLAIN, NEITHER, 0, 1, "ours: cases that no norm changes"),
)


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """sensitivity, the mean over settings.sensitivity_texts test texts (drawn where there are more), and
    sensitivity_capped, the share of (text, share) cases that no norm up to CAP changes; they count as CAP.
    """
    settings = subject.settings
    amount = min(settings.sensitivity_texts, len(subject.test))
    random = seeds.numpy_generator(subject.seed, "sensitivity")
    drawn = np.sort(random.permutation(len(subject.test))[:amount])
    norms = smallest(
        subject.model,
        subject.test.take(drawn),
        [subject.predictions.attention[i] for i in drawn],
        settings.rationale_shares,
        settings.sensitivity_steps,
    )
    return {
        "sensitivity": float(area(norms, settings.rationale_shares).mean()),
        "sensitivity_capped": float((norms >= CAP).mean()),
    }


def area(norms: np.ndarray, shares: tuple[float, ...]) -> np.ndarray:
    """Means (n,) of norms (n, shares) over the range of the shares, by trapezoids; of one share its norm.

    Raises ValueError on norms that are not finite.
    """
    norms = checks.numbers("norms", norms, axes=2)
    checks.of_length("shares", shares, norms.shape[1])
    order = np.argsort(shares)
    at = np.asarray(shares)[order]
    if at[0] == at[-1]:
        return norms.mean(1)
    return np.trapezoid(norms[:, order], at, axis=1) / (at[-1] - at[0])


def smallest(
    model: Classifier,
    texts: Texts,
    attention: Sequence[np.ndarray],
    shares: tuple[float, ...],
    steps: int,
    search: Search = adaptive,
    size: int = BATCH,
) -> np.ndarray:
    """The smallest norms (n, shares), at most CAP; shares of equally many words are searched once."""
    amounts = [[int(top_share(row, share).sum()) for share in shares] for row in attention]
    cases = np.stack([np.repeat(np.arange(len(texts)), len(shares)), np.ravel(amounts)], 1)
    distinct, back = np.unique(cases, axis=0, return_inverse=True)
    some = texts.take(distinct[:, 0])
    norms = np.empty(len(distinct))
    with frozen(model):
        for indices in by_length(some, size):
            batch = some.batch(indices).to(model.device)
            marks = [top(attention[text], amount) for text, amount in distinct[indices].tolist()]
            places = torch.zeros_like(attended(batch))
            places[:, : batch.tokens.shape[1]] = batch.places(marks)
            norms[indices] = search(model, batch, places, steps).clamp_max(CAP).cpu().numpy()
    return norms[back].reshape(len(texts), len(shares))
