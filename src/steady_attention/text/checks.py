"""What no data set may hold, whatever its reader."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations, islice

import numpy as np

from steady_attention.corpora import Corpus, Example
from steady_attention.store.errors import UserError
from steady_attention.store.messages import shown

SIZE = 16  # bytes: two of a billion texts have one digest with a probability of 1e-21


class Digests:
    """The digests of texts, in the order of adding."""

    def __init__(self) -> None:
        self._packed = bytearray()

    def add(self, *texts: str | None) -> None:
        """Count a text, or several as one; None is no text."""
        line = "\0".join("-" if text is None else f"{len(text)} {text}" for text in texts)
        self._packed += hashlib.blake2b(line.encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()

    def array(self) -> np.ndarray:
        """All of them, (n,) of SIZE bytes each. Of one length, so that no two become equal by numpy's
        neglect of zeros at the end.
        """
        return np.frombuffer(bytes(self._packed), f"S{SIZE}")

    def repeated(self) -> int | None:
        """The place of the first one that stands before, or None."""
        found = self.array()
        order = np.argsort(found, kind="stable")
        again = order[1:][found[order[1:]] == found[order[:-1]]]
        return int(again.min()) if len(again) else None


def counted(splits: Mapping[str, Digests]) -> dict[str, dict[str, int]]:
    """How often texts repeat. None is removed anywhere: the papers' splits are as they are.

    Returns {"within": {split: examples beyond the first of their text},
             "between": {"train, test": examples of the latter whose text stands in the former}}.
    """
    arrays = {split: digests.array() for split, digests in splits.items()}
    distinct = {split: np.unique(found) for split, found in arrays.items()}
    return {
        "within": {split: len(arrays[split]) - len(distinct[split]) for split in splits},
        "between": {
            f"{first}, {second}": int(np.isin(arrays[second], distinct[first]).sum())
            for first, second in combinations(splits, 2)
        },
    }


def check(corpus: Corpus, split: str, example: Example, pair: bool) -> None:
    """Raise UserError, with split and id, for what no example may be.

    A label or a candidate outside the classes, an answer that is no candidate, a pair among single texts, an
    id that is not one line.
    """
    where = f"{corpus.name}: {split} example {example.id!r}"
    _check_label(corpus, example, where)
    if (example.second is not None) != pair:
        raise UserError(f"{where}: pairs of texts and single ones are mixed, expected one kind")
    if "\n" in example.id:
        raise UserError(f"{where}: expected an id of its own, on one line")


def check_ids(corpus: Corpus, split: str, examples: Iterable[Example], ids: Digests) -> None:
    """Raise UserError where an id stands twice in a split, given the digests of all ids in their order."""
    place = ids.repeated()
    if place is not None:
        again = next(islice(examples, place, None))
        raise UserError(
            f"{corpus.name}: {split} example {again.id!r}: expected an id of its own, on one line"
        )


def check_positive(corpus: Corpus, split: str, labels: np.ndarray) -> None:
    """Raise UserError for a split of two classes without a text of the positive one: its F1 is undefined."""
    if len(corpus.classes) == 2 and 1 not in labels:
        raise UserError(
            f"{corpus.name}: {split} has no text of the class {corpus.classes[1]!r} among {len(labels)}, "
            f"expected at least one: F1 is that of this class; give {split} a text of it"
        )


def check_known(corpus: Corpus, words: int, documents: Counter[str], own: bool) -> None:
    """Raise UserError for a vocabulary without a word, with the key where the corpus is the user's own.

    words: of the vocabulary; documents: in how many training texts each word stands.
    """
    if not words:
        (word, most), *_ = documents.most_common(1)
        key = f"corpora.{corpus.name}.minimum_frequency" if own else f"{corpus.name}: the minimum frequency"
        raise UserError(
            f"{key} is {corpus.minimum_frequency}, but no word stands in that many training texts: "
            f"training would see unknown words alone; the most frequent, {shown(word)}, stands in {most}"
        )


def _check_label(corpus: Corpus, example: Example, where: str) -> None:
    labels = range(len(corpus.classes)) if corpus.classes else (None,)
    if example.label not in labels:
        allowed = f"0..{len(corpus.classes) - 1}" if corpus.classes else "none"
        raise UserError(f"{where} has the label {example.label!r}, expected {allowed}")
    if example.candidates and example.label not in example.candidates:
        raise UserError(f"{where}: the answer {example.label} is not among {example.candidates}")
    if not set(example.candidates) <= set(labels):
        raise UserError(f"{where}: candidates {example.candidates} outside 0..{len(corpus.classes) - 1}")
    if example.candidates and len(corpus.classes) == 2:
        raise UserError(f"{where}: candidates need more than two classes, found {corpus.classes}")
