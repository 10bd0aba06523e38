"""Masks: their share, what stands in their place, what is never masked (Devlin et al. 2019, section 3.1)."""

import pytest
import torch

from steady_attention.pretraining.language_model import Vocabulary

PAD, CLS, SEP, MASK = 0, 2, 3, 4
SPECIAL = {"[PAD]": PAD, "[UNK]": 1, "[CLS]": CLS, "[SEP]": SEP, "[MASK]": MASK}
SIZE = 1009
WORDS = Vocabulary(SIZE, SPECIAL)
MANY = torch.randint(5, SIZE, (101, 1013), generator=torch.Generator().manual_seed(1))


def masked(ids=MANY, share=0.15, seed=7):
    return WORDS.masked(ids, share, torch.Generator().manual_seed(seed))


def test_shares():
    """15 % are chosen; of these 80 % read [MASK], 10 % another piece, 10 % themselves; ± 5 deviations."""
    found = masked()
    assert float(found.chosen.float().mean()) == pytest.approx(0.15, abs=0.006)
    read, own = found.ids[found.chosen], MANY[found.chosen]
    assert float((read == MASK).float().mean()) == pytest.approx(0.8, abs=0.02)
    assert float((read == own).float().mean()) == pytest.approx(0.1, abs=0.015)
    others = read[(read != MASK) & (read != own)]
    assert len(others) / len(read) == pytest.approx(0.1, abs=0.015)
    assert others.min() >= 5 and others.max() < SIZE


def test_what_is_not_chosen_stands_as_it_was():
    found = masked()
    assert torch.equal(found.ids[~found.chosen], MANY[~found.chosen])
    assert torch.equal(found.targets, MANY[found.chosen])
    assert found.present.all()


def test_padding_and_ends_are_never_chosen():
    """With every other piece chosen, the three special ones are as they were; padding is not present."""
    ids = torch.tensor([[CLS, 11, 13, SEP, PAD], [CLS, 17, SEP, 19, SEP]])
    found = masked(ids, share=1.0)
    assert found.chosen.tolist() == [[False, True, True, False, False], [False, True, False, True, False]]
    assert found.present.tolist() == [[True, True, True, True, False], [True] * 5]
    assert torch.equal(found.ids[~found.chosen], ids[~found.chosen])
    assert found.targets.tolist() == [11, 13, 17, 19]


def test_the_generator_decides_all():
    one, same, other = masked(seed=7), masked(seed=7), masked(seed=11)
    assert torch.equal(one.ids, same.ids) and torch.equal(one.chosen, same.chosen)
    assert not torch.equal(one.chosen, other.chosen)
