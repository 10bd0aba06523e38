"""A sequence classifier of Hugging Face in a local folder: any architecture of transformers, any fast
tokenizer.

Words are joined by blanks and cut by the model's own tokenizer. Texts go through the model in batches of
about PIECES pieces, sorted by length, and several batches at a time, one a core: the numbers are the same on
any number.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from steady_attention.score import checkpoint
from steady_attention.store.errors import UserError
from steady_attention.text.offsets import joined, words_of

T = TypeVar("T")
PIECES = 256  # of a batch; measured on a MiniLM: fewer cost calls, more leave the processor's cache
TOKENIZED = 4096  # texts that are tokenized together


@dataclass(frozen=True)
class Encoded:
    """A text as the model reads it: ids (pieces,), the other inputs by name, and each piece's word."""

    ids: tuple[int, ...]
    kinds: tuple[int, ...] | None
    words: np.ndarray
    count: int

    def by_word(self, rows: np.ndarray) -> np.ndarray:
        """Numbers (..., pieces) as sums over each word's pieces (..., words)."""
        own = self.words >= 0
        sums = np.zeros((*rows.shape[:-1], self.count))
        np.add.at(sums, (..., self.words[own]), rows[..., own])
        return sums


@dataclass(frozen=True)
class Batch:
    """Texts of one pass: their numbers; inputs by name, (B, T), padded on the right; mask (B, T) True on
    pieces.
    """

    numbers: list[int]
    inputs: dict[str, Tensor]
    mask: Tensor


class Classifier:
    """model, in evaluation mode; tokenizer; classes, their names; limit, the pieces that it takes at most,
    None without a limit.
    """

    def __init__(self, folder: Path, cores: int | None = None, pieces: int = PIECES):
        """Raises UserError, with the folder and what to do, for what `checkpoint.load` refuses. cores:
        batches at a time, by default one for each core that this process may use.
        """
        loaded = checkpoint.load(folder)
        self.folder, self.model, self.tokenizer = folder, loaded.model, loaded.tokenizer
        self.classes, self.limit, self.padding = loaded.classes, loaded.limit, loaded.padding
        self.cores = cores or len(os.sched_getaffinity(0))
        self.pieces = pieces
        self.progress: Callable[[int], object] = lambda amount: None

    def encode(self, texts: Sequence[Sequence[str]]) -> list[Encoded]:
        """Texts as the model reads them. One without words has its special pieces alone, or where there are
        none the unknown one.
        """
        encoded = []
        for start in range(0, len(texts), TOKENIZED):
            some = [joined(words) for words in texts[start : start + TOKENIZED]]
            given = self.tokenizer(
                [text for text, _ in some],
                return_offsets_mapping=True,
                return_special_tokens_mask=True,
                return_attention_mask=False,
                verbose=False,
            )
            for row, (text, ends) in enumerate(some):
                ids = given["input_ids"][row] or [self._nothing()]
                kinds = given["token_type_ids"][row] if "token_type_ids" in given else None
                offsets = given["offset_mapping"][row] or [(0, 0)]
                special = given["special_tokens_mask"][row] or [1]
                words = words_of(text, ends, offsets, special)
                encoded.append(Encoded(tuple(ids), kinds and tuple(kinds), words, len(ends)))
        return encoded

    def predict(self, texts: Sequence[Sequence[str]]) -> np.ndarray:
        """Probabilities (n, C), in double precision."""
        encoded = self.encode(texts)
        probabilities = np.empty((len(texts), len(self.classes)))

        def one(batch: Batch) -> None:
            with torch.inference_mode():
                logits = self.model(**batch.inputs).logits.double()
            probabilities[batch.numbers] = torch.softmax(logits, dim=1).numpy()

        self.each(encoded, one)
        return probabilities

    def each(
        self, encoded: Sequence[Encoded], work: Callable[[Batch], T], pieces: int = 0, alike: bool = False
    ) -> list[T]:
        """What `work` makes of every batch. pieces: of a batch, another number than for predictions; alike:
        texts of one length together.
        """
        with one_thread(), ThreadPoolExecutor(self.cores) as pool:

            def done(batch: Batch) -> T:
                result = work(batch)
                self.progress(len(batch.numbers))
                return result

            return list(pool.map(done, self.batches(encoded, pieces or self.pieces, alike)))

    def batches(self, encoded: Sequence[Encoded], pieces: int, alike: bool = False) -> Iterator[Batch]:
        """All texts, the shortest first. alike: texts of one length together, as a model without a padding
        piece needs them.
        """
        alike = alike or self.padding is None
        order = sorted(range(len(encoded)), key=lambda number: len(encoded[number].ids))
        start = 0
        while start < len(order):
            stop = start + 1
            while stop < len(order):
                length = len(encoded[order[stop]].ids)
                apart = alike and length != len(encoded[order[start]].ids)
                if apart or (stop - start + 1) * length > pieces:
                    break
                stop += 1
            yield self._batch(order[start:stop], encoded)
            start = stop

    def _batch(self, numbers: list[int], encoded: Sequence[Encoded]) -> Batch:
        rows = [encoded[number] for number in numbers]
        longest = max(len(row.ids) for row in rows)
        ids = torch.full((len(rows), longest), self.padding or 0)
        mask = torch.zeros(len(rows), longest, dtype=torch.bool)
        kinds = torch.zeros(len(rows), longest, dtype=torch.long)
        for place, row in enumerate(rows):
            length = len(row.ids)
            ids[place, :length] = torch.tensor(row.ids)
            mask[place, :length] = True
            if row.kinds:
                kinds[place, :length] = torch.tensor(row.kinds)
        inputs = {"input_ids": ids, "attention_mask": mask.long()}
        if rows[0].kinds:
            inputs["token_type_ids"] = kinds
        return Batch(numbers, inputs, mask)

    def _nothing(self) -> int:
        special = (self.tokenizer.unk_token_id, self.tokenizer.eos_token_id, self.tokenizer.pad_token_id)
        known = [one for one in special if one is not None]
        if not known:
            raise UserError(
                f"{self.folder}: the tokenizer makes no piece of an empty text, and has no unknown piece to "
                "put in its place: measures that leave all words out cannot be taken of this model"
            )
        return known[0]


@contextmanager
def one_thread() -> Iterator[None]:
    """Within the block a pass takes one core: several run beside each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def longest(encoded: Sequence[Encoded], limit: int | None) -> list[tuple[int, int]]:
    """(number, words that fit) of each text of more pieces than the model takes."""
    too_long = []
    for number, one in enumerate(encoded):
        if limit is not None and len(one.ids) > limit:
            behind = len(one.ids) - 1 - int(np.flatnonzero(one.words >= 0)[-1])  # special pieces that follow
            first_lost = one.words[limit - behind :]
            too_long.append((number, int(min(first_lost[first_lost >= 0]))))
    return too_long
