"""The same model and methods as peers write them, to be measured against.

The mathematics and the sizes are this project's: equal losses and equal gradients, as
tests/benchmarks/test_plain.py holds. The habits are the peers', each as its owner has it:

- Packed sequences, sorted inside the step, round one bidirectional LSTM, and a trainable embedding with a
  dense gradient: successar/AttentionExplanation, model/modules/Encoder.py (Jain & Wallace 2019).
- The whole model again for each perturbed pass, three passes a step, and the direction read off a tensor
  added to the scores, after a backward through the whole model: shunk031/attention-meets-perturbation,
  amep/models/bc/at_advt.py (the official Attention AT). Attention VAT has no published code; here it is
  written in the same way.
- torch.optim.Adam with weight_decay, no faster implementation asked for (on CPU a loop over the
  parameters): both of them.

Left out, because this project's steps do not do it either: Adam's AMSGrad, metrics during training, batches
built from Python lists, graphs retained without need. One departure: the official Attention AT leaves the
direction's gradients in the parameters and so follows 2 L + lambda L_adv; here they are cleared, for the
paper's L + lambda L_adv.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.functional import normalize
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from steady_attention.methods import attention_at, attention_vat
from steady_attention.models.batch import Batch
from steady_attention.models.outputs import kl_divergence, negative_log_likelihood, outputs


class Classifier(nn.Module):
    """Embedding, packed BiLSTM, additive attention, decoder: all of it in each pass."""

    def __init__(self, vectors: Tensor, hidden: int, attention_hidden: int, classes: int):
        """vectors (V, D) start the word embeddings; row 0 belongs to the padding."""
        super().__init__()
        self.embedding = nn.Embedding.from_pretrained(vectors, freeze=False, padding_idx=0)
        self.lstm = nn.LSTM(vectors.shape[1], hidden, batch_first=True, bidirectional=True)
        self.hidden = nn.Linear(2 * hidden, attention_hidden)
        self.context = nn.Linear(attention_hidden, 1, bias=False)
        self.decoder = nn.Linear(2 * hidden, outputs(classes))

    def forward(self, batch: Batch, r: Tensor | None = None) -> Tensor:
        """Logits (B, C), with r (B, T) added to the attention scores where it is given."""
        embedded = self.embedding(batch.tokens)
        packed = pack_padded_sequence(embedded, batch.lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        scores = self.context(torch.tanh(self.hidden(states))).squeeze(-1)
        if r is not None:
            scores = scores + r
        weights = torch.softmax(scores.masked_fill(~batch.mask, float("-inf")), dim=1)
        return self.decoder(torch.bmm(weights.unsqueeze(1), states).squeeze(1))


def _direction(model: Classifier, loss_at: Callable[[Tensor], Tensor], r: Tensor) -> Tensor:
    """The gradient of a loss at r, normed per text: a backward through everything; the parameters' gradients
    are cleared.
    """
    r.requires_grad_()
    loss_at(r).backward()
    model.zero_grad()
    return normalize(r.grad, dim=1)


def vanilla(model: Classifier, batch: Batch, hparams: object, noise: torch.Generator) -> Tensor:
    """The loss: one pass."""
    return negative_log_likelihood(model(batch), batch.labels).mean()


def at(model: Classifier, batch: Batch, hparams: attention_at.HParams, noise: torch.Generator) -> Tensor:
    """L + lambda L_adv: the clean pass, the direction's at r = 0, the perturbed one."""

    def loss_at(r: Tensor | None) -> Tensor:
        return negative_log_likelihood(model(batch, r), batch.labels).mean()

    clean = loss_at(None)
    start = torch.zeros(batch.mask.shape, dtype=clean.dtype)
    r = hparams.epsilon * _direction(model, loss_at, start)
    return clean + hparams.weight * loss_at(r)


def vat(model: Classifier, batch: Batch, hparams: attention_vat.HParams, noise: torch.Generator) -> Tensor:
    """L + lambda KL(clean || perturbed): the clean pass, the direction's at r = xi d, the perturbed one."""
    logits = model(batch)
    constant = logits.detach()

    def loss_at(r: Tensor) -> Tensor:
        return kl_divergence(constant, model(batch, r)).mean()

    start = torch.randn(batch.mask.shape, generator=noise, dtype=logits.dtype)
    start = hparams.xi * normalize(start * batch.mask, dim=1)
    r = hparams.epsilon * _direction(model, loss_at, start)
    return negative_log_likelihood(logits, batch.labels).mean() + hparams.weight * loss_at(r)


LOSSES = {"vanilla": vanilla, "attention_at": at, "attention_vat": vat}


def renamed(tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    """This project's weights, or their gradients, under the names that the plain model has for them."""
    return {_plain_name(name): tensor for name, tensor in tensors.items()}


def _plain_name(name: str) -> str:
    """`encoder.first.left.weight_ih_l0` -> `lstm.weight_ih_l0_reverse`, and the like."""
    if name.startswith("encoder.first.left."):
        name += "_reverse"
    for ours, theirs in (
        ("encoder.first.right.", "lstm."),
        ("encoder.first.left.", "lstm."),
        ("scorer.", ""),
    ):
        name = name.replace(ours, theirs)
    return name
