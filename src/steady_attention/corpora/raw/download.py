"""Task: the raw files of one corpus, set of word vectors or pretrained BERT, fetched or generated."""

import gzip
import re
import shutil
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pooch
import requests

from steady_attention import corpora
from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile, record
from steady_attention.corpora.raw.unpack import accept, refuse_page, sha256_of, unpack
from steady_attention.corpora.user import origin
from steady_attention.corpora.vectors import rows as vector_rows
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.store.errors import UserError

RETRIES = 2  # of a download, after the first attempt
TIMEOUT = 30  # seconds without a byte from the publisher
DAMAGED = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile, tarfile.TarError, NotImplementedError)
BROKEN = (OSError, ValueError, *DAMAGED)  # NotImplementedError: zipfile's, of flags that no archive here has
PARTIAL = ".partial"  # the folder of everything not yet whole, removed in the end


def fetch(
    owner: str, files: Sequence[RawFile], mirrors: Sequence[Path], folder: Path, report: Callable[[str], None]
) -> dict[str, tuple[str, str]]:
    """Put every raw file of the data set `owner` into `folder`, unpacked, under its name.

    What lies in one of the directories `mirrors` is taken first, the whole or else a known part of it; then
    the addresses are tried, those of the whole first. `report` is told of every copy that failed and of a
    part that was taken, which is recorded (see `raw_file.record`). Only an accepted content
    gets the file's name, by a rename. Returns {file: (sha256, part)}, the part "" for the whole.
    Raises UserError that names the data set, every copy tried with what was wrong, and what to put where.
    """
    partial = folder / PARTIAL
    shutil.rmtree(partial, ignore_errors=True)  # what a killed run left
    partial.mkdir(parents=True)
    taken = {}
    try:
        for raw in files:
            there = _already(folder / raw.name, raw)
            if there is None:
                there = _fetch_one(owner, raw, mirrors, partial, report)
                (partial / raw.name).rename(folder / raw.name)
            taken[raw.name] = there
    finally:
        shutil.rmtree(partial)
    return taken


def _already(path: Path, raw: RawFile) -> tuple[str, str] | None:
    """The sha256 and the part of an accepted content that already lies at `path`, or None."""
    if not path.is_file():
        return None
    found = sha256_of(path)
    parts = {content.sha256: content.part for content in reversed(raw.contents)}
    if found not in parts and (None not in parts or path.stat().st_size == 0):
        return None
    return found, parts.get(found, parts.get(None))


def _fetch_one(
    owner: str, raw: RawFile, mirrors: Sequence[Path], partial: Path, report: Callable[[str], None]
) -> tuple[str, str]:
    """Leave an accepted content in partial/<raw.name>, or raise the UserError of `fetch`."""
    failures = []
    target = partial / raw.name
    for content, copy, place in _places(raw, mirrors):
        report(f"{raw.name} from {place}")
        try:
            packed = place if isinstance(place, Path) else _download(copy, partial)
            unpack(packed, copy, target)
            accepted = accept(target, content.sha256)
            if content.part:
                report(f"{raw.name}: {content.part}{_instead(raw, copy)}")
            return accepted, content.part
        except BROKEN as error:
            failures.append(f"  {place} ({copy.note or 'a copy'}): {_reason(error)}")
            report(f"{raw.name}: rejected {failures[-1].strip()}")
    raise UserError(_nowhere(owner, raw, failures, len(mirrors)))


def _places(raw: RawFile, mirrors: Sequence[Path]) -> Iterator[tuple[Content, Copy, Path | str]]:
    """Each copy with each place where it may lie: paths of the mirrors, then addresses."""
    copies = [(content, copy) for content in raw.contents for copy in content.copies]
    for content, copy in copies:
        if copy.mirrored is not None:
            yield from ((content, copy, mirror / copy.mirrored) for mirror in mirrors)
    yield from ((content, copy, copy.address) for content, copy in copies if copy.mirrored is None)


def _instead(raw: RawFile, copy: Copy) -> str:
    """What is said of a part that a mirror had, where the whole might be had elsewhere."""
    whole = [other.address for other in raw.copies if other.mirrored is None]
    if copy.mirrored is None or not whole:
        return ""
    return f", from a mirror; for the whole, of {whole[0]}, remove {copy.mirrored} there"


