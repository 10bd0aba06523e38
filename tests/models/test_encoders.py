"""Unpacked encoders give what packed ones give."""

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from steady_attention.models import encoders

LENGTHS = torch.tensor([13, 1, 7, 5])


def test_turning_by_hand():
    """(a b c) -> (c b a) within 3 of 5 places; padding stays; turning twice gives back the text."""
    rows = torch.tensor([[1, 2, 3, 0, 0], [4, 5, 6, 7, 8]])
    turned = rows.flatten()[encoders.turned(torch.tensor([3, 5]), 5)].view(2, 5)
    assert turned.tolist() == [[3, 2, 1, 0, 0], [8, 7, 6, 5, 4]]
    again = turned.flatten()[encoders.turned(torch.tensor([3, 5]), 5)].view(2, 5)
    assert again.tolist() == rows.tolist()


def packed(cells, embedded):
    """States of the real words from packed sequences."""
    lengths = {"batch_first": True, "enforce_sorted": False}
    out = cells(pack_padded_sequence(embedded, LENGTHS, **lengths))[0]
    return pad_packed_sequence(out, batch_first=True)[0]


@pytest.mark.parametrize("name", encoders.NAMES)
def test_states_equal_those_of_packed_sequences(name):
    torch.manual_seed(0)
    encoder = encoders.build(name, 7, 11)
    embedded = torch.randn(4, 13, 7)
    if name == "bilstm":
        reference = nn.LSTM(7, 11, batch_first=True, bidirectional=True)
        weights = dict(encoder.right.named_parameters())
        weights |= {f"{key}_reverse": value for key, value in encoder.left.named_parameters()}
        reference.load_state_dict({key: value.detach() for key, value in weights.items()})
    else:
        reference = encoder.cell
    mask = torch.arange(13) < LENGTHS[:, None]
    states = encoder(embedded, LENGTHS)
    assert states.shape == (4, 13, encoder.size)
    torch.testing.assert_close(states[mask], packed(reference, embedded)[mask])


@pytest.mark.parametrize("name", encoders.NAMES)
def test_padding_changes_no_real_word(name):
    torch.manual_seed(0)
    encoder, embedded = encoders.build(name, 7, 11), torch.randn(4, 13, 7)
    mask = torch.arange(13) < LENGTHS[:, None]
    other = torch.where(mask[..., None], embedded, torch.tensor(9.0))
    torch.testing.assert_close(encoder(embedded, LENGTHS)[mask], encoder(other, LENGTHS)[mask])
