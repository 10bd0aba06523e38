"""An experiment: many runs on the same data as one program, their weights stacked.

S runs of S seeds are one model whose batch has their texts one below the other, S * B rows. Products are
batched over the runs, S at once, and the LSTM steps through time once for all of them and both directions.
All behind it goes text by text, so that the losses of methods/ serve as they are, and Adam goes number by
number: each run gets what it would get alone, if the mean loss is taken times S. A method's epsilon may be
(S * B, 1), another one for each run.
"""

import torch
from torch import Tensor, nn

from steady_attention.models.attention import Additive
from steady_attention.models.batch import Batch, mapped
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.recurrent import turned

LSTM = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")


class Stacked(nn.Module):
    """BiLSTM classifiers with additive attention, of single texts and without dropout, as one."""

    def __init__(self, models: list[Classifier]):
        """models: of equal sizes; their weights are copied."""
        super().__init__()
        self.runs = len(models)
        state, _ = torch.func.stack_module_state(models)  # name -> (S, ...)
        if not isinstance(models[0].scorer, Additive) or f"encoder.first.left.{LSTM[0]}" not in state:
            raise TypeError("expected classifiers of encoder bilstm and attention additive")
        self.size = models[0].encoder.size // 2
        for part in LSTM:  # the direction to the right of every run, then the other one
            sides = [state.pop(f"encoder.first.{side}.{part}") for side in ("right", "left")]
            setattr(self, part, nn.Parameter(torch.cat(sides).detach()))  # (2S, ...)
        self.embedding = nn.ParameterDict({"weight": state.pop("embedding.weight").detach()})  # (S, V, D)
        self.rest = nn.ParameterDict({name.replace(".", "_"): one.detach() for name, one in state.items()})

    def repeated(self, batch: Batch) -> Batch:
        """The same texts for every run."""
        return mapped(batch, lambda tensor: tensor.repeat(self.runs, *[1] * (tensor.dim() - 1)))

    def embed(self, batch: Batch, noise: torch.Generator) -> Tensor:
        """Embedded words (S * B, T, D), of each run by its own table."""
        table = self.embedding.weight
        first = torch.arange(self.runs, device=table.device) * table.shape[1]
        tokens = batch.tokens.view(self.runs, -1) + first[:, None]
        return nn.functional.embedding(tokens.view(batch.tokens.shape), table.flatten(0, 1))

    def read(self, embedded: Tensor, batch: Batch) -> Reading:
        """One pass of all encoders over (S * B, T, D)."""
        states = self._states(embedded, batch).view(self.runs, -1, 2 * self.size)  # (S, B * T, 2H)
        rest, shape = self.rest, embedded.shape[:2]
        hidden = torch.baddbmm(rest.scorer_hidden_bias[:, None], states, rest.scorer_hidden_weight.mT)
        scores = torch.bmm(hidden.tanh(), rest.scorer_context_weight.mT)
        values = torch.bmm(states, rest.decoder_weight.mT)
        bias = rest.decoder_bias.repeat_interleave(shape[0] // self.runs, 0)  # (S * B, C)
        return Reading(scores.view(shape), values.view(*shape, -1), bias, batch.mask)

    def _states(self, embedded: Tensor, batch: Batch) -> Tensor:
        """(S * B, T, 2H), as TwoDirections has them."""
        turn, (rows, steps, _) = turned(batch.lengths, embedded.shape[1]), embedded.shape
        both = torch.cat([embedded, _turned(embedded, turn)])  # (2S * B, T, D)
        inputs = both.view(2 * self.runs, -1, both.shape[2])
        bias = (self.bias_ih_l0 + self.bias_hh_l0)[:, None]
        gates = torch.baddbmm(bias, inputs, self.weight_ih_l0.mT)  # of all time steps in one product
        gates = gates.view(2 * self.runs, -1, steps, 4 * self.size)
        h = c = gates.new_zeros(*gates.shape[:2], self.size)
        found, recurrent = [], self.weight_hh_l0.mT
        for now in gates.unbind(2):
            i, f, g, o = torch.baddbmm(now, h, recurrent).chunk(4, 2)
            c = f.sigmoid() * c + i.sigmoid() * g.tanh()
            h = o.sigmoid() * c.tanh()
            found.append(h)
        right, left = torch.stack(found, 2).view(2, rows, steps, self.size)
        return torch.cat([right, _turned(left, turn)], 2)

    def of_run(self, run: int) -> dict[str, Tensor]:
        """A run's weights, by the names that its classifier has for them."""
        found = {"embedding.weight": self.embedding.weight[run]}
        for part in LSTM:
            for number, side in enumerate(("right", "left")):
                found[f"encoder.first.{side}.{part}"] = getattr(self, part)[number * self.runs + run]
        for name, one in self.rest.items():
            found[name.replace("_", ".")] = one[run]
        return found


def _turned(states: Tensor, turn: Tensor) -> Tensor:
    """Each row of (R, T, X) turned round within its length, by the indices of `turned`."""
    return states.reshape(len(turn), -1).index_select(0, turn).view(states.shape)
