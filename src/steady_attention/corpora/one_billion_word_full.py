"""The One Billion Word benchmark whole (Chelba et al. 2013), as a pool of 30,301,028 unlabeled sentences.

Kitada and Iyatomi (2022, section 4.3.4) draw their 50,000 to 250,000 sentences from it. The raw file is the
publisher's archive as it is, packed. Its 99 training files hold a sentence a line, tokens parted by blanks;
the held-out files are left out. Checksum, size and count are those that TensorFlow Datasets records (lm1b).
"""

import gzip
import shutil
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.one_billion_word import CORPUS as PART
from steady_attention.corpora.raw import tars
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading.lines import BLOCK, LONGEST
from steady_attention.store.errors import UserError

NAME = "1-billion-word-language-modeling-benchmark-r13output"
RAW = f"{NAME}.tar.gz"
SHA256 = "01ba60381110baf7f189dfd2b8374de371e8c9a340835793f190bdae9e90a34e"
BYTES = 1_792_209_805
SHARDS = tuple(
    f"{NAME}/training-monolingual.tokenized.shuffled/news.en-{number:05d}-of-00100"
    for number in range(1, 100)
)
SENTENCES = 30_301_028
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, tarfile.TarError)
AGAIN = "remove it and run the download stage again"
BY_HAND = f"It is {PART.address}{RAW} ({BYTES:,} bytes), as it is: do not unpack it."


def whole(packed: Path, out: BinaryIO) -> None:
    """The archive, packed as it is. Raises UserError for another size than the published one."""
    if (found := packed.stat().st_size) != BYTES:
        raise UserError(f"{found:,} bytes, expected {BYTES:,}: cut off, or another file")
    with packed.open("rb") as file:
        shutil.copyfileobj(file, out, BLOCK)


def read(folder: Path) -> dict[str, Examples]:
    """The pool, in the archive's order; ids are "<number of the training file>-<line>", both from 1.

    An iteration holds one line. It raises UserError for an archive that is missing or broken, that holds a
    training file twice or not at all, and, with file and line, for an empty line, one over LONGEST bytes and
    bytes that are not UTF-8. Other oddities of a line stay: the checksum vouches for them.
    """
    return {"pool": Examples(partial(_sentences, folder / RAW))}


def _sentences(path: Path) -> Iterator[Example]:
    if not path.is_file():
        raise UserError(f"{path} is missing; run the download stage again")
    missing = list(SHARDS)
    try:
        with tars.opened(path) as archive:
            for member in tars.members(archive):
                if member.name not in SHARDS:
                    continue
                where = f"{path}:{member.name}"
                if member.name not in missing or not member.isreg():
                    raise UserError(f"{where}: twice in the tar or no plain file, expected one; {AGAIN}")
                missing.remove(member.name)
                yield from _lines(where, SHARDS.index(member.name) + 1, archive.extractfile(member))
            while archive.fileobj.read(BLOCK):  # to the end, where gzip has the checksum of all before
                pass
    except DAMAGED as error:
        raise UserError(f"{path}: truncated or broken archive ({error}); {AGAIN}") from error
    if missing:
        raise UserError(
            f"{path}: {len(missing)} of {len(SHARDS)} training files are missing, {missing[0]} first; {AGAIN}"
        )


def _lines(shard: str, number: int, file: BinaryIO) -> Iterator[Example]:
    for line, content in enumerate(iter(lambda: file.readline(LONGEST + 2), b""), start=1):
        yield Example(f"{number}-{line}", _text(f"{shard}:{line}", content.removesuffix(b"\n")), None)


def _text(where: str, line: bytes) -> str:
    if len(line) > LONGEST:
        raise UserError(f"{where}: the line is longer than {LONGEST:,} bytes, expected a sentence")
    try:
        text = line.decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise UserError(f"{where}: not UTF-8 ({error.reason} at byte {error.start})") from error
    if not text:
        raise UserError(f"{where}: an empty line, expected a sentence")
    return text


CORPUS = Corpus(
    name="one_billion_word_full",
    classes=(),
    licence=PART.licence,
    address=PART.address,
    files=(
        RawFile(
            RAW,
            SHA256,
            (
                Copy(f"mirror:one_billion_word/{RAW}", note="the publisher's archive", repack=whole),
                Copy(f"{PART.address}{RAW}", SHA256, note="the publisher", repack=whole),
            ),
            by_hand=BY_HAND,
        ),
    ),
    read=read,
    minimum_frequency=PART.minimum_frequency,
    expected={"pool": SENTENCES},
)
