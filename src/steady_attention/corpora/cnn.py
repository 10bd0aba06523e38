"""CNN: 380,298/3,924/3,198 cloze questions about news (Hermann et al. 2015), entities made anonymous.

The raw files are those of Chen et al. (2016), which Jain and Wallace (2019) read: three lines an example,
question, answer and passage, then an empty line. Words are parted by blanks, and as in their CNN.ipynb
neither spaCy nor `qqq` touches them, which would destroy the markers, `@entity12`. The text is the passage.
Chen et al.'s files are "simply concatenation of all data instances" (their README) of the questions that Cho
keeps; no checksum of theirs is known, of his archive ParlAI records one. From it the same is made here, in
the archive's order, which need not be theirs: the examples agree, their order and ids may not.

A marker's number says which entity it is within one passage and nothing else. The papers' 584 classes are
the markers that stand in training passages (entity_list.txt of CNN.ipynb): here `@entity0` to `@entity583`,
numbered as in the file, not anew by passage as Chen et al. do. Candidates are the markers in the passage.
The answer is one of them by the data's making, and Chen et al.'s code stops where it is not, as this does.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.raw import repack
from steady_attention.corpora.raw.raw_file import Copy, RawFile, google_drive
from steady_attention.corpora.reading import lines
from steady_attention.store.errors import UserError

ENTITIES = 584
CLASSES = tuple(f"@entity{number}" for number in range(ENTITIES))
INDICES = {name: index for index, name in enumerate(CLASSES)}
MARKER = re.compile(r"@entity[0-9]+")
BLANK = "@placeholder"  # in the question, for the answer
FORM = f"a question with {BLANK}, an answer like @entity12, a passage, each a line, then an empty line"
SPLITS = {"train": "training", "dev": "validation", "test": "test"}  # ours: DeepMind's
QUESTIONS = google_drive("0BwmD_VLjROrfTTljRDVZMFJnVWM")
QUESTIONS_SHA256 = "9405beb90c9267e7769c86fa42720b7e479bcf38c64217c0d3f456ce8cd122ce"
BY_HAND = (
    "It is cnn/{split}.txt of https://cs.stanford.edu/~danqi/data/cnn.tar.gz (571,560,380 bytes); no "
    "checksum of it is known here, so that it is not fetched by itself. Gzip the file."
)


def read(folder: Path) -> dict[str, Examples]:
    """The splits; ids are "<split>-<line of the question>".

    Raises UserError, with file and line, for text that is not as `lines.every` wants it, examples that are
    not parted by one empty line or not of three lines, a question without a blank, a marker outside of
    CLASSES, and an answer that does not stand in its passage.
    """
    return {split: Examples(partial(_file, folder / f"{split}.txt", split)) for split in SPLITS}


def _file(path: Path, split: str) -> Iterator[Example]:
    block: list[tuple[str, str]] = []  # of an example: where each of its lines stands, and the line
    for where, line in lines.every(path):
        if line.strip():
            block.append((where, line.strip()))
        elif block:
            yield _example(block, split)
            block = []
        else:
            raise UserError(f"{where}: an empty line, expected a question; {FORM}")
    if block:
        yield _example(block, split)


def _example(block: list[tuple[str, str]], split: str) -> Example:
    (where, question), *rest = block
    if len(rest) != 2 or BLANK not in question:
        raise UserError(
            f"{where}: an example of {len(block)} lines, {question[:80]!r} first; expected {FORM}"
        )
    (at_answer, answer), (at_passage, passage) = rest
    if not MARKER.fullmatch(answer):
        raise UserError(f"{at_answer}: expected {FORM}, found the answer {answer[:80]!r}")
    found = {word for word in passage.split() if MARKER.fullmatch(word)}
    if answer not in found:
        raise UserError(f"{at_answer}: the answer {answer} is not in its passage, expected one that is")
    if unknown := sorted(found - INDICES.keys()):
        raise UserError(
            f"{at_passage}: {unknown[0]} is none of the {ENTITIES} entities {CLASSES[0]} to {CLASSES[-1]}; "
            "if the file is the published one, raise ENTITIES in corpora/cnn.py"
        )
    candidates = tuple(sorted(INDICES[word] for word in found))
    name = f"{split}-{where.rpartition(':')[2]}"
    return Example(name, passage, INDICES[answer], question, candidates=candidates)


CORPUS = Corpus(
    name="cnn",
    classes=CLASSES,
    licence="not stated by the publisher; news of CNN, for research",
    address="https://github.com/danqi/rc-cnn-dailymail",
    files=tuple(
        RawFile(
            f"{split}.txt",
            None,
            (
                Copy(f"mirror:cnn/{split}.txt.gz", note="gzip of Chen et al.'s file"),
                Copy(
                    QUESTIONS,
                    QUESTIONS_SHA256,
                    note="DeepMind's questions, as Cho keeps them",
                    repack=repack.questions(f"cnn/questions/{published}"),
                ),
            ),
            by_hand=BY_HAND.format(split=split),
        )
        for split, published in SPLITS.items()
    ),
    read=read,
    minimum_frequency=8,
    expected={"train": 380298, "dev": 3924, "test": 3198},
    normalise="blanks",
)
