"""One item's work and what became of it, wherever it is done."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass

from steady_attention.pipeline import artifacts
from steady_attention.pipeline.artifacts import Item
from steady_attention.pipeline.errors import UserError


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
    except Exception:  # reported by name with its traceback; the stage exits 1
        return Outcome(item.name, traceback.format_exc())
    return Outcome(item.name, None)
