"""SST-2: the Stanford Sentiment Treebank (Socher et al. 2013), its whole sentences, neutral ones left out.

The label of a tree's root, from 0 (very negative) to 4 (very positive), is the sentence's: 0 and 1 are
negative, 3 and 4 positive. The labels of its words give the polarity of words (see reading/py).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading import lines
from steady_attention.store.errors import UserError

LABELS = ("0", "1", "2", "3", "4")
NEUTRAL = 2
PIECE = re.compile(r"[()]|[^() ]+")  # blanks alone part the pieces: some words hold other white space
BRACKETS = {"-LRB-": "(", "-RRB-": ")"}
SUBTREE = "(...)"  # in a node, for a finished one inside it; no piece holds a bracket
ESCAPED = re.compile(r"\\([/*])")


class Tree(NamedTuple):
    """The root's label, the words joined by blanks, and the (start, end, +1 or -1) of those not neutral."""

    label: int
    text: str
    polarity: tuple[tuple[int, int, int], ...]


def _trees(path: Path, split: str) -> Iterator[Example]:
    """The sentences of a file with their root labels 0..4; ids are "<split>-<line>".

    Raises UserError, with file and line, for what `lines.located` refuses, and for a malformed tree.
    """
    for line in lines.located(path):
        tree = parse(line.text, line.where)
        yield Example(f"{split}-{line.number}", tree.text, tree.label, polarity=tree.polarity)


def parse(line: str, where: str) -> Tree:
    """The tree of a line in brackets; its words unescaped.

    Raises UserError, naming `where`, unless every node is `(label word)` or `(label tree ...)`, labels 0..4.
    """
    open_nodes: list[list[str]] = []  # of each open bracket: its label, and a word or its SUBTREEs
    leaves: list[tuple[str, int]] = []  # word, label
    root = None
    for piece in PIECE.findall(line):
        if root is not None:
            raise _malformed(where, f"{piece!r} after the end of the tree")
        if piece == "(":
            open_nodes.append([])
        elif not open_nodes:
            raise _malformed(where, f"{piece!r} outside of the tree")
        elif piece != ")":
            open_nodes[-1].append(piece)
        else:
            node = open_nodes.pop()
            _close(node, leaves, where)
            if open_nodes:
                open_nodes[-1].append(SUBTREE)
            else:
                root = int(node[0])
    if root is None:
        raise _malformed(
            where, f"{len(open_nodes)} brackets are not closed" if open_nodes else "an empty line"
        )
    return Tree(root, " ".join(word for word, _ in leaves), _polarity(leaves))


def _close(node: list[str], leaves: list[tuple[str, int]], where: str) -> None:
    """Check a finished node; if it is a leaf, append its word and label."""
    if not node or node[0] not in LABELS:
        raise _malformed(where, f"a label in 0..4 expected, found {node[0] if node else ''!r}")
    if len(node) == 2 and node[1] != SUBTREE:
        leaves.append((BRACKETS.get(node[1]) or ESCAPED.sub(r"\1", node[1]), int(node[0])))
    elif len(node) == 1 or set(node[1:]) != {SUBTREE}:
        raise _malformed(
            where, f"a label with one word, or with subtrees, expected, found {' '.join(node)!r}"
        )


def _polarity(leaves: list[tuple[str, int]]) -> tuple[tuple[int, int, int], ...]:
    """The characters of the words that are not neutral, in the text joined by blanks, and their signs."""
    found = []
    start = 0
    for word, label in leaves:
        if label != NEUTRAL:
            found.append((start, start + len(word), 1 if label > NEUTRAL else -1))
        start += len(word) + 1
    return tuple(found)


def _malformed(where: str, what: str) -> UserError:
    return UserError(f"{where}: malformed tree, {what}; expected a line like (3 (2 A) (4 gem))")


PUBLISHED = "https://nlp.stanford.edu/sentiment/trainDevTestTrees_PTB.zip"
PUBLISHED_SHA256 = "5c613a4f673fc74097d523a2c83f38e0cc462984d847b82c7aaf36b01cbbbfcc"
REPOSITORY = (
    "https://raw.githubusercontent.com/successar/AttentionExplanation/"
    "425a89a49a8b3bffc3f5e8338287e2ecd0cf1fa2/preprocess/SST"
)
CONTENT_SHA256 = {
    "train": "e2f3f41b0b1e6d4dddc0effe3bfc2d27ed8928079aa9a03d652311614fc5feb7",
    "dev": "0e9336aed6e4730e19f58d00a77b3f0297efdb755f7b5e598c98a05e3f97ea40",
    "test": "6e54806dee95cf80cd918e7dfb3f6770f6df24bf826f289a4d1f709e1c8f6761",
}
SPLITS = tuple(CONTENT_SHA256)
FILES = tuple(
    RawFile(
        f"{split}.txt",
        CONTENT_SHA256[split],
        (
            Copy(f"mirror:sst/trees/{split}.txt.gz", note="gzip of the published file"),
            Copy(PUBLISHED, PUBLISHED_SHA256, f"trees/{split}.txt", note="the publisher's zip"),
            Copy(f"{REPOSITORY}/{split}.txt", CONTENT_SHA256[split], note="Jain and Wallace's repository"),
        ),
    )
    for split in SPLITS
)


def read_trees(folder: Path) -> dict[str, Examples]:
    """Every split's sentences with their root labels 0..4; ids are "<split>-<line>".

    Raises UserError, with file and line, for a missing file, text that is not UTF-8, or a malformed tree.
    """
    return {split: Examples(partial(_trees, folder / f"{split}.txt", split)) for split in SPLITS}


def read(folder: Path) -> dict[str, Examples]:
    """`read_trees` with two classes, 0 negative and 1 positive, and without the neutral sentences."""
    return {split: Examples(partial(_polar, examples)) for split, examples in read_trees(folder).items()}


def _polar(examples: Iterable[Example]) -> Iterator[Example]:
    middle = NEUTRAL
    return (replace(e, label=int(e.label > middle)) for e in examples if e.label != middle)


CORPUS = Corpus(
    name="sst",
    classes=("negative", "positive"),
    licence="not stated by the publisher; sentences from Rotten Tomatoes reviews, for research",
    address="https://nlp.stanford.edu/sentiment/",
    files=FILES,
    read=read,
    minimum_frequency=1,
    expected={"train": 6920, "dev": 872, "test": 1821},
    normalise="words",
    lengths=(5, None),
)
