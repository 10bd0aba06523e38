"""Words of training texts are replaced by <unk>, rare ones most often, so that <unk> is trained too.

Kiperwasser & Goldberg 2016, section 4.2, Word Dropout.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import torch

from steady_attention.models.batch import Batch
from steady_attention.models.texts import UNKNOWN, Texts


def probabilities(texts: Texts, alpha: float, vocabulary: int) -> np.ndarray:
    """alpha / (alpha + c) (V,) of every word, c its count in the texts, of pairs in both texts."""
    counts = np.zeros(vocabulary, np.int64)
    for side in filter(None, (texts, texts.second)):
        counts += np.bincount(np.concatenate(side.words(np.arange(len(side)))), minlength=vocabulary)
    return alpha / (alpha + counts)


def dropped(batch: Batch, share: np.ndarray, random: np.random.Generator) -> Batch:
    """The batch with each real word replaced at its probability share (V,); of pairs in both texts, and in
    the unlabeled texts alike.
    """
    tokens = batch.tokens.numpy()
    gone = (random.random(tokens.shape) < share[tokens]) & batch.mask.numpy()
    return replace(
        batch,
        tokens=torch.from_numpy(np.where(gone, UNKNOWN, tokens)),
        unlabeled=batch.unlabeled and dropped(batch.unlabeled, share, random),
        second=batch.second and dropped(batch.second, share, random),
    )


def over(batches: Iterable[Batch], share: np.ndarray, random: np.random.Generator) -> Iterator[Batch]:
    """The batches of an epoch, each with words dropped."""
    return (dropped(batch, share, random) for batch in batches)
