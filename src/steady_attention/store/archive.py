"""Several items in one plain zip, so that git keeps a file a stage and not thousands.

Nothing in it is compressed: so its bytes depend on those of its members alone and not on which zlib wrote it,
and git compresses the whole.
"""

import os
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from pathlib import Path

from steady_attention.store.errors import UserError

# what zipfile raises for a file that is cut off or changed; NotImplementedError is a RuntimeError
BROKEN = (LookupError, ValueError, OSError, EOFError, RuntimeError, zipfile.BadZipFile)
MODE = 0o644  # of the files when they are unpacked
UNIX = 3  # the system that made it, whichever did


@dataclass(frozen=True)
class Archived:
    """A folder of the zip `archive`, or a file in it, read like a Path; as a text, a path below the zip."""

    archive: Path
    name: str = ""

    def __truediv__(self, name: str) -> "Archived":
        return Archived(self.archive, f"{self.name}/{name}" if self.name else name)

    def __str__(self) -> str:
        return f"{self.archive}/{self.name}"

    def is_file(self) -> bool:
        """Whether it is a file of the archive. Raises UserError where the archive is damaged."""
        return self.name in _names(self.archive)

    def names(self) -> list[str]:
        """The files below this folder, by their paths from here."""
        start = f"{self.name}/" if self.name else ""
        return [name.removeprefix(start) for name in _names(self.archive) if name.startswith(start)]

    def unpack(self, folder: Path) -> None:
        """Write the files below this folder into another one."""
        for name in self.names():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes((self / name).read_bytes())

    def read_bytes(self) -> bytes:
        """A file's bytes. Raises UserError where it lacks or the archive is damaged."""
        if not self.is_file():
            raise UserError(f"{self} not found: {again(self.archive)}")
        try:
            return _opened(self.archive, *_state(self.archive)).read(self.name)
        except BROKEN as error:
            raise _damaged(self.archive, error) from error

    def read_text(self, encoding: str = "utf-8") -> str:
        """A file's text. Raises as `read_bytes`, and ValueError where it is no text of the encoding."""
        return self.read_bytes().decode(encoding)


def nothing(item: str, file: str) -> bool:
    """Leaves no file of an item out."""
    return False


def write(
    path: Path, sources: Mapping[str, "Path | Archived"], without: Callable[[str, str], bool] = nothing
) -> None:
    """Write the zip of these items' folders, also of folders of archives, by name; equal files give equal
    bytes.

    without: whether a file of an item, by their names, is left out. Raises OSError where writing fails (a
    full disk), and then leaves what was there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_STORED) as file:
            for name, source in sorted(_files(sources, without), key=itemgetter(0)):
                member = zipfile.ZipInfo(name)  # of 1980
                member.create_system, member.external_attr = UNIX, MODE << 16
                file.writestr(member, source.read_bytes())
        os.replace(half, path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def _files(
    sources: Mapping[str, Path | Archived], without: Callable[[str, str], bool]
) -> Iterable[tuple[str, Path | Archived]]:
    for name, folder in sources.items():
        for file in _below(folder):
            if not without(name, file.rpartition("/")[-1]):
                yield f"{name}/{file}", folder / file


def _below(folder: Path | Archived) -> list[str]:
    """The files below a folder, by their paths from there."""
    if isinstance(folder, Archived):
        return folder.names()
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]


def items(path: Path) -> dict[str, Archived]:
    """The items of an archive by their names; none where there is no such file."""
    return {name.partition("/")[0]: Archived(path, name.partition("/")[0]) for name in _names(path)}


def intact(path: Path) -> Archived | None:
    """All that an archive holds; None where there is none, or a part is not as it was written, which is
    said.
    """
    if not path.is_file():
        return None
    bad = damage(path)
    if bad is None:
        return Archived(path)
    print(f"{path} is damaged ({bad}): it is written anew", flush=True)
    return None


def damage(path: Path) -> str | None:
    """What is wrong with an archive: a part is not as it was written; None where nothing is."""
    try:
        with zipfile.ZipFile(path) as file:
            return file.testzip()
    except BROKEN as error:
        return str(error)


def _names(path: Path) -> Mapping[str, None]:
    if not path.is_file():
        return {}
    return _opened(path, *_state(path)).NameToInfo


def _state(path: Path) -> tuple[int, ...]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _opened(path: Path, *state: int) -> zipfile.ZipFile:
    """An archive, whose table of contents is read once as long as the file stays the same."""
    try:
        return zipfile.ZipFile(path)
    except BROKEN as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> UserError:
    return UserError(f"{path} is damaged ({error}): {again(path)}")


def again(path: Path) -> str:
    """How to get an archive anew, for an error about it or a file in it."""
    return f"restore it (`git restore {path}`), or delete it and run `dvc repro`, which makes it anew"
