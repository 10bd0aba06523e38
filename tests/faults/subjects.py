"""The files that are spoilt, each with what reads it: a file is read, or an error says why not."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save

from steady_attention.corpora.raw import download
from steady_attention.corpora.raw.raw_file import Copy
from steady_attention.corpora.raw.unpack import unpack
from steady_attention.corpora.user import rows as own_rows
from steady_attention.models import checkpoint
from steady_attention.models.classifier import build
from steady_attention.settings import params, plain_yaml
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_json
from steady_attention.text import vectors
from tests.faults.spoilt import Subject
from tests.settings.params_file import CONTENT, contents, parted

MEMBER, TEXT = "data/train.txt", b"0\ta good film\n1\ta bad one\n" * 7
ROWS = "3 3\nthe 1 2 3\ngood 0.5 -1e-3 2\nParis 4 5 6\n"


def _archive(address: str, member: str | None = MEMBER) -> Callable[[Path], None]:
    return lambda path: unpack(path, Copy(f"mirror:{address}", member=member), path.with_name("target"))


def _select(path: Path) -> Any:
    return vectors.select(path, {b"good", b"paris"})


def _zip(kind: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", kind) as archive:
        archive.writestr(MEMBER, TEXT)
        archive.writestr("README", b"of the data")
    return packed.getvalue()


def _tar(mode: str) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name in ("README", MEMBER, "a" * 120):
            info = tarfile.TarInfo(name)
            info.size = len(TEXT)
            archive.addfile(info, io.BytesIO(TEXT))
    return packed.getvalue()


def _npz() -> bytes:
    packed = io.BytesIO()
    np.savez(packed, words=np.array(["the", "good", "Paris"]), vectors=np.ones((3, 3), np.float32))
    return packed.getvalue()


def _params(path: Path) -> Any:
    return params.checked(plain_yaml.read(path), *contents(parted(CONTENT))[1:])


def _jsonl(path: Path) -> list:
    return list(own_rows.rows(path, {}))


MODEL = {
    "encoder": "rnn",
    "scorer": "max",
    "sizes": {"hidden": 2},
    "dropout": 0.0,
    "classes": 2,
    "pair": False,
}


def _weights() -> bytes:
    return save(build(torch.ones(5, 3), **MODEL).state_dict())


def _checkpoint(path: Path) -> Any:
    write_json(path.with_name(checkpoint.SETTINGS), MODEL)
    return checkpoint.load(path.parent)


def _settings(path: Path) -> Any:
    path.with_name(checkpoint.WEIGHTS).write_bytes(_weights())
    return checkpoint.load(path.parent)


BROKEN = (UserError, *download.BROKEN)
SUBJECTS = {
    subject.name: subject
    for subject in (
        Subject("params.yaml", Path("params.yaml").read_bytes(), _params),
        Subject("stored.zip", _zip(zipfile.ZIP_STORED), _archive("a.zip"), BROKEN),
        Subject("deflated.zip", _zip(zipfile.ZIP_DEFLATED), _archive("a.zip"), BROKEN),
        Subject("plain.tar", _tar("w"), _archive("a.tar"), BROKEN),
        Subject("packed.tar.gz", _tar("w:gz"), _archive("a.tar.gz"), BROKEN),
        Subject("packed.tar.bz2", _tar("w:bz2"), _archive("a.tar"), BROKEN),
        Subject("a.txt.gz", gzip.compress(TEXT, mtime=0), _archive("a.txt.gz", None), BROKEN),
        Subject("a.vec", ROWS.encode(), _select),
        Subject("a.vec.gz", gzip.compress(ROWS.encode(), mtime=0), _select),
        Subject("a.npz", _npz(), _select),
        Subject("a.tsv", b"text\tlabel\r\na film\tgood\r\n", _jsonl),
        Subject("a.csv", b'text,label\n"a ""film""\n, two",good\n', _jsonl),
        Subject(
            "a.jsonl", b'{"text": "a \\ud83d\\ude00 film", "label": 1}\n{"text": "b", "label": 0}\n', _jsonl
        ),
        Subject(checkpoint.WEIGHTS, _weights(), _checkpoint),
        Subject(checkpoint.SETTINGS, json.dumps(MODEL).encode(), _settings),
    )
}
