"""Fetch raw files: from mirror directories, else from the publisher; checked, unpacked, or not there."""

import gzip
import shutil
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import pooch
import requests

from steady_attention.corpora.corpus import Copy, RawFile
from steady_attention.corpora.unpack import check, refuse_page, sha256_of, unpack
from steady_attention.pipeline.errors import UserError

RETRIES = 2  # of a download, after the first attempt
TIMEOUT = 30  # seconds without a byte from the publisher
PARTIAL = ".partial"  # the folder of everything not yet whole, removed in the end


def fetch(
    owner: str, files: Sequence[RawFile], mirrors: Sequence[Path], folder: Path, report: Callable[[str], None]
) -> None:
    """Put every raw file of the data set `owner` into `folder`, unpacked, under its name.

    The copies of a file are tried in order, a mirrored one in each of the directories `mirrors`; `report` is
    told of every copy that failed. Only content of the right sha256 gets its name, by a rename.
    Raises UserError that names the data set, every copy tried with what was wrong, and what to put where.
    """
    partial = folder / PARTIAL
    shutil.rmtree(partial, ignore_errors=True)  # what a killed run left
    partial.mkdir(parents=True)
    try:
        for raw in files:
            if not _is_whole(folder / raw.name, raw.sha256):
                _fetch_one(owner, raw, mirrors, partial, report)
                (partial / raw.name).rename(folder / raw.name)
    finally:
        shutil.rmtree(partial)


def _is_whole(path: Path, sha256: str) -> bool:
    return path.is_file() and sha256_of(path) == sha256


def _fetch_one(
    owner: str, raw: RawFile, mirrors: Sequence[Path], partial: Path, report: Callable[[str], None]
) -> None:
    """Leave the checked content in partial/<raw.name>, or raise the UserError of `fetch`."""
    failures = []
    for copy, place in _places(raw, mirrors):
        report(f"{raw.name} from {place}")
        try:
            packed = place if isinstance(place, Path) else _download(copy, partial)
            unpack(packed, copy, partial / raw.name)
            check(partial / raw.name, raw.sha256)
            return
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile, ValueError) as error:
            failures.append(f"  {place} ({copy.note or 'a copy'}): {_reason(error)}")
            report(f"{raw.name}: rejected {failures[-1].strip()}")
    raise UserError(_nowhere(owner, raw, failures, len(mirrors)))


def _places(raw: RawFile, mirrors: Sequence[Path]) -> Iterator[tuple[Copy, Path | str]]:
    """Each copy with each place where it may lie: a path for a mirror, the address for the publisher."""
    for copy in raw.copies:
        if copy.mirrored is None:
            yield copy, copy.address
        else:
            yield from ((copy, mirror / copy.mirrored) for mirror in mirrors)


def _download(copy: Copy, partial: Path) -> Path:
    """The publisher's file, of the right sha256, in `partial`; fetched once for all its members."""
    name = f"{copy.sha256}-{PurePosixPath(copy.address).name}"
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
        registry={name: f"sha256:{copy.sha256}"},
        urls={name: copy.address},
        retry_if_failed=RETRIES,
    )
    return Path(registry.fetch(name, downloader=download))


def refuse_plain_redirect(response: requests.Response, **_: object) -> None:
    """Raise UserError when a publisher's answer leads to an address without TLS."""
    target = response.headers.get("location", "")
    if response.is_redirect and target.lower().startswith("http:"):
        raise UserError(f"redirected to {target}, expected https")


def _reason(error: Exception) -> str:
    if isinstance(error, requests.ConnectionError):
        return f"no connection ({error})"
    if isinstance(error, EOFError | zlib.error | gzip.BadGzipFile | zipfile.BadZipFile):
        return f"truncated or broken archive ({error})"
    return str(error)


def _nowhere(owner: str, raw: RawFile, failures: list[str], mirrors: int) -> str:
    tried = "\n".join(failures if mirrors else ["  no mirror directory was given", *failures])
    mirrored = [copy.mirrored for copy in raw.copies if copy.mirrored is not None]
    put = " or ".join(f"{path} as data/mirror/{path}" for path in mirrored)
    mend = (
        f"Put {put}, or set STEADY_ATTENTION_MIRROR to a directory that holds it"
        if put
        else "Try again later"
    )
    return f"{owner}: {raw.name} could not be had. Tried:\n{tried}\n{mend}."
