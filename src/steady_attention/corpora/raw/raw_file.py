"""Raw files: where they are to be had, which contents are accepted, and the record of what was taken."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from steady_attention.store.errors import UserError
from steady_attention.store.files import write_plain_json

MIRROR = "mirror:"
RECORD = "copy.json"  # in a folder of raw files: which content of each was taken


@dataclass(frozen=True)
class Copy:
    """One place where a raw file can be had, packed or not.

    address: "mirror:<path inside a mirror directory>", or the https URL of the publisher or a second source.
    sha256:  of the file as fetched.
    member:  the path inside the archive, where the copy is a zip or a tar.
    repack:  makes the raw file of several members of the archive.
    md5:     of the file as fetched, where nobody has recorded its sha256; TLS keeps a forger out, this a
             broken or a changed file.
    Raises ValueError for any other address: nothing is fetched without TLS.
    """

    address: str
    sha256: str | None = None
    member: str | None = None
    note: str = ""
    repack: Callable[[Path, BinaryIO], None] | None = None
    md5: str | None = None

    def __post_init__(self) -> None:
        if self.address.startswith(MIRROR):
            path = PurePosixPath(self.address.removeprefix(MIRROR))
            if path.is_absolute() or ".." in path.parts or not path.parts:
                raise ValueError(f"{self.address!r}: expected a path inside a mirror directory")
        elif not self.address.startswith("https://"):
            raise ValueError(f"{self.address!r}: expected an address that starts with {MIRROR} or https://")

    @property
    def mirrored(self) -> PurePosixPath | None:
        """The path inside a mirror directory, or None for a publisher's address."""
        on_mirror = self.address.startswith(MIRROR)
        return PurePosixPath(self.address.removeprefix(MIRROR)) if on_mirror else None

    @property
    def checksum(self) -> str | None:
        """Of the file as fetched, with its kind: "sha256:..." or "md5:..."; None where none is known."""
        if self.sha256 is not None:
            return f"sha256:{self.sha256}"
        return f"md5:{self.md5}" if self.md5 is not None else None

    @property
    def file_name(self) -> str:
        """A name for the file as fetched, one for each address."""
        digest = hashlib.sha256(self.address.encode("utf-8")).hexdigest()
        return f"{digest}-{PurePosixPath(urlsplit(self.address).path).name}"


@dataclass(frozen=True)
class Content:
    """A content that is accepted as a raw file.

    sha256:   of the content; None where it is not known, see RawFile.
    part:     which part of the published file it is, "" for the whole.
    expected: examples a split, of the splits that a part changes.
    """

    sha256: str | None
    copies: tuple[Copy, ...]
    part: str = ""
    expected: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RawFile:
    """A raw file, stored unpacked under `name`; `sha256` is of that content. Copies are tried in order.

    sha256:  None where nobody has said it: what a mirror holds under that path is then accepted unseen, and
             what an https copy unpacks to is vouched for by the checksum of the archive. Its hash is
             recorded, and the reader and the expected counts of the corpus judge it.
    parts:   accepted, in this order, where the whole is not to be had.
    by_hand: what to fetch from where, for an error's text, where no copy is the publisher's.
    Raises ValueError for a name that is not a plain file name, and for an https copy of which neither a
    checksum of what is fetched nor that of its content is known: nothing vouches for its bytes.
    """

    name: str
    sha256: str | None
    copies: tuple[Copy, ...]
    parts: tuple[Content, ...] = ()
    by_hand: str = ""

    def __post_init__(self) -> None:
        if not self.name or self.name != PurePosixPath(self.name).name or self.name.startswith("."):
            raise ValueError(f"raw file {self.name!r}: expected a plain file name")
        for content in self.contents:
            for copy in content.copies:
                if copy.mirrored is None and copy.checksum is None and content.sha256 is None:
                    raise ValueError(f"{copy.address!r}: an https copy needs a checksum, or its content does")

    @property
    def contents(self) -> tuple[Content, ...]:
        """All contents that are accepted, the whole first, where it has any copy."""
        whole = (Content(self.sha256, self.copies),) if self.copies else ()
        return (*whole, *self.parts)


def record(folder: Path, taken: Mapping[str, tuple[str, str]]) -> None:
    """Write what was taken, {file: (sha256, part)}, into `folder`: a text for the tables, and the hashes."""
    parts = [f"{name}: {part}" for name, (_, part) in taken.items() if part]
    content = {
        "copy": "; ".join(parts) or "complete",
        "complete": not parts,
        "files": {name: {"sha256": sha256, "part": part} for name, (sha256, part) in taken.items()},
    }
    write_plain_json(folder / RECORD, content)


def changed_counts(folder: Path, files: Iterable[RawFile]) -> dict[str, int]:
    """Examples a split, of the splits that the recorded parts of `files` change.

    Without a record (as where raw files were laid out by hand) all are taken for whole. Raises UserError for
    a record that `record` did not write.
    """
    path = folder / RECORD
    if not path.is_file():
        return {}
    try:
        taken = json.loads(path.read_bytes())["files"]
        hashes = {name: entry["sha256"] for name, entry in taken.items()}
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise UserError(f"{path} is not the record of a download ({error}); download again") from error
    counts: dict[str, int] = {}
    for raw in files:
        for content in raw.parts:
            if content.sha256 == hashes.get(raw.name):
                counts |= content.expected
    return counts


BABILONG = (  # the benchmark's own copy of the bAbI tasks
    "https://raw.githubusercontent.com/booydar/babilong/7a6efee29f5cac03c3c410e6799c80fd2ffe3610/data"
)
NLTK = (  # NLTK's corpora; its index.xml has an MD5 of each
    "https://raw.githubusercontent.com/nltk/nltk_data/"
    "005569f5d91002697c5dfd5bced624209af0b3bb/packages/corpora"
)


def internet_archive(address: str, year: int) -> str:
    """The file of an address as the Internet Archive captured it, unchanged (`id_`), nearest to a year."""
    return f"https://web.archive.org/web/{year}id_/{address}"


def software_heritage(sha256: str) -> str:
    """The content of that sha256 in Software Heritage, which archives the public repositories of code."""
    return f"https://archive.softwareheritage.org/api/1/content/sha256:{sha256}/raw/"


def jsdelivr(repository: str, commit: str, path: str) -> str:
    """A file of a GitHub repository ("owner/name") at a commit, in jsDelivr's permanent copy."""
    return f"https://cdn.jsdelivr.net/gh/{repository}@{commit}/{path}"


def google_drive(identifier: str) -> str:
    """A file of Google Drive; `confirm` answers its page on large files, which no virus scan has seen."""
    return f"https://drive.google.com/uc?export=download&id={identifier}&confirm=t"
