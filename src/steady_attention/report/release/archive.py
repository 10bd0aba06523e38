"""The archive of a release: tables as CSV and Parquet, a README, versions, and the reader that loads it."""

import inspect
import io
import json
import os
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from steady_attention import reader
from steady_attention.report.release.columns import TABLES, documented
from steady_attention.report.tables.grid import bullets
from steady_attention.store.archive import MODE, UNIX
from steady_attention.store.errors import UserError

SHEET = """# Steady Attention: results of the profile {profile}

Scores of attention models that four papers train, on the papers' data sets or stand-ins, with the papers'
claims and what these runs say of them. Every table is there as CSV and as Parquet, with the same rows.

{sizes}
## Load it

pandas is all that it needs:

```python
import sys

sys.path.insert(0, "folder of reader.py")
import reader

found = reader.load("{file}")
f1 = found["scores"].query("split == 'test' and metric == 'f1' and selection == 'best'")
f1.groupby(["dataset", "method"])["value"].mean()
```

`reader.py` lies in this archive, and in the package as `steady_attention.reader`.

## What made it

{versions}
## Data sheet

{notes}- The texts are not in this archive; the table `corpora` has licence, copy and hash of each.
- Not in it: weights, predictions and attention. Git keeps a sample of these in reports/.
- Known limits: CHANGELOG.md and REPRODUCTION.md of the project, which numbers every choice.

## Columns

{columns}"""


def description(
    profile: str, tables: Mapping[str, pd.DataFrame], versions: Mapping[str, Any]
) -> dict[str, Any]:
    """release.json: the form of the archive, the rows and columns of its tables, and what made them."""
    shapes = {
        name: {"rows": len(frame), "columns": {key: one.kind for key, one in TABLES[name][1].items()}}
        for name, frame in tables.items()
    }
    return {"format": reader.FORMAT, "profile": profile, "versions": dict(versions), "tables": shapes}


def readme(profile: str, told: Mapping[str, Any], notes: Iterable[str]) -> str:
    """The data sheet. notes: what is known of the profile's corpora and selection."""
    sizes = bullets(f"`{name}`: {known['rows']:,} rows" for name, known in told["tables"].items())
    versions = bullets(f"{name}: {text}" for name, text in told["versions"].items())
    return SHEET.format(
        profile=profile,
        file=name_of(profile),
        sizes=sizes,
        versions=versions,
        notes=bullets(notes),
        columns=documented(),
    )


def name_of(profile: str) -> str:
    """The archive's file name."""
    return f"steady-attention-{profile}.zip"


def write(path: Path, told: Mapping[str, Any], text: str, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write the archive, whole or not at all; equal content gives equal members. Raises UserError where
    Parquet cannot be written.
    """
    members = {"README.md": text.encode(), "release.json": (json.dumps(told, indent=1) + "\n").encode()}
    members["reader.py"] = inspect.getsource(reader).encode()
    for name, frame in tables.items():
        members[f"{name}.csv"] = frame.to_csv(index=False, lineterminator="\n").encode()
        members[f"{name}.parquet"] = parquet(frame)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.half")
    try:
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in members.items():
                member = zipfile.ZipInfo(name)  # of 1980
                member.create_system, member.external_attr = UNIX, MODE << 16
                member.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(member, content)
        os.replace(half, path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise


def parquet(frame: pd.DataFrame) -> bytes:
    """A table in Parquet. Raises UserError where pyarrow, which writes it, is not installed."""
    content = io.BytesIO()
    try:
        frame.to_parquet(content, engine="pyarrow", index=False)
    except ImportError as error:
        said = "Parquet is written by pyarrow, which is not installed: `make install` brings it"
        raise UserError(said) from error
    return content.getvalue()
