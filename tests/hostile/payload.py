"""A pickle that would betray itself: whoever loads it creates a file."""

import pickle
from pathlib import Path


class Payload:
    """Unpickling it opens `mark` for writing."""

    def __init__(self, mark: Path):
        self.mark = mark

    def __reduce__(self):
        return open, (str(self.mark), "w")


def pickled(mark: Path) -> bytes:
    """The payload alone."""
    return pickle.dumps(Payload(mark))
