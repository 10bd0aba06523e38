"""One item's work and what became of it, wherever it is done."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass

from steady_attention.pipeline import artifacts
from steady_attention.pipeline.artifacts import Item
from steady_attention.pipeline.errors import UserError

FULL = "the GPU's memory is full: lower execution.jobs; what was done until the last epoch is kept"


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
        if type(error).__name__ == "OutOfMemoryError":  # torch's, which this module does not import
            return Outcome(item.name, FULL)
        return Outcome(item.name, traceback.format_exc())
    return Outcome(item.name, None)
