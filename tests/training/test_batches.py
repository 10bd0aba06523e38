"""Every text once an epoch, of like length, in an order of its own."""

from itertools import islice

import numpy as np

from steady_attention.training import batches
from steady_attention.training.batches import pooled
from steady_attention.training.seeds import numpy_generator
from tests.tiny import make_texts


def lengths(n=331):
    return np.random.default_rng(0).integers(1, 50, n)


def test_every_text_comes_once():
    found = pooled(lengths(), 7, numpy_generator(0, "shuffle", 1))
    assert sorted(np.concatenate(found)) == list(range(331))
    assert max(map(len, found)) == 7 and len(found) == 48


def test_batches_are_of_like_length():
    """Padding costs at most a fifth of the real tokens, where random batches cost more than half."""
    sizes = lengths(3001)
    padded = sum(sizes[batch].max() * len(batch) for batch in pooled(sizes, 17, numpy_generator(0)))
    assert padded < 1.2 * sizes.sum()


def test_epochs_and_seeds_differ_and_are_repeatable():
    texts = make_texts(tuple(lengths(101)))
    orders = [
        [batch.tokens.tolist() for batch in batches.epoch(texts, None, 2, 1, seed, number)]
        for seed, number in ((0, 1), (0, 1), (0, 2), (1, 1))
    ]
    assert orders[0] == orders[1]
    assert orders[0] != orders[2] and orders[0] != orders[3]


def test_unlabeled_texts_stand_beside_every_batch_also_when_they_are_few():
    unlabeled = make_texts((3, 2, 5), seed=7, labeled=False)
    found = list(batches.epoch(make_texts(), unlabeled, 2, 1, 0, 1))
    assert len(found) == 3
    assert all(batch.unlabeled.labels is None and len(batch.unlabeled.tokens) in (1, 2) for batch in found)


def test_without_unlabeled_texts_there_are_none():
    assert all(batch.unlabeled is None for batch in islice(batches.epoch(make_texts(), None, 2, 1, 0, 1), 3))
