"""What a user's file is where it is not what it should be: told by its path and by its first bytes."""

import os
import re
from codecs import getincrementaldecoder
from pathlib import Path

from steady_attention.store.errors import UserError

BEGINNING = 4096  # bytes that are looked at
UNPACK, AS_TEXT, AS_LINES = "unpack it", "export it as text", "save it as JSON lines, a row an object"
ZIP = b"PK\x03\x04"
PICKLED = "pickled, which is not read", "save it anew in the format of its suffix"
TEXTS = {  # first bytes of texts: what begins so, and what to do
    b"version https://git-lfs.github.com/spec": (
        "a pointer of Git LFS, not the file",
        "get the file by `git lfs pull`, or from where it was published",
    ),
    b"%PDF-": ("a PDF", AS_TEXT),
    b"{\\rtf": ("RTF of a word processor", AS_TEXT),
}
BYTES = {  # and of what is no text
    b"\xd0\xcf\x11\xe0": ("a workbook of an old spreadsheet (.xls)", "save the sheet as CSV in UTF-8"),
    b"\x1f\x8b": ("packed by gzip", UNPACK),
    **{b"BZh%d1AY" % level: ("packed by bzip2", UNPACK) for level in range(1, 10)},
    b"\xfd7zXZ\0": ("packed by xz", UNPACK),
    b"\x28\xb5\x2f\xfd": ("packed by zstd", UNPACK),
    b"7z\xbc\xaf\x27\x1c": ("a 7z archive", UNPACK),
    b"Rar!\x1a\x07": ("a RAR archive", UNPACK),
    b"PAR1\x15": ("a Parquet file", AS_LINES),
    b"ARROW1\0": ("an Arrow file", AS_LINES),
    b"SQLite format 3\0": ("a database of SQLite", "export the table as CSV"),
    b"\x93NUMPY": ("a single array of numpy (.npy)", "save words and vectors together by numpy.savez"),
    b"\xba\x16\x4f\x2f": ("a binary model of fastText (.bin)", "take the vectors as text, .vec"),
    **dict.fromkeys((b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"), PICKLED),
}
ZIPPED = {  # what a ZIP archive is by its suffix; an .npz is one
    ".npz": None,
    ".safetensors": (
        "a ZIP archive, as PyTorch's own weights are",
        "write it by save_pretrained of transformers",
    ),
    ".tsv": (
        "a ZIP archive, as a workbook (.xlsx, .ods) is",
        "save the sheet as text in UTF-8, or unpack the archive",
    ),
    ".csv": (
        "a ZIP archive, as a workbook (.xlsx, .ods) is",
        "save the sheet as CSV in UTF-8, or unpack the archive",
    ),
}
PAGE = re.compile(rb"\s*<(!doctype\s+html|html)[\s>]", re.IGNORECASE)
VECTORS = re.compile(rb"([0-9]{1,18} ([0-9]{1,9})[ \t]*\r?\n)\s*\S+ ")  # `rows width`, and a word below
ROW = re.compile(rb"\S+(?:[ \t]+[0-9+\-.,eE]+)+\s")  # of vectors as text
CONTROL = re.compile(rb"[\0-\x08\x0e-\x1f]")


def check(where: str, path: Path, name: str) -> None:
    """Raise UserError, with the key `where` and the file's `name` for the user, for a folder, a link to
    nothing or what is no plain file, one that may not be read, and for first bytes of another kind. A file
    that is missing or empty is no matter here.
    """
    if path.is_symlink() and not path.exists():
        raise UserError(
            f"{where}: {name} is a link to {path.readlink()}, which is not there; put the file itself there"
        )
    if path.is_dir():
        raise UserError(f"{where}: {name} is a folder, expected a file")
    if path.exists() and not path.is_file():
        raise UserError(f"{where}: {name} is no plain file, expected one")
    if path.exists() and not os.access(path, os.R_OK):
        raise UserError(f"{where}: {name} may not be read; `chmod u+r` allows it")
    if path.exists() and (found := _kind(path)):
        what, then = found
        raise UserError(f"{where}: {name} is {what}; {then}")


def _kind(path: Path) -> tuple[str, str] | None:
    """What the first bytes say the file is, and what to do; None where nothing speaks against it."""
    with path.open("rb") as file:
        start = file.read(BEGINNING)
    if path.suffix == ".safetensors" and start[8:9] == b"{":
        return None  # the size of its header, eight bytes, may be any
    if start.startswith(ZIP):
        return ZIPPED.get(path.suffix, ("a ZIP archive", UNPACK))
    is_text = _is_utf8(start) and not CONTROL.search(start)
    for beginning, known in (TEXTS if is_text else TEXTS | BYTES).items():
        if start.startswith(beginning):
            return known
    if PAGE.match(start):
        return "a page of the web, not the file", "get the file itself"
    if path.suffix in (".vec", ".txt") and _is_binary(start):
        return (
            "binary vectors of word2vec",
            "write them as text, for one by gensim's save_word2vec_format(..., binary=False)",
        )
    return None


def _is_binary(start: bytes) -> bool:
    """Whether below a line `rows width` a word is followed by bytes, four a number, that are no text."""
    found = VECTORS.match(start)
    if not found or ROW.match(start, found.end(1)):
        return False
    numbers = start[found.end() : found.end() + 4 * int(found[2])]
    return bool(CONTROL.search(numbers)) or not _is_utf8(numbers)


def _is_utf8(content: bytes) -> bool:
    """Whether it is, up to a letter that is cut off at its end."""
    try:
        getincrementaldecoder("utf-8")().decode(content)
    except UnicodeDecodeError:
        return False
    return True
