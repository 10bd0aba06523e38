"""One item's work and what became of it, wherever it is done."""

import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from steady_attention.store import artifacts, disk
from steady_attention.store.artifacts import Item
from steady_attention.store.errors import UNWRITABLE, UserError

MEMORY = "the GPU's memory is full: lower execution.jobs; what was done until the last epoch is kept"
DISK = "a file could not be written ({}); finished items and epochs are kept"
# what torch, safetensors and numpy say of it, none of them with an errno
UNWRITTEN = re.compile(
    r"PytorchStreamWriter failed|inline_container|I/O error.*\(os error|requested and \d+ written"
)


@dataclass(frozen=True)
class Outcome:
    """What became of an item: `error` is None, or the text to show."""

    item: str
    error: str | None


def work(item: Item, fingerprint: str, report: Callable[[str], None]) -> Outcome:
    """One item. A user's error is shown as its text, anything else with its traceback."""
    try:
        artifacts.produce(item, fingerprint, report)
    except UserError as error:
        return Outcome(item.name, str(error))
    except Exception as error:  # reported by name with its traceback; the stage exits 1
        return Outcome(item.name, _known(error) or traceback.format_exc())
    return Outcome(item.name, None)


def _known(error: Exception) -> str | None:
    """What to say instead of a traceback where memory or the disk is full."""
    if type(error).__name__ == "OutOfMemoryError":  # torch's, which this module does not import
        return MEMORY
    if isinstance(error, OSError) and error.errno in UNWRITABLE:
        return DISK.format(disk.told(error))
    if UNWRITTEN.search(str(error)):
        return DISK.format(f"{error}; {disk.full() or 'the disk'} has no room")
    return None
