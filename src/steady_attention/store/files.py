"""Files and folders that are whole or absent."""

import contextlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from steady_attention.store.errors import UserError

if TYPE_CHECKING:  # zipfile takes its time
    from steady_attention.store.archive import Archived


def write_text(path: Path, text: str) -> None:
    """Write a file under a temporary name in the same folder, then rename it into place. Raises OSError where
    that fails (a full disk), and then leaves nothing behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    try:
        half.write_text(text, encoding="utf-8", newline="\n")
        os.replace(half, path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def write_json(path: Path, value: Any) -> None:
    """A value as indented JSON with sorted keys; NaN and infinity are errors."""
    write_text(path, json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n")


def write_plain_json(path: Path, values: Any, sort_keys: bool = False) -> None:
    """Values as JSON into a file of an item that is still in work, the keys in their order by default."""
    text = json.dumps(values, indent=2, sort_keys=sort_keys, ensure_ascii=False)
    path.write_bytes(f"{text}\n".encode())


def read_json(path: "Path | Archived") -> Any:
    """The value in a JSON file. Raises UserError, with the line, where it is not valid."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UserError(
            f"{path} is not valid JSON: {error}. Git has what is under reports/ (`git restore`); "
            "a stage makes anew whatever else of its files is deleted"
        ) from error


@contextlib.contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A fresh folder that takes the place of `folder` when the block ends well, and vanishes when it does
    not. Raises what `check_replaceable` raises.
    """
    check_replaceable(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh, old = (folder.with_name(f".{folder.name}.{word}") for word in ("fresh", "old"))
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir()
    try:
        yield fresh
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def check_replaceable(folder: Path) -> None:
    """Raise UserError for what `replacing` would destroy or cannot make: a file, a link, the folder in which
    the program runs, a place below a file.
    """
    if folder.is_symlink():
        raise UserError(f"{folder} is a link, expected a folder; name the folder that it leads to")
    if Path.cwd().is_relative_to(folder.resolve()):
        raise UserError(f"{folder} holds the folder in which this runs, and would be replaced; name another")
    for path in (folder, *folder.parents):
        if path.exists():
            if not path.is_dir():
                raise UserError(f"{path} is a file, expected a folder; name another, or move it away")
            return


def link_or_copy(source: str, target: str) -> str:
    """A hard link, or a copy where the file system has none."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
    return target
