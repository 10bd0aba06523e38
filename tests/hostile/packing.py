"""Archives for the tests, and what unpacking one leaves."""

import io
import stat
import tarfile
import zipfile

import pytest

from steady_attention.corpora.raw.raw_file import Copy
from steady_attention.corpora.raw.unpack import unpack
from steady_attention.store.errors import UserError

NAME = "data/train.txt"


def unpacked(folder, content, address, member=NAME):
    """What unpacking leaves; the folder beside holds nothing else afterwards."""
    (folder / "in").mkdir()
    (folder / "out").mkdir()
    (folder / "in" / "archive").write_bytes(content)
    try:
        unpack(folder / "in" / "archive", Copy(f"mirror:{address}", member=member), folder / "out" / "x.txt")
    finally:
        files = [path for path in folder.rglob("*") if not path.is_dir()]
        assert {path.relative_to(folder).as_posix() for path in files} <= {"in/archive", "out/x.txt"}
    return (folder / "out" / "x.txt").read_bytes()


def refusal(folder, content, address, member=NAME):
    with pytest.raises(UserError) as error:
        unpacked(folder, content, address, member)
    assert str(error.value).isprintable()
    return str(error.value)


def tarred(*members, mode="w:gz", **details):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=tarfile.GNU_FORMAT) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            for key, value in details.items():
                setattr(info, key, value)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


def zipped(*members, mode=stat.S_IFREG, kind=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive, pytest.MonkeyPatch.context() as patch:
        patch.setattr("warnings.warn", lambda *_, **__: None)  # of names that stand twice
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.external_attr, info.compress_type = (mode | 0o644) << 16, kind
            archive.writestr(info, content)
    return out.getvalue()


BOTH = [(tarred, "a.tar.gz"), (zipped, "a.zip")]
