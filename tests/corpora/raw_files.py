"""Raw files for the tests: packed contents, and where the real ones are."""

import hashlib
import io
import os
import stat
import zipfile
from pathlib import Path

from steady_attention.corpora.raw.raw_file import Copy, RawFile

CONTENT = b"(3 (2 A) (4 gem))\n" * 101
OTHER = b"(1 (2 A) (0 bore))\n"
URL = "https://publisher.test/trees.zip"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def zipped(members: dict[str, bytes], mode: int = stat.S_IFREG) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in members.items():
            info = zipfile.ZipInfo(name)
            info.external_attr = (mode | 0o644) << 16
            archive.writestr(info, content)
    return packed.getvalue()


ZIP = zipped({"trees/train.txt": CONTENT, "trees/dev.txt": OTHER, "../../outside.txt": CONTENT})
MIRRORED = Copy("mirror:sst/train.txt.gz", note="gzip of the published file")
PUBLISHED = Copy(URL, sha256(ZIP), "trees/train.txt", "the publisher's zip")
TRAIN = RawFile("train.txt", sha256(CONTENT), (MIRRORED, PUBLISHED))
DEV = RawFile("dev.txt", sha256(OTHER), (Copy(URL, sha256(ZIP), "trees/dev.txt"),))


def mirror(path: Path, content: bytes, name: str = "sst/train.txt.gz") -> Path:
    (path / name).parent.mkdir(parents=True)
    (path / name).write_bytes(content)
    return path


def real_mirror() -> Path | None:
    """The directory of the real raw files, of STEADY_ATTENTION_MIRROR or beside the repository, or None."""
    root = Path(__file__).resolve().parents[2]
    path = root / os.environ.get("STEADY_ATTENTION_MIRROR", "../shared/data")
    return path if (path / "sst/trees/train.txt.gz").is_file() else None


NO_REAL_FILES = "no mirror directory holds sst/trees (set STEADY_ATTENTION_MIRROR)"
