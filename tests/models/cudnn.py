"""cuDNN's rule for recurrent cells, played on a CPU."""

from typing import Any

import pytest
import torch
from torch import nn


class _Cells(torch.autograd.Function):
    """What cells gave; its gradient only where they were in training mode."""

    @staticmethod
    def forward(ctx: Any, states: torch.Tensor, training: bool) -> torch.Tensor:
        ctx.training = training
        return states.clone()

    @staticmethod
    def backward(ctx: Any, outer: torch.Tensor) -> tuple[torch.Tensor, None]:
        if not ctx.training:
            raise RuntimeError("cudnn RNN backward can only be called in training mode")
        return outer, None


def play_cudnn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gradient through recurrent cells in evaluation mode fails as on a GPU, unless cuDNN is off."""
    for cell in (nn.LSTM, nn.RNN):
        forward = cell.forward

        def played(self: nn.RNNBase, *given: Any, forward=forward) -> Any:
            states, *rest = forward(self, *given)
            return _Cells.apply(states, self.training or not torch.backends.cudnn.enabled), *rest

        monkeypatch.setattr(cell, "forward", played)
