"""One measure a file, each with a function `measured`: a subject -> its scores by name."""

from importlib import import_module
from types import ModuleType


def get(name: str) -> ModuleType:
    """The module measures/<name>.py."""
    return import_module(f"{__name__}.{name}")
