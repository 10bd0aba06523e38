"""The bAbI tasks (Weston et al. 2016): a story of short sentences, questions about it answered by one word.

A line is `<number> <sentence>.` or `<number> <question>?<TAB><answer><TAB><supporting lines>`; the number 1
begins a new story. As Jain and Wallace (2019) have it (their Babi.ipynb), the text of an example is all
sentences of its story so far, questions not among them, without their full stops and joined by " . "; the
other text is the question without its mark; 15 % of the edition of 10,000 questions (en-10k) are held out as
dev, by random_state 16377. Their classes are all words of the three tasks, here the six answers there are.

Tasks 1 and 2 have one test file, byte by byte, in the editions of 1,000 and of 10,000 training questions.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from steady_attention.corpora import Corpus, Example
from steady_attention.corpora.raw.raw_file import BABILONG, Content, Copy, RawFile, internet_archive
from steady_attention.corpora.reading import lines, splitting
from steady_attention.store.errors import UserError

CLASSES = ("bathroom", "bedroom", "garden", "hallway", "kitchen", "office")
LINE = re.compile(r"(\d+) (.*)", re.DOTALL)
FORM = "`1 John went to the hallway.` or `2 Where is John? <TAB>hallway<TAB>1`"
DEV_SHARE, SEED = 0.15, 16377
ARCHIVE = "http://www.thespermwhale.com/jaseweston/babi/tasks_1-20_v1-2.tar.gz"
ARCHIVE_SHA256 = "0364ebde659f14d11bc21744516c5ec49d3d06cb692733f66680771244998898"  # Hugging Face's record
MEMBER = "tasks_1-20_v1-2/en-10k/{file}"
BY_HAND = (
    f"It is {MEMBER} of {ARCHIVE} (15,719,851 bytes, sha256 {ARCHIVE_SHA256}), an address without TLS, from "
    "which nothing is fetched here; gzip the file."
)


def parse(path: Path, split: str) -> list[Example]:
    """The questions of a file, in its order; ids are "<split>-<line>".

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, a line of another
    form or number than the story's next, a question before any sentence, one without an answer, and an
    answer that is none of CLASSES.
    """
    examples = []
    story: list[str] = []
    last = 0
    for number, (where, line) in enumerate(lines.numbered(path), start=1):
        last, rest = _numbered(line, last, where)
        if last == 1:
            story = []
        if "\t" not in rest:
            story.append(_without(".", rest, where))
            continue
        question, answer, _ = lines.fields(rest, 3, where, FORM)
        if not story:
            raise UserError(f"{where}: a question before any sentence of its story")
        asked = _without("?", question.strip(), where)
        label = lines.label(answer.strip(), CLASSES, where)
        examples.append(Example(f"{split}-{number}", " . ".join(story), label, asked))
    return examples


def _numbered(line: str, last: int, where: str) -> tuple[int, str]:
    """The number of a line in its story, which is 1 or the one after `last`, and what follows it."""
    found = LINE.fullmatch(line)
    if found is None:
        raise UserError(f"{where}: expected {FORM}, found {line[:80]!r}")
    if found[1] not in ("1", str(last + 1)):
        raise UserError(f"{where}: the number {found[1][:9]}, expected {last + 1}, or 1 for a new story")
    return int(found[1]), found[2]


def _without(mark: str, text: str, where: str) -> str:
    bare = text.removesuffix(mark)
    if bare == text or not bare.strip():
        raise UserError(f"{where}: expected {FORM}, found {text[:80]!r}")
    return bare


def read(folder: Path) -> dict[str, list[Example]]:
    """The splits. Raises what `parse` raises."""
    path = folder / "train.txt"
    train, dev = splitting.hold_out(path, parse(path, "train"), DEV_SHARE, SEED)
    return {"train": train, "dev": dev, "test": parse(folder / "test.txt", "test")}


def raw_file(split: str, file: str, sha256: str | None, parts: tuple[Content, ...] = ()) -> RawFile:
    """The raw file <split>.txt, which is `file` of the archive's edition en-10k.

    BABILong's zip, of which nobody has recorded a checksum, is held to that of the content.
    """
    member = MEMBER.format(file=file)
    copies = [
        Copy(f"mirror:babi/en-10k/{file}.gz", note="gzip of the published file"),
        Copy(
            internet_archive(ARCHIVE, 2019),
            ARCHIVE_SHA256,
            member,
            "the publisher's archive, of the Internet Archive",
        ),
    ]
    if sha256 is not None:
        zipped = f"{BABILONG}/tasks_1-20_v1-2.zip"
        copies.append(Copy(zipped, member=member, note="the same file in BABILong's repository"))
    return RawFile(f"{split}.txt", sha256, tuple(copies), parts, BY_HAND.format(file=file))


def raw_files(task: str, content_sha256: Mapping[str, str]) -> tuple[RawFile, ...]:
    """The raw files of a task, by the sha256 of each split's."""
    return tuple(raw_file(split, f"{task}_{split}.txt", sha256) for split, sha256 in content_sha256.items())


def corpus(name: str, files: tuple[RawFile, ...]) -> Corpus:
    """A task of the edition en-10k."""
    return Corpus(
        name=name,
        classes=CLASSES,
        licence="CC BY 3.0",
        address="https://research.facebook.com/downloads/babi/",
        files=files,
        read=read,
        minimum_frequency=1,
        expected={"train": 8500, "dev": 1500, "test": 1000},
    )
