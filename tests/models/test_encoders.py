"""Unpacked encoders give what packed ones give."""

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from steady_attention.models import encoders
from steady_attention.models.batch import Batch
from steady_attention.models.recurrent import turned
from steady_attention.store.errors import UserError
from tests.tiny import RECURRENT, SIZES

LENGTHS = torch.tensor([13, 1, 7, 5])


def test_turning_by_hand():
    """(a b c) -> (c b a) within 3 of 5 places; padding stays; turning twice gives back the text."""
    rows = torch.tensor([[1, 2, 3, 0, 0], [4, 5, 6, 7, 8]])
    once = rows.flatten()[turned(torch.tensor([3, 5]), 5)].view(2, 5)
    assert once.tolist() == [[3, 2, 1, 0, 0], [8, 7, 6, 5, 4]]
    again = once.flatten()[turned(torch.tensor([3, 5]), 5)].view(2, 5)
    assert again.tolist() == rows.tolist()


def packed(cells, embedded):
    """States of the real words from packed sequences."""
    lengths = {"batch_first": True, "enforce_sorted": False}
    out = cells(pack_padded_sequence(embedded, LENGTHS, **lengths))[0]
    return pad_packed_sequence(out, batch_first=True)[0]


def build(name):
    torch.manual_seed(0)
    return encoders.build(name, 7, False, SIZES.get(name, {"hidden": 11})).eval()


def states(encoder, embedded):
    """Of single texts of LENGTHS words."""
    mask = torch.arange(13) < LENGTHS[:, None]
    return encoder(embedded, Batch(torch.ones(4, 13, dtype=torch.long), LENGTHS, mask)).states, mask


@pytest.mark.parametrize("name", RECURRENT)
def test_states_equal_those_of_packed_sequences(name):
    encoder, embedded = build(name), torch.randn(4, 13, 7)
    if name == "bilstm":
        reference = nn.LSTM(7, 11, batch_first=True, bidirectional=True)
        weights = dict(encoder.first.right.named_parameters())
        weights |= {f"{key}_reverse": value for key, value in encoder.first.left.named_parameters()}
        reference.load_state_dict({key: value.detach() for key, value in weights.items()})
    else:
        reference = encoder.first.cell
    found, mask = states(encoder, embedded)
    assert found.shape == (4, 13, encoder.size)
    torch.testing.assert_close(found[mask], packed(reference, embedded)[mask])


@pytest.mark.parametrize("name", encoders.NAMES)
def test_padding_changes_no_real_word(name):
    encoder, embedded = build(name), torch.randn(4, 13, 7)
    found, mask = states(encoder, embedded)
    other = torch.where(mask[..., None], embedded, torch.tensor(9.0))
    torch.testing.assert_close(found[mask], states(encoder, other)[0][mask])


def test_an_unknown_encoder_names_the_nearest():
    with pytest.raises(UserError, match=r"'bilsmt' is not one of auto, bert.*did you mean 'bilstm'"):
        encoders.get("bilsmt")


@pytest.mark.parametrize("name", RECURRENT)
def test_cells_stay_in_training_mode_and_nothing_else_does(name):
    """Which changes no bit: they have no dropout."""
    encoder, embedded = build(name), torch.randn(4, 13, 7)
    cells = {part for part in encoder.modules() if isinstance(part, nn.RNNBase)}
    assert {part for part in encoder.modules() if part.training} == cells and cells
    found = states(encoder, embedded)[0]
    for cell in cells:
        cell.eval()
    assert torch.equal(states(encoder, embedded)[0], found)
    assert all(part.training for part in encoder.train().modules())
