"""A user's own data: the sections under `corpora` of params.yaml, and the files in data/own/ they name."""

import os
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Literal
from unicodedata import normalize

from steady_attention.corpora.user import files as user_files
from steady_attention.store.errors import UserError
from steady_attention.store.messages import inside, shown
from steady_attention.store.sections import Count, Index, Listed, Share, Text, by_keys, section

FOLDER = PurePosixPath("data/own")
TABLES = (".tsv", ".csv", ".jsonl")
VECTORS = (".vec", ".txt", ".npz")
LONGEST = 60  # characters of a name, so that a folder or file can have it
UNSEEN = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"  # soft hyphens, marks of no width
BLANKS = UNSEEN + "".join(letter for letter in map(chr, range(0x3001)) if letter.isspace())
TAKEN = ("vectors", "bert", "default")  # folders beside those of the corpora, and a key of `tuned`


@section
class Files:
    """A file a split."""

    train: Text
    dev: Text
    test: Text


@section
class Column:
    """One file; each row says in `column` whether it belongs to train, dev or test."""

    file: Text
    column: Text


@section
class Drawn:
    """One file, of which these shares of every class are drawn by the seed; train is the rest."""

    file: Text
    dev: Share
    test: Share
    seed: Index


@section
class Own:
    """A corpus of the user's; text, second and label are columns (TSV, CSV) or keys (JSONL)."""

    splits: by_keys(Files, Column, Drawn)
    text: Text
    second: Text | None  # the other text of a pair, to which no attention is paid; null: single texts
    label: Text
    classes: Listed[Text]  # all labels, in the order of their indices
    minimum_frequency: Count  # training texts that must hold a word
    normalise: Literal["qqq", "words"]  # see corpora/__init__.py

    def files(self) -> dict[str, str]:
        """The file of each split, or the one file of all, by the key that names it."""
        keys = ("train", "dev", "test") if isinstance(self.splits, Files) else ("file",)
        return {key: getattr(self.splits, key) for key in keys}

    def columns(self) -> dict[str, str]:
        """The columns that are read, by the key that names them."""
        named = {"text": self.text, "label": self.label}
        if self.second is not None:
            named["second"] = self.second
        return named | ({"splits.column": self.splits.column} if isinstance(self.splits, Column) else {})


def bare(name: str) -> str:
    """How names of columns, labels and splits are compared: in Unicode's form NFC, without the blanks and the
    marks without a width around them, which nobody sees.
    """
    return normalize("NFC", name).strip(BLANKS)


def check(name: object, own: Own) -> None:
    """Raise UserError for a name that is no folder's, a file, column, class or share that cannot be."""
    where = inside("corpora", name)
    if not isinstance(name, str) or not re.fullmatch(r"[A-Za-z0-9_]+", name) or name in TAKEN:
        taken = f", and not {' or '.join(TAKEN)}" if name in TAKEN else ""
        raise UserError(f"{where}: expected a name of letters, digits and _{taken}, got {shown(name)}")
    if len(name) > LONGEST:
        raise UserError(f"{where}: expected a name of at most {LONGEST} letters, got {len(name)}")
    for key, file in own.files().items():
        check_file(f"{where}.splits.{key}", file, TABLES)
    _distinct(f"{where}.splits", "file", own.files().values())
    _distinct(where, "column", own.columns().values())
    _distinct(f"{where}.classes", "class", own.classes)
    if len(own.classes) < 2:
        raise UserError(f"{where}.classes: expected at least two classes, got {shown(list(own.classes))}")
    if isinstance(own.splits, Drawn) and own.splits.dev + own.splits.test > 0.99:
        raise UserError(
            f"{where}.splits: dev and test together must leave texts to train, expected at most 0.99, "
            f"got {own.splits.dev} + {own.splits.test}"
        )


def check_file(where: str, file: str, suffixes: tuple[str, ...]) -> None:
    """Raise UserError unless `file` is a plain file name with one of the suffixes."""
    path = PurePosixPath(file)
    plain = path.name == file and not file.startswith(".") and file.isprintable()
    if not plain or path.suffix not in suffixes or len(file) > LONGEST:
        expected = f"the name of a file in {FOLDER}/ ({', '.join(suffixes)})"
        raise UserError(f"{where}: expected {expected}, got {shown(file)}")


def _distinct(where: str, what: str, names: Iterable[str]) -> None:
    names = list(map(bare, names))
    for name in names:
        if not name or names.count(name) > 1:
            wrong = f"the {what} {shown(name)} stands twice" if name else f"a {what} without a name"
            raise UserError(f"{where}: {wrong}, expected every {what} once")


def is_vectors(name: str) -> bool:
    """Whether a profile's `vectors` name a file of the user's."""
    return PurePosixPath(name).suffix in VECTORS


def folder() -> Path:
    """data/own of the working folder, which DVC hashes. In a queued or temporary experiment that is a copy of
    what git tracks; the main repository's files, which DVC cannot see there, are not read.
    """
    return Path(FOLDER).resolve()


def there(where: str, file: str) -> Path:
    """The path of a user's file. Raises UserError, saying what to put where, if there is none, and as
    `user_files.check` does.
    """
    path = folder() / file
    user_files.check(where, path, f"{FOLDER}/{file}")
    if not path.is_file():
        raise UserError(f"{where}: {path} is missing; {advice(file)}")
    return path


def advice(name: str) -> str:
    """What to do for a file or folder that is missing: in a temporary experiment git has to bring it."""
    main = Path(os.environ.get("DVC_ROOT", ".")).resolve()
    if main != Path.cwd() and (main / FOLDER / name).exists():
        return (
            f"git does not track {FOLDER}/{name}, so this experiment's own folder has none: run "
            f"`git add {FOLDER}/{name}`, or give `-C {FOLDER}/{name}` to `dvc exp run`"
        )
    return f"put the file {name} into {FOLDER}/"
