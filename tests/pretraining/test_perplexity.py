"""Perplexity, by hand."""

import math

import numpy as np
import pytest
import torch

from steady_attention.pretraining.language_model import Masked, perplexity, unigram
from steady_attention.store.errors import UserError


class Guesser:
    """Gives the pieces 0 and 1 the probabilities 1/2 and 1/4, whatever it reads."""

    device = torch.device("cpu")

    def __call__(self, masked):
        return torch.log(torch.tensor([[0.5, 0.25, 0.25]])).expand(len(masked.targets), 3)


def batch(*targets):
    none = torch.zeros(1, 1)
    return Masked(none, none, none, torch.tensor(targets, dtype=torch.long))


def test_over_all_batches_by_hand():
    """Three pieces of 1/2 and one of 1/4: exp of (3 ln 2 + 2 ln 2) / 4 = 2 ** 1.25, however they are cut."""
    assert perplexity(Guesser(), [batch(0, 0, 1), batch(0)]) == pytest.approx(2**1.25)
    assert perplexity(Guesser(), [batch(0), batch(), batch(1, 0, 0)]) == pytest.approx(2**1.25)


def test_nothing_to_guess_is_an_error():
    with pytest.raises(UserError, match="no piece of the held-out texts is masked"):
        perplexity(Guesser(), [batch()])


def test_frequencies_alone_by_hand():
    """Counts 3, 0, 1 and one more of each: probabilities 4/7, 1/7, 2/7."""
    train = np.array([[0, 0], [0, 2]])
    assert unigram(train, np.array([0]), 3) == pytest.approx(7 / 4)
    assert unigram(train, np.array([1, 2]), 3) == pytest.approx(math.sqrt(7 * 7 / 2))
