"""A part of the One Billion Word benchmark (Chelba et al. 2013), as a pool of unlabeled sentences.

A line is a sentence, its tokens parted by blanks. The paper drew 50,000 to 250,000 sentences of the whole
30 million; the raw files here are the held-out files of a course's cut of it, 24,321 sentences.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile
from steady_attention.corpora.reading import lines

CONTENT_SHA256 = {
    "dev": "17cb1e765cc0ccbf2b25d6dfd5e7d03bc776882e579e77ed9626d65eb3bbdec7",
    "test": "63c566dee364763db09e6bb9abd83f77830c4932fc852bf2f9a563b527654fd0",
}
SENTENCES = {"dev": 12216, "test": 12105}
REPOSITORY = (
    "https://raw.githubusercontent.com/tydhoang/CSE-143/7943eb852556a5b7755e255c7cbf521ad2c368bf/"
    "N-Gram%20Language%20Models"
)


def _file(name: str) -> RawFile:
    """A file of the cut: a part of the benchmark, of which no copy is the whole."""
    raw, sha256 = f"1b_benchmark.{name}.tokens", CONTENT_SHA256[name]
    copies = (
        Copy(f"mirror:one_billion_word/{raw}.gz", note="gzip of the course's file"),
        Copy(f"{REPOSITORY}/{raw}", sha256, note="the course's repository"),
    )
    part = f"subset: {SENTENCES[name]:,} of about 30 million sentences"
    return RawFile(raw, None, (), (Content(sha256, copies, part),))


def read(folder: Path) -> dict[str, Examples]:
    """The pool: every sentence; ids are "<raw file>-<line>".

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it.
    """
    return {"pool": Examples(partial(_sentences, folder))}


def _sentences(folder: Path) -> Iterator[Example]:
    for name in CONTENT_SHA256:
        for line in lines.full(folder / f"1b_benchmark.{name}.tokens"):
            yield Example(f"{name}-{line.number}", line.text.strip(), None)


CORPUS = Corpus(
    name="one_billion_word",
    classes=(),
    licence="not stated by the publisher; from the WMT 2011 news crawl",
    address="https://www.statmt.org/lm-benchmark/",
    files=tuple(_file(name) for name in CONTENT_SHA256),
    read=read,
    minimum_frequency=1,
    expected={"pool": sum(SENTENCES.values())},
)
