"""Operations and bytes of a step, by hand."""

import pytest
import torch
from torch import nn

from benchmarks import counted, peaks
from benchmarks.workloads import Workload
from steady_attention.methods import vanilla
from tests import tiny

T, B, D, H = 7, 2, 3, 5


def test_a_recurrent_kernel_by_hand():
    """14 rows, by 20 x 3 and 20 x 5 weights, 2 operations each; biases do not count."""
    assert counted.recurrent((T, B, D), [(20, 3), (20, 5), (20,), (20,)]) == 14 * 2 * (60 + 100) == 4480


def test_both_devices_kernels_count_the_same():
    """As their operators are called: the weights in turn on a CPU, in a list on a GPU."""
    weights = [(20, 3), (20, 5), (20,), (20,)]
    on_cpu = counted.KERNELS[torch.ops.aten.mkldnn_rnn_layer]((T, B, D), *weights, (1, B, H), None)
    on_gpu = counted.KERNELS[torch.ops.aten._cudnn_rnn]((T, B, D), weights, None, None, (1, B, H))
    assert on_cpu == on_gpu == 4480
    assert counted.KERNELS[torch.ops.aten._cudnn_rnn_backward]((T, B, D), weights, None) == 8960


@pytest.mark.parametrize("where", ["cpu", pytest.param("cuda", marks=pytest.mark.gpu)])
def test_an_lstm_is_counted_forwards_and_backwards(where):
    """4480 forwards, twice that backwards; torch alone counts none of it."""
    if where == "cuda" and not torch.cuda.is_available():
        pytest.skip("torch finds no GPU here")
    lstm, rows = nn.LSTM(D, H, batch_first=True).to(where), torch.randn(B, T, D, device=where)
    rows.requires_grad_()
    assert counted.operations(lambda: lstm(rows)[0].sum().backward()) == 3 * 4480


def test_a_whole_step_of_the_classifier():
    """5 texts, 13 positions: 65 rows, encoder 2 x (44 x 7 + 44 x 11) weights, attention's hidden layer
    22 x 5, its context 5, decoder 22: each 2 operations forwards and 4 backwards. Last the weighted sum of 1
    value.
    """
    model, batch = tiny.make_model(), tiny.make_batch()
    found = counted.operations(lambda: vanilla.loss(model, batch, vanilla.HParams(), tiny.noise()).backward())
    weights = 2 * (44 * 7 + 44 * 11) + 22 * 5 + 5 + 22
    assert found == 6 * 65 * weights + 6 * 65


@pytest.mark.parametrize("dropout", [0.0, 0.1])
def test_attention_of_bert_forwards(dropout):
    """One layer of 7: 4 matrices of 7 x 7 and two of 7 x 19 for 28 pieces without padding, scores and their
    sum of 13 x 13 a text; dropout takes another kernel.
    """
    model, batch = tiny.make_model("bert"), tiny.make_batch()
    for layer in model.encoder.transformer.encoder["layer"]:
        layer.dropped_weights = dropout
    embedded = model.embed(batch, tiny.noise())
    found = counted.operations(lambda: model.encoder(embedded, batch))
    assert found == 2 * 28 * (4 * 49 + 2 * 7 * 19) + 2 * 2 * 5 * 13 * 13 * 7


def test_bytes_by_hand():
    """An embedding of 31 x 7 and a layer of 7 x 2 weights and 2 biases: 233 trained numbers, 16 behind the
    table. With the table frozen, 16 trained ones.
    """
    model = nn.ModuleDict({"embedding": nn.Embedding(31, 7), "decoder": nn.Linear(7, 2)})
    assert counted.moved(model) == 4 * (8 * 233 + 2 * 16)
    model["embedding"].requires_grad_(False)
    assert counted.moved(model) == 4 * (8 * 16 + 2 * 16)


def test_the_limit_is_the_longer_of_computing_and_moving():
    assert peaks.limit(600, 50, 100, 25) == 6.0
    assert peaks.limit(600, 500, 100, 25) == 20.0


def test_a_workloads_model_is_the_same_again():
    workload = Workload("tiny", "bilstm", {"hidden": 5}, 31, 7, 3, 5, 1e-3)
    one, two = workload.model(), workload.model()
    assert all(torch.equal(a, b) for a, b in zip(one.parameters(), two.parameters(), strict=True))


def test_fp32_is_the_faster_of_a_cpus_two_products():
    """oneDNN's, by which LSTMs go; BLAS keeps a name of its own. Both are as much work."""
    found = peaks.peaks(torch.device("cpu"))
    assert set(found) == {"fp32 by BLAS", "fp32", "tf32", "bf16", "copy"}
    assert found["fp32"].amount == found["fp32 by BLAS"].amount == 2 * 1024**3
    assert found["fp32"].run(0).layout == torch._mkldnn
    assert found["copy"].amount == 2 * 4 * 2**25
