"""Runs a stage's script, unchanged, on the rehearsal's data sets, and writes down what became of it.

`python -m steady_attention.rehearsal.stage stages/train.py --profile rehearsal ...` in the workspace.
"""

import io
import os
import runpy
import sys
import time
from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.store import sources
from steady_attention.store.files import read_json, write_json

DECLARED = Path("rehearsal.json")  # in the workspace: what is replaced
OUTCOMES = Path("outcomes")
READING = (*sources.GROUPS["data"], *sources.GROUPS["experiment"])  # the stages that may read raw files
KEPT = 4000  # characters of what was said last


class Overheard(io.TextIOBase):
    """A stream that also keeps what was written last."""

    def __init__(self, stream: io.TextIOBase):
        self.stream, self.last = stream, ""

    def write(self, text: str) -> int:
        """Write to the stream, and keep the text."""
        self.last = (self.last + text)[-KEPT:]
        return self.stream.write(text)

    def flush(self) -> None:
        """Of the stream."""
        self.stream.flush()

    def isatty(self) -> bool:
        """Of the stream."""
        return self.stream.isatty()

    def fileno(self) -> int:
        """Of the stream."""
        return self.stream.fileno()


def main(script: str) -> None:
    """Run it. The outcome is a file of the stage's name; of a killed stage there is none."""
    path = OUTCOMES / f"{os.environ.get('DVC_STAGE', Path(script).stem)}.json"
    path.unlink(missing_ok=True)
    if Path(script).stem in READING:
        declared = read_json(DECLARED)
        from steady_attention.rehearsal import resized  # imports all readers

        resized.apply(declared["replaced"], declared["data_sets"])
    sys.argv = sys.argv[1:]
    sys.path[0] = str(Path(script).parent)
    said, began, status = Overheard(sys.stderr), time.monotonic(), 1
    sys.stderr = said
    try:
        runpy.run_path(script, run_name="__main__")
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
        raise
    except Exception as error:
        said.last = f"{type(error).__name__}: {error}"
        raise
    finally:
        sys.stderr = said.stream
        known = {"status": status, "seconds": round(time.monotonic() - began, 1)}
        write_json(path, known | {"error": said.last.strip() if status else ""})


if __name__ == "__main__":
    main(sys.argv[1])