def _download(copy: Copy, partial: Path) -> Path:
    """The file of an address, of the right checksum, in `partial`; fetched once for all its members."""
    over_https = pooch.HTTPDownloader(
        progressbar=sys.stderr.isatty(), timeout=TIMEOUT, hooks={"response": refuse_plain_redirect}
    )

    def download(url: str, target: str, registry: pooch.Pooch) -> None:
        over_https(url, target, registry)
        refuse_page(Path(target))

    pooch.get_logger().setLevel("WARNING")  # what it has to say is in `report` and in the errors
    registry = pooch.create(
        path=partial,
        base_url="",
        registry={copy.file_name: copy.checksum},
        urls={copy.file_name: copy.address},
        retry_if_failed=RETRIES,
    )
    return Path(registry.fetch(copy.file_name, downloader=download))


def refuse_plain_redirect(response: requests.Response, **_: object) -> None:
    """Raise UserError when a publisher's answer leads to an address without TLS."""
    target = response.headers.get("location", "")
    if response.is_redirect and target.lower().startswith("http:"):
        raise UserError(f"redirected to {target}, expected https")


def _reason(error: Exception) -> str:
    if isinstance(error, requests.ConnectionError):
        return f"no connection ({error})"
    if isinstance(error, DAMAGED):
        return f"truncated or broken archive ({error})"
    return str(error)


def _nowhere(owner: str, raw: RawFile, failures: list[str], mirrors: int) -> str:
    tried = "\n".join(failures if mirrors else ["  no mirror directory was given", *failures])
    copies = [copy for content in raw.contents for copy in content.copies]
    mirrored = [copy.mirrored for copy in copies if copy.mirrored is not None]
    put = " or ".join(f"{path} as data/mirror/{path}" for path in mirrored)
    mend = (
        f"Put {put}, or set STEADY_ATTENTION_MIRROR to a directory that holds it"
        if put
        else "Try again later"
    )
    return "\n".join(
        filter(None, (f"{owner}: {raw.name} could not be had. Tried:\n{tried}", raw.by_hand, f"{mend}."))
    )


MIRROR_INPUT = re.compile(r"mirror(\d+)")


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Fill `work` with the unpacked raw files of {"corpus": name} (see `corpora.from_arguments`), {"vectors":
    name} or {"checkpoint": name}.

    inputs["mirror0"], inputs["mirror1"], ... are the mirror directories, tried in this order; they may be
    missing. The other inputs are the files of a user's own data, copied. What was had is recorded in
    copy.json (see `raw_file.record`): whether it is complete, for the tables, and every content's sha256.
    Raises UserError for an unknown name, where a file is not to be had (see `fetch`), for a checkpoint of
    anything but a BERT (see `bert_folder.read`), and for vectors of the user's with a bad row (see
    `vector_rows.read`), with the user's file.
    """
    source = _source(arguments)
    if source.generate is not None:
        report("generating")
        source.generate(work)
    taken = fetch(source.name, source.files, _mirrors(inputs), work, report) | _copied(inputs, work)
    with origin.named(work, arguments):
        if "checkpoint" in arguments:
            bert_folder.read(work)
        if "vectors" in arguments and origin.user_folder(arguments) is not None:
            vector_rows.check(work / source.file)
    if taken:
        record(work, taken)


def _source(arguments: dict) -> corpora.Corpus | word_vectors.VectorSource | checkpoints.Checkpoint:
    if set(arguments) - {"own"} == {"corpus"}:
        return corpora.from_arguments(arguments)
    if set(arguments) == {"vectors"}:
        return word_vectors.get(arguments["vectors"])
    if set(arguments) == {"checkpoint"}:
        return checkpoints.get(arguments["checkpoint"])
    raise UserError(
        f"download: expected one of the arguments corpus, vectors and checkpoint, found {sorted(arguments)}"
    )


def _copied(inputs: dict[str, Path], work: Path) -> dict[str, tuple[str, str]]:
    """Copy the user's own files into `work`, under their names; returns what `fetch` does."""
    own = [path for name, path in inputs.items() if not MIRROR_INPUT.fullmatch(name)]
    return {path.name: (sha256_of(shutil.copyfile(path, work / path.name)), "") for path in own}


def _mirrors(inputs: dict[str, Path]) -> list[Path]:
    numbers = {int(match[1]): name for name in inputs if (match := MIRROR_INPUT.fullmatch(name))}
    return [inputs[numbers[number]] for number in sorted(numbers)]
