"""A dense layer by oneDNN: the order of its sums, its gradients, and where it is torch's own."""

import os

import numpy as np
import pytest
import torch
from torch import nn

from steady_attention.models.dense import Dense

needs_avx2 = pytest.mark.skipif(
    os.environ.get("ONEDNN_MAX_CPU_ISA") != "AVX2", reason="oneDNN computes by other instructions here"
)


def made(kind, inputs, outputs):
    """A layer and its input (3, 7, inputs), always the same."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(5)
        return kind(inputs, outputs), torch.randn(3, 7, inputs, requires_grad=True)


def summed(left, right, block):
    """left @ right.T, in order: a fused multiplication and addition a number, `block` numbers at a time."""
    left, right = (part.detach().double().numpy() for part in (left, right))
    total = np.zeros((len(left), len(right)), np.float32)
    for begin in range(0, left.shape[1], block):
        part = np.zeros_like(total)
        for k in range(begin, min(begin + block, left.shape[1])):
            part = (np.outer(left[:, k], right[:, k]) + part).astype(
                np.float32
            )  # a product is exact in double
        total = total + part
    return total


@needs_avx2
@pytest.mark.parametrize("inputs", [1, 13, 769, 1024, 1031, 2053])
def test_sums_in_order_whatever_the_processor(inputs):
    """No block of a size that a cache decides: bits would differ between processors."""
    layer, states = made(Dense, inputs, 11)
    nn.init.zeros_(layer.bias)
    expected = summed(states.reshape(-1, inputs), layer.weight, 1024)
    assert layer(states).reshape(-1, 11).equal(torch.from_numpy(expected))


@needs_avx2
def test_gradients_sum_in_order_too():
    layer, states = made(Dense, 13, 1031)
    found = layer(states)
    gradient = torch.randn(found.shape)
    found.backward(gradient)
    rows, of_rows = states.detach().reshape(-1, 13), gradient.reshape(-1, 1031)
    assert layer.weight.grad.equal(torch.from_numpy(summed(of_rows.T, rows.T, 1024)))
    expected = summed(of_rows, layer.weight.T, 1024)
    assert states.grad.reshape(-1, 13).equal(torch.from_numpy(expected))


@pytest.mark.parametrize("spread", [False, True])
@pytest.mark.parametrize("frozen", ["", "weight", "states"])
def test_as_torchs_linear(spread, frozen):
    """Weights, what is drawn beside them, outputs and all gradients, one of them an expanded number's."""
    found = []
    for kind in (Dense, nn.Linear):
        layer, states = made(kind, 53, 29)
        layer.weight.requires_grad_(frozen != "weight")
        states.requires_grad_(frozen != "states")
        out = layer(states)
        (out.sum() if spread else out.square().sum()).backward()
        found.append((layer.weight, out, states.grad, layer.weight.grad, layer.bias.grad))
    assert found[0][0].equal(found[1][0])
    for ours, theirs in zip(*found, strict=True):
        assert (ours is None) == (theirs is None)
        if ours is not None:
            torch.testing.assert_close(ours, theirs)


@pytest.mark.parametrize("dtype", [torch.float64, torch.bfloat16])
def test_other_precisions_are_torchs(dtype):
    (ours, states), (theirs, _) = (made(kind, 19, 11) for kind in (Dense, nn.Linear))
    states = states.to(dtype)
    assert ours.to(dtype)(states).equal(theirs.to(dtype)(states))


def test_within_autocast_it_is_torchs():
    (ours, states), (theirs, _) = (made(kind, 19, 11) for kind in (Dense, nn.Linear))
    with torch.autocast("cpu", torch.bfloat16):
        found = ours(states)
        assert found.dtype == torch.bfloat16 and found.equal(theirs(states))


def test_no_row():
    layer, _ = made(Dense, 19, 11)
    states = torch.zeros(0, 5, 19, requires_grad=True)
    layer(states).sum().backward()
    assert layer.weight.grad.equal(torch.zeros(11, 19)) and states.grad.shape == (0, 5, 19)
