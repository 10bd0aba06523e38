"""The form of the TweetEval data sets (Barbieri et al. 2020): per split a file of texts and one of labels."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from steady_attention.corpora import Example, Examples
from steady_attention.corpora.raw.raw_file import Copy, RawFile, jsdelivr, software_heritage
from steady_attention.corpora.reading import lines

REPOSITORY = "cardiffnlp/tweeteval"
ADDRESS = f"https://github.com/{REPOSITORY}"
PUBLISHED = f"https://raw.githubusercontent.com/{REPOSITORY}"
FILES = {"train": "train", "dev": "val", "test": "test"}  # split: the files' beginning
LICENCE = "released without restriction by TweetEval; Twitter's terms and those of the task's data apply"


def files(task: str, revision: str, content_sha256: dict[str, str]) -> tuple[RawFile, ...]:
    """The raw files of a task, at a revision of the publisher's repository, by the sha256 of each."""
    return tuple(
        RawFile(f"{name}.txt", sha256, _copies(task, revision, name, sha256))
        for name, sha256 in content_sha256.items()
    )


def _copies(task: str, revision: str, name: str, sha256: str) -> tuple[Copy, ...]:
    path = f"datasets/{task}/{name}.txt"
    return (
        Copy(f"mirror:tweeteval_{task}/{name}.txt.gz", note="gzip of the published file"),
        Copy(f"{PUBLISHED}/{revision}/{path}", sha256, note="the publisher's repository"),
        Copy(jsdelivr(REPOSITORY, revision, path), sha256, note="that repository in jsDelivr"),
        Copy(software_heritage(sha256), sha256, note="the same file in Software Heritage"),
    )


def read(folder: Path, labels: tuple[str, ...]) -> dict[str, Examples]:
    """Every split's texts, their labels as indices into all of `labels`; ids are "<split>-<line>".

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, for a label that
    is no index, and where a split has not as many labels as texts.
    """
    return {split: Examples(partial(_split, folder, split, labels)) for split in FILES}


def _split(folder: Path, split: str, labels: tuple[str, ...]) -> Iterator[Example]:
    known = tuple(str(index) for index in range(len(labels)))
    files = (folder / f"{FILES[split]}_{kind}.txt" for kind in ("text", "labels"))
    pairs = enumerate(lines.beside(*map(lines.numbered, files)), start=1)
    for number, ((_, text), (where, label)) in pairs:
        yield Example(f"{split}-{number}", text.strip(), lines.label(label.strip(), known, where))
