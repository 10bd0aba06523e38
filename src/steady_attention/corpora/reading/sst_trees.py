"""The trees of the Stanford Sentiment Treebank: one a line in brackets, `(3 (2 A) (4 gem))`.

Every node has a label from 0 (very negative) to 4 (very positive), the single words too: those labels are
the gold of word-level sentiment, 3 and 4 positive, 0 and 1 negative, 2 none.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from steady_attention.corpora import Example
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


def read(path: Path, split: str) -> Iterator[Example]:
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
