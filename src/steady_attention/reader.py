"""Read the results of a release, the archive that `make release` writes. It needs pandas alone, and stands by
itself: the file is in the archive, too.

    import reader
    found = reader.load("steady-attention-small.zip")
    found["scores"]          # a row a number; README.md in the archive documents the columns of all tables
    found.versions           # what made it
"""

import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

FORMAT = 1  # of archives that this file reads
KINDS = {"text": "str", "whole": "int64", "number": "float64"}


@dataclass(frozen=True)
class Release(Mapping[str, pd.DataFrame]):
    """The tables by name; profile; versions: what made them; text: the README."""

    profile: str
    versions: Mapping[str, Any]
    text: str
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)


def load(path: Any) -> Release:
    """All tables of the archive at a path, by its CSV files.

    Raises FileNotFoundError where there is none, and ValueError, which names the file and what was expected,
    for another file, one that is cut off or damaged, and an archive of a later form.
    """
    with open(path, "rb") as handle:
        try:
            with zipfile.ZipFile(handle) as file:
                return _release(path, file)
        except _Refused:
            raise
        except Exception as error:  # of zipfile, zlib, json or pandas: damaged bytes lead anywhere in them
            raise _Refused(f"{path} is no whole archive ({error}); get the file anew") from error


class _Refused(ValueError):
    """Names the file and what was expected."""


def _release(path: Any, file: zipfile.ZipFile) -> Release:
    """All that an archive holds."""
    if "release.json" not in file.namelist():
        raise _Refused(f"{path} has no release.json, expected an archive of `make release`")
    told = json.loads(file.read("release.json"))
    if told["format"] != FORMAT:
        raise _Refused(f"{path} is of form {told['format']}, expected {FORMAT}: take the reader.py inside it")
    tables = {name: _table(path, file, name, known) for name, known in told["tables"].items()}
    return Release(told["profile"], told["versions"], file.read("README.md").decode("utf-8"), tables)


def _table(path: Any, file: zipfile.ZipFile, name: str, known: Mapping[str, Any]) -> pd.DataFrame:
    """One table, each column of its kind."""
    columns = known["columns"]
    with file.open(f"{name}.csv") as handle:
        frame = pd.read_csv(handle, dtype=str, keep_default_na=False, encoding="utf-8")
    if list(frame.columns) != list(columns) or len(frame) != known["rows"]:
        raise _Refused(
            f"{path}: {name}.csv has {len(frame)} rows and the columns {', '.join(frame.columns)}; expected "
            f"{known['rows']} rows and {', '.join(columns)}"
        )
    numbers = {key: frame[key].replace("", "nan") for key, kind in columns.items() if kind != "text"}
    return frame.assign(**numbers).astype({key: KINDS[kind] for key, kind in columns.items()})
