"""An encoder that is held fixed encodes a text once, however many epochs there are."""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence

from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier
from steady_attention.models.encoders import Encoded
from steady_attention.models.predict import BATCH
from steady_attention.models.texts import Texts, by_length

LIMIT = 2**27  # numbers that are remembered: half a gigabyte in single precision


class Remembered:
    """In the place of an encoder's `forward`: of a batch whose texts are all known, their states.

    Texts are told apart by their tokens: it must be asked for their own embeddings only, without a gradient.
    It learns texts when it is told to, not when it meets them: their last digits depend on the batch, and so
    do not depend on where a run was interrupted.
    """

    def __init__(self, forward: Callable[[Tensor, Batch], Encoded], limit: int = LIMIT):
        """limit: of the numbers that are kept; the first text beyond it ends the learning."""
        self.forward, self.room, self.full = forward, limit, False
        self.known: dict[tuple[bytes, ...], tuple[Tensor, Tensor | None]] = {}

    def __call__(self, embedded: Tensor, batch: Batch) -> Encoded:
        """The states and the question, as the encoder's, but for the states of padding."""
        keys = _keys(batch)
        rows = [self.known[key] for key in keys if key in self.known]
        if len(rows) < len(keys):
            return self.forward(embedded, batch)
        states, questions = zip(*rows, strict=True)
        asked = None if questions[0] is None else torch.stack(questions)
        return Encoded(pad_sequence(states, batch_first=True), asked)

    def learn(self, embedded: Tensor, batch: Batch) -> None:
        """Keep the states of the texts that are not known."""
        keys = _keys(batch)
        if self.full or all(key in self.known for key in keys):
            return
        found = self.forward(embedded, batch)
        for row, (key, length) in enumerate(zip(keys, batch.lengths.tolist(), strict=True)):
            if key in self.known:
                continue
            self.room -= length * found.states.shape[2]
            self.full = self.room < 0
            if self.full:
                return
            question = None if found.question is None else found.question[row].clone()
            self.known[key] = found.states[row, :length].clone(), question


def remember(encoder: nn.Module) -> None:
    """Let an encoder that is never trained again remember what it is told to."""
    encoder.forward = Remembered(encoder.forward)


@torch.no_grad()
def learn(model: Classifier, texts: Texts) -> None:
    """Let the model's encoder, which remembers, know these texts: always in the same batches."""
    for indices in by_length(texts, BATCH):
        if model.encoder.forward.full:
            return
        batch = texts.batch(indices).to(model.device)
        model.encoder.forward.learn(model.embed(batch, torch.Generator()), batch)  # without dropout


def _keys(batch: Batch) -> list[tuple[bytes, ...]]:
    """What tells texts apart: the tokens of each, of pairs of both."""
    sides = [batch] if batch.second is None else [batch, batch.second]
    rows = [
        [row[:length].tobytes() for row, length in zip(side.tokens.cpu().numpy(), lengths, strict=True)]
        for side, lengths in ((side, side.lengths.tolist()) for side in sides)
    ]
    return list(zip(*rows, strict=True))
