"""A dense layer whose products of float32 go by oneDNN on a CPU.

torch.nn.Linear goes by BLAS, which under the variables of this package (`INSTRUCTIONS`) reaches 40 % of what
oneDNN does. Like oneDNN's LSTM it sums alike on all processors: in order, 1,024 numbers at a time.
"""

import torch
from torch import Tensor, nn
from torch.autograd.function import FunctionCtx, once_differentiable


class Dense(nn.Linear):
    """states (..., N) -> (..., M), with the weights, their names and their first draw of nn.Linear."""

    def forward(self, states: Tensor) -> Tensor:
        """states @ weight.T + bias, on other devices and in other precisions as nn.Linear has it."""
        if _by_onednn(states):
            return _Product.apply(states, self.weight, self.bias)
        return super().forward(states)


def _by_onednn(states: Tensor) -> bool:
    """Whether oneDNN is there, and wanted; of no row it makes no gradient."""
    return (
        not torch.compiler.is_compiling()
        and states.device.type == "cpu"
        and states.numel() > 0
        and states.dtype == torch.float32
        and torch.backends.mkldnn.is_available()
        and not torch.is_autocast_enabled("cpu")
    )


class _Product(torch.autograd.Function):
    """The product and both of its gradients."""

    @staticmethod
    def forward(ctx: FunctionCtx, states: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
        """states (..., N), weight (M, N), bias (M,) -> (..., M)."""
        rows = states.reshape(-1, states.shape[-1]).contiguous()
        ctx.save_for_backward(rows, weight)
        return _times(rows, weight, bias).view(*states.shape[:-1], len(weight))

    @staticmethod
    @once_differentiable
    def backward(ctx: FunctionCtx, gradient: Tensor) -> tuple[Tensor | None, Tensor | None, Tensor | None]:
        """gradient (..., M) -> those of states, weight and bias that are needed."""
        rows, weight = ctx.saved_tensors
        of_rows = gradient.reshape(-1, gradient.shape[-1])
        for_states, for_weight, for_bias = ctx.needs_input_grad
        return (
            _times(of_rows, weight.T).view(*gradient.shape[:-1], weight.shape[1]) if for_states else None,
            _times(of_rows.T, rows.T) if for_weight else None,
            of_rows.sum(0) if for_bias else None,
        )


def _times(left: Tensor, right: Tensor, bias: Tensor | None = None) -> Tensor:
    """left (A, N) by right (B, N) -> left @ right.T + bias (A, B). torch.compile's own operator, which takes
    float32 tensors as they lie.
    """
    return torch.ops.mkldnn._linear_pointwise(left, right, bias, "none", [], "")
