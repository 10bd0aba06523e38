"""What a training step must do at least: floating-point operations and bytes.

torch counts the operations of matrix products and of attention on a GPU. It knows no LSTM, whose kernels are
counted here by their weights: 2 operations a weight, row and time step, and twice as many on the way back.
"""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode, sdpa_backward_flop_count, sdpa_flop_count

Shape = Sequence[int]
NUMBER = 4  # bytes of a float32


def recurrent(rows: Shape, weights: Sequence[Shape]) -> int:
    """Operations of a recurrent kernel forwards, over an input (T, B, D): every row by every matrix, 2 a
    multiplication with its addition. Biases (one axis) and gates are left out, as everywhere.
    """
    return 2 * prod(rows[:-1]) * sum(prod(shape) for shape in weights if len(shape) == 2)


def _on_cpu(rows: Shape, *weights: Any, **_: Any) -> int:
    """aten::mkldnn_rnn_layer(input, weight0, weight1, ...)."""
    return recurrent(rows, weights[:2])


def _on_gpu(rows: Shape, weights: Sequence[Shape], *_: Any, **__: Any) -> int:
    """aten::_cudnn_rnn(input, weight[], ...)."""
    return recurrent(rows, weights)


def _twice(forwards: Callable[..., int]) -> Callable[..., int]:
    """Backwards: one product for the gradient of the input, one for that of the weights."""
    return lambda *shapes, **more: 2 * forwards(*shapes, **more)


def _dense(rows: Shape, weight: Shape, *_: Any, **__: Any) -> int:
    """mkldnn::_linear_pointwise(rows, weight, ...), which is also what its gradients are computed by."""
    return 2 * prod(rows) * weight[0]


def _attention(query: Shape, key: Shape, value: Shape, *_: Any, **__: Any) -> int:
    """aten::_scaled_dot_product_flash_attention_for_cpu(query, key, value, ...)."""
    return sdpa_flop_count(query, key, value)


def _attention_back(grad: Shape, query: Shape, key: Shape, value: Shape, *_: Any, **__: Any) -> int:
    """Its backward pass."""
    return sdpa_backward_flop_count(grad, query, key, value)


KERNELS = {
    torch.ops.mkldnn._linear_pointwise: _dense,
    torch.ops.aten._scaled_dot_product_flash_attention_for_cpu: _attention,
    torch.ops.aten._scaled_dot_product_flash_attention_for_cpu_backward: _attention_back,
    torch.ops.aten.mkldnn_rnn_layer: _on_cpu,
    torch.ops.aten.mkldnn_rnn_layer_backward: _twice(_on_cpu),
    torch.ops.aten._cudnn_rnn: _on_gpu,
    torch.ops.aten._cudnn_rnn_backward: _twice(_on_gpu),
}


def operations(run: Callable[[], object]) -> int:
    """Floating-point operations of the products in what runs, those over padding among them."""
    with FlopCounterMode(display=False, custom_mapping=KERNELS) as counter:
        run()
    return counter.get_total_flops()


def moved(model: nn.Module) -> int:
    """Bytes that a step of Adam moves at least, in float32, however large the caches.

    Of a trained number the gradient is written and read, itself and the two moments are read and written: 8
    times 4 bytes. The weights behind the embedding table are read forwards and backwards: 2 times. Rows of
    the table and activations are left out: they are few, or stay in a cache.
    """
    parameters = dict(model.named_parameters())
    trained = sum(one.numel() for one in parameters.values() if one.requires_grad)
    behind = sum(one.numel() for name, one in parameters.items() if not name.startswith("embedding."))
    return NUMBER * (8 * trained + 2 * behind)
