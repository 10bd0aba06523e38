"""How often texts repeat, letter by letter, told from a digest of 16 bytes of each."""

import hashlib
from collections.abc import Mapping
from itertools import combinations

import numpy as np

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
