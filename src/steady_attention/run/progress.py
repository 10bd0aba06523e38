"""Progress over items and, within an item, what its task reports (epochs, loss, dev score).

On a terminal a bar with the running items; elsewhere a plain line an item, and one every few seconds of what
runs.
"""

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType

from steady_attention.store import artifacts
from steady_attention.store.artifacts import Item

ALIVE = 4.0  # seconds between two lines where there is no terminal


def reporter(fingerprint: str) -> Callable[[str], None]:
    """A function that notes an item's latest progress where the parent process reads it."""
    path = _note(fingerprint)

    def report(text: str) -> None:
        half = path.with_suffix(".half")
        half.write_text(text, encoding="utf-8")
        os.replace(half, path)

    return report


class Progress:
    """The state of a stage's items, drawn twice a second on a terminal, and elsewhere every ALIVE seconds."""

    def __init__(self, label: str, missing: Iterable[tuple[Item, str]], total: int):
        self.label, self.waiting = label, {item.name: fingerprint for item, fingerprint in missing}
        self.total, self.start, self.terminal = total, time.monotonic(), sys.stderr.isatty()
        self.ended = threading.Event()
        self.drawing = threading.Thread(target=self._draw, daemon=True, name="progress")

    def __enter__(self) -> "Progress":
        for fingerprint in self.waiting.values():
            _note(fingerprint).unlink(missing_ok=True)
        kept = self.total - len(self.waiting)
        print(f"{self.label}: {len(self.waiting)} to compute, {kept} kept", file=sys.stderr, flush=True)
        return self

    def draw(self) -> None:
        """Begin to draw, in a thread: to be called once no more process is forked."""
        self.drawing.start()

    def __exit__(self, kind: type | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.ended.set()
        if self.drawing.is_alive():
            self.drawing.join()
        if self.terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def done(self, name: str, error: str | None) -> None:
        """Note that an item has ended."""
        _note(self.waiting.pop(name)).unlink(missing_ok=True)
        state = "failed" if error else "done"
        line = f"{self.label}: {self.total - len(self.waiting)}/{self.total} {state} {name} ({self.clock()})"
        print(("\r\033[K" if self.terminal else "") + line, file=sys.stderr, flush=True)

    def clock(self) -> str:
        """The time since the stage began: `3:07`."""
        minutes, seconds = divmod(round(time.monotonic() - self.start), 60)
        return f"{minutes}:{seconds:02d}"

    def _draw(self) -> None:
        """On a terminal a line that is drawn over, elsewhere one more every ALIVE seconds."""
        while not self.ended.wait(0.5 if self.terminal else ALIVE):
            if self.terminal:
                width = shutil.get_terminal_size().columns - 1
                print("\r\033[K" + self.line()[:width], end="", file=sys.stderr, flush=True)
            else:
                print(self.line(), file=sys.stderr, flush=True)

    def line(self) -> str:
        """How far the stage is, with the running items' latest words; on a terminal with a bar."""
        done = self.total - len(self.waiting)
        bar = "[" + ("#" * (20 * done // max(self.total, 1))).ljust(20, ".") + "] " if self.terminal else ""
        notes = " | ".join(f"{name}: {text}" for name, text in list(self._running()))
        return f"{self.label} {bar}{done}/{self.total} {self.clock()}  {notes}".rstrip()

    def _running(self) -> Iterable[tuple[str, str]]:
        for name, fingerprint in list(self.waiting.items()):
            try:
                yield name, _note(fingerprint).read_text(encoding="utf-8")
            except FileNotFoundError:
                continue  # not begun yet, or just ended


def _note(fingerprint: str) -> Path:
    return artifacts.store() / f"{fingerprint}.progress"
