"""The batches of an epoch: shuffled, of like length, with unlabeled texts beside the labeled ones."""

from collections.abc import Iterator
from itertools import chain, repeat

import numpy as np

from steady_attention.models.batch import Batch
from steady_attention.models.texts import Texts
from steady_attention.training.seeds import numpy_generator

POOL = 50  # batches sorted by length together: 1.03 tokens computed a real one, against 2.08 at random


def pooled(lengths: np.ndarray, size: int, random: np.random.Generator) -> list[np.ndarray]:
    """Indices (at most `size` each) that cover every text once: random pools, sorted by length inside, cut,
    shuffled.
    """
    order = random.permutation(len(lengths))
    batches = []
    for start in range(0, len(order), POOL * size):
        pool = order[start : start + POOL * size]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        batches.extend(pool[at : at + size] for at in range(0, len(pool), size))
    return [batches[i] for i in random.permutation(len(batches))]


def epoch(
    labeled: Texts, unlabeled: Texts | None, size: int, ratio: int, seed: int, number: int
) -> Iterator[Batch]:
    """The batches of epoch `number`: all labeled texts once, each batch with `ratio * size` unlabeled ones
    beside it.
    """
    beside = _endless(unlabeled, ratio * size, seed, number) if unlabeled is not None else repeat(None)
    for indices in pooled(labeled.lengths, size, numpy_generator(seed, "shuffle", number)):
        yield labeled.batch(indices, next(beside))


def _endless(unlabeled: Texts, size: int, seed: int, number: int) -> Iterator[Batch]:
    """Batches of the unlabeled texts, drawn anew each time round."""
    random = numpy_generator(seed, "unlabeled", number)
    rounds = (pooled(unlabeled.lengths, size, random) for _ in repeat(None))
    return (unlabeled.batch(indices) for indices in chain.from_iterable(rounds))
