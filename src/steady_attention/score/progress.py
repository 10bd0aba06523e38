"""How far a scoring has come: a bar on a terminal, a line for each phase elsewhere."""

import sys
from threading import Lock
from typing import TextIO

from tqdm import tqdm


class Progress:
    """The phase that runs, and how many of its texts are done."""

    def __init__(self, stream: TextIO | None = None):
        self.stream = stream or sys.stderr
        self.bar: tqdm | None = None
        self.lock = Lock()

    def phase(self, words: str, amount: int | None = None) -> None:
        """Another phase begins, of so many texts where that is known."""
        self.close()
        if self.stream.isatty():
            self.bar = tqdm(desc=words, total=amount, file=self.stream, leave=False, unit=" texts")
        else:
            print(words + (f": {amount:,} texts" if amount else ""), file=self.stream, flush=True)

    def advance(self, amount: int) -> None:
        """So many texts more are done."""
        if self.bar is not None:
            with self.lock:
                self.bar.update(amount)

    def close(self) -> None:
        """The phase has ended."""
        if self.bar is not None:
            self.bar.close()
            self.bar = None
