"""The vocabulary of an uncased BERT: vocab.txt, one piece a line, whose number less one is the piece's id."""

import re
from pathlib import Path

from steady_attention.corpora.user import lines as user_lines
from steady_attention.store.errors import UserError
from steady_attention.store.messages import shown

PAD, UNKNOWN, START, END, MASK = SPECIALS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
BRACKETED = re.compile(r"\[\S+\]")  # no piece of a word: the special ones, and those kept for later
BLANK = re.compile(r"[ \t]")


def read(path: Path) -> dict[str, int]:
    """Piece -> id from a vocab.txt; `user_lines` says what a line is, and empty ones at the end are none.

    Raises UserError, with the line, for a missing file, one that is not UTF-8, a piece that stands twice, is
    empty or holds a blank, capital letters (the words here are lower-cased), a special piece that is not
    there, and padding that is not the first.
    """
    if not path.is_file():
        raise UserError(f"{path} is missing, expected the vocabulary of a BERT")
    lines = list(user_lines.read(path, str(path), "a piece a line"))
    while lines and not user_lines.bare(lines[-1]):
        lines.pop()
    ids: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        where = f"{path}:{number}"
        piece = user_lines.text(user_lines.bare(line), where)
        _check(piece, where)
        if ids.setdefault(piece, number - 1) != number - 1:
            raise UserError(f"{where}: {piece!r} stands twice, first in line {ids[piece] + 1}")
    if absent := [piece for piece in SPECIALS if piece not in ids]:
        raise UserError(f"{path}: expected {', '.join(SPECIALS)}, found no {', '.join(absent)}")
    if ids[PAD] != 0:
        raise UserError(
            f"{path}:{ids[PAD] + 1}: {PAD} stands here, expected it in line 1: the padding has row 0 of the "
            f"embeddings"
        )
    return ids


def _check(piece: str, where: str) -> None:
    """Raise UserError for what is no piece of an uncased BERT."""
    if not piece:
        raise UserError(f"{where}: an empty line, expected a piece")
    if any("A" <= letter <= "Z" for letter in piece) and not BRACKETED.fullmatch(piece):
        raise UserError(f"{where}: {piece!r} has capitals; take an uncased BERT: words here have none")
    if BLANK.search(piece):
        raise UserError(f"{where}: {shown(piece)} holds a blank, which no word does; expected a piece a line")
