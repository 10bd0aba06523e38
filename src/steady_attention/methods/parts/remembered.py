"""An encoder that is held fixed encodes a text once, however many epochs there are."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from steady_attention.models.batch import Batch
from steady_attention.models.encoders import Encoded

LIMIT = 2**27  # numbers that are remembered: half a gigabyte in single precision


class Remembered:
    """In the place of an encoder's `forward`: of a batch whose texts it has all seen the states as they were.

    Texts are told apart by their tokens: it must be asked for their own embeddings only, without a gradient.
    """

    def __init__(self, forward: Callable[[Tensor, Batch], Encoded], limit: int = LIMIT):
        """limit: numbers beyond which no further text is remembered."""
        self.forward, self.room = forward, limit
        self.known: dict[tuple[bytes, ...], tuple[Tensor, Tensor | None]] = {}

    def __call__(self, embedded: Tensor, batch: Batch) -> Encoded:
        """The states and the question, as the encoder's, but for the states of padding."""
        keys = _keys(batch)
        rows = [self.known[key] for key in keys if key in self.known]
        if len(rows) < len(keys):
            found = self.forward(embedded, batch)
            self._remember(keys, found, batch.lengths.tolist())
            return found
        states, questions = zip(*rows, strict=True)
        asked = None if questions[0] is None else torch.stack(questions)
        return Encoded(pad_sequence(states, batch_first=True), asked)

    def _remember(self, keys: list[tuple[bytes, ...]], found: Encoded, lengths: list[int]) -> None:
        size = found.states.shape[2]
        for row, (key, length) in enumerate(zip(keys, lengths, strict=True)):
            if key not in self.known and self.room >= length * size:
                self.room -= length * size
                question = None if found.question is None else found.question[row].clone()
                self.known[key] = found.states[row, :length].clone(), question


def remember(encoder: nn.Module) -> None:
    """Let an encoder that is never trained again remember what it has encoded."""
    encoder.forward = Remembered(encoder.forward)


def _keys(batch: Batch) -> list[tuple[bytes, ...]]:
    """What tells texts apart: the tokens of each, of pairs of both."""
    sides = [batch] if batch.second is None else [batch, batch.second]
    rows = [
        [row[:length].tobytes() for row, length in zip(side.tokens.cpu().numpy(), lengths, strict=True)]
        for side, lengths in ((side, side.lengths.tolist()) for side in sides)
    ]
    return list(zip(*rows, strict=True))
