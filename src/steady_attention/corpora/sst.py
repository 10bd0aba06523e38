"""SST-2: the Stanford Sentiment Treebank (Socher et al. 2013), its whole sentences, neutral ones left out.

A line of the raw files is one binary tree in brackets, `(3 (2 A) (4 gem))`; the label of its root, from 0
(very negative) to 4 (very positive), is the sentence's. Here 0 and 1 are negative, 3 and 4 positive.
"""

import re
from pathlib import Path

from steady_attention.corpora.corpus import Corpus, Example
from steady_attention.corpora.raw_file import Copy, RawFile
from steady_attention.pipeline.errors import UserError

PUBLISHED = "https://nlp.stanford.edu/sentiment/trainDevTestTrees_PTB.zip"
PUBLISHED_SHA256 = "5c613a4f673fc74097d523a2c83f38e0cc462984d847b82c7aaf36b01cbbbfcc"
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
        ),
    )
    for split in SPLITS
)
LABELS = ("0", "1", "2", "3", "4")
PIECE = re.compile(r"[()]|[^() ]+")  # blanks alone part the pieces: some words hold other white space
BRACKETS = {"-LRB-": "(", "-RRB-": ")"}
SUBTREE = "(...)"  # in a node, for a finished one inside it; no piece holds a bracket
ESCAPED = re.compile(r"\\([/*])")


def read_trees(folder: Path) -> dict[str, list[Example]]:
    """Every split's sentences with their root labels 0..4; ids are "<split>-<line>".

    Raises UserError, with file and line, for a missing file, text that is not UTF-8, or a malformed tree.
    """
    return {split: _file(folder / f"{split}.txt", split) for split in SPLITS}


def read(folder: Path) -> dict[str, list[Example]]:
    """`read_trees` with two classes, 0 negative and 1 positive, and without the neutral sentences."""
    return {
        split: [Example(e.id, e.text, int(e.label > 2)) for e in examples if e.label != 2]
        for split, examples in read_trees(folder).items()
    }


def parse(line: str, where: str) -> tuple[int, str]:
    """The label of the root and the leaves, unescaped and joined by blanks, of a tree in brackets.

    Raises UserError, naming `where`, unless every node is `(label word)` or `(label tree ...)`, labels 0..4.
    """
    open_nodes: list[list[str]] = []  # of each open bracket: its label, and a word or its SUBTREEs
    words: list[str] = []
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
            _close(node, words, where)
            if open_nodes:
                open_nodes[-1].append(SUBTREE)
            else:
                root = int(node[0])
    if root is None:
        raise _malformed(
            where, f"{len(open_nodes)} brackets are not closed" if open_nodes else "an empty line"
        )
    return root, " ".join(words)


def _close(node: list[str], words: list[str], where: str) -> None:
    """Check a finished node; if it is a leaf, append its word."""
    if not node or node[0] not in LABELS:
        raise _malformed(where, f"a label in 0..4 expected, found {node[0] if node else ''!r}")
    leaf = len(node) == 2 and node[1] != SUBTREE
    if leaf:
        words.append(BRACKETS.get(node[1]) or ESCAPED.sub(r"\1", node[1]))
    elif len(node) == 1 or set(node[1:]) != {SUBTREE}:
        raise _malformed(
            where, f"a label with one word, or with subtrees, expected, found {' '.join(node)!r}"
        )


def _malformed(where: str, what: str) -> UserError:
    return UserError(f"{where}: malformed tree, {what}; expected a line like (3 (2 A) (4 gem))")


def _file(path: Path, split: str) -> list[Example]:
    if not path.is_file():
        raise UserError(
            f"{path} is missing: expected the trees of the {split} split; run the download stage again"
        )
    examples = []
    lines = path.read_bytes().removesuffix(b"\n").split(b"\n")  # not splitlines: words hold other line breaks
    for number, line in enumerate(lines, start=1):
        where = f"{path}:{number}"
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise UserError(f"{where}: not UTF-8 ({error.reason} at byte {error.start})") from error
        label, sentence = parse(text, where)
        examples.append(Example(f"{split}-{number}", sentence, label))
    return examples


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
