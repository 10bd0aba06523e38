"""What data sets, vectors and checkpoints there are, how large, under which licence, which lie in mirrors."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from textwrap import wrap
from typing import NamedTuple
from urllib.parse import urlsplit

from steady_attention.corpora import Corpus
from steady_attention.corpora.bert.checkpoints import Checkpoint
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile
from steady_attention.corpora.vectors.sources import VectorSource

WIDTHS = (20, 18, 24, 30, 24)  # characters of a column, at most, but for a longer word
UNKNOWN = "as in the file"
TIE = "\N{NO-BREAK SPACE}"


class Row(NamedTuple):
    """A line of the list; `found` says where its files come from and which servers have them besides, in the
    order in which they are asked, `state` which files are there."""

    name: str
    size: str
    licence: str
    found: str
    state: str


HEADER = Row("name", "examples", "licence", "found", "state")


def row(source: Corpus | VectorSource | Checkpoint, mirrors: Sequence[Path]) -> Row:
    """A data set, word vectors or a checkpoint of this project. Files are looked for by name, not opened."""
    counts = dict(source.expected or {}) if isinstance(source, Corpus) else {}
    places, parts, missing = [], [], []
    for raw in source.files:
        content, place = _found(raw, mirrors)
        places += place
        if content is None:
            missing.append(raw.name)
        elif content.part:
            parts.append(f"{raw.name}: {content.part}")
            counts |= content.expected
    size = ", ".join(f"{split}{TIE}{count:,}" for split, count in counts.items()) or "-"
    found = "; ".join(dict.fromkeys([*places, *_servers(source.files)])) or "generated"
    return Row(source.name, size, source.licence, found, _state(missing, parts, len(source.files)))


def own_row(name: str, files: Mapping[str, Path]) -> Row:
    """A user's own corpus, vectors or checkpoint: `files` are their paths by their names."""
    missing = [file for file, path in files.items() if not path.is_file()]
    found = f"own: {', '.join(files)}"
    return Row(name, UNKNOWN, "the user's own data", found, _state(missing, [], len(files)))


def _state(missing: Sequence[str], parts: Sequence[str], files: int) -> str:
    if missing:
        return "missing" if len(missing) == files else f"missing: {', '.join(missing)}"
    return f"part: {'; '.join(parts)}" if parts else "complete"


def _found(raw: RawFile, mirrors: Sequence[Path]) -> tuple[Content | None, list[str]]:
    """The first content of a raw file that lies in a mirror, and its place; else None, and what to do."""
    copies = [(content, copy) for content in raw.contents for copy in content.copies]
    for content, copy in copies:
        for mirror in mirrors:
            if copy.mirrored is not None and (mirror / copy.mirrored).is_file():
                return content, [_shown(mirror / copy.mirrored.parent, copy)]
    return None, [] if _servers([raw]) else ["to be put into a mirror by hand"]


def _servers(files: Iterable[RawFile]) -> list[str]:
    """The servers that have files, in one text, or nothing."""
    copies = [copy for raw in files for content in raw.contents for copy in content.copies]
    hosts = dict.fromkeys(urlsplit(copy.address).netloc for copy in copies if copy.mirrored is None)
    return [f"https: {', '.join(hosts)}"] if hosts else []


def _shown(folder: Path, copy: Copy) -> str:
    """The mirror's folder, shorter where it is below the current one."""
    near = folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder
    return f"{near} ({copy.note})" if copy.note else str(near)


def table(rows: Iterable[Row]) -> str:
    """The rows in columns under a header; a cell goes on below between words, which stay whole."""
    cells = [
        [
            wrap(text, width, break_long_words=False, break_on_hyphens=False)
            for text, width in zip(one, WIDTHS, strict=True)
        ]
        for one in (HEADER, *rows)
    ]
    widths = [max(len(line) for one in cells for line in one[column]) for column in range(len(WIDTHS))]
    lines = []
    for one in cells:
        for height in range(max(map(len, one))):
            parts = [cell[height] if height < len(cell) else "" for cell in one]
            lines.append(
                "  ".join(part.ljust(width) for part, width in zip(parts, widths, strict=True)).rstrip()
            )
    return "\n".join(lines).replace(TIE, " ")
