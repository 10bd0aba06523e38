"""Task: files of the user's as they are, for the folder of raw files."""

import shutil
from collections.abc import Callable
from pathlib import Path


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Copy every input, under its name."""
    for name, path in inputs.items():
        shutil.copyfile(path, work / name)
