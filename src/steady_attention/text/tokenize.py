"""Words of a text, as Jain and Wallace (2019) make them: spaCy's tokenizer, lower case, one of two rules.

"qqq":   a token that holds a digit becomes `qqq` (their preprocess/vectorizer.py, `cleaner`).
"words": non-word characters become blanks before the tokenizer, digits stay (their preprocess/SST/SST.ipynb).
The blank English tokenizer of spaCy 3 gives the vocabulary that they print for SST, to the word.
"""

import re
from functools import cache

import spacy
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from steady_attention.pipeline.errors import UserError

RULES = ("qqq", "words")
NUMBER = "qqq"
NOT_A_WORD = re.compile(r"\W")
CHUNK = re.compile(r"\S+")


@cache
def _tokenizer() -> Tokenizer:
    return spacy.blank("en").tokenizer


def words(text: str, rule: str) -> list[str]:
    """The words of a text, lower-cased; none holds white space. Raises UserError for an unknown rule."""
    return [_word(token.text, rule) for token in _tokens(text, rule)]


def spans(text: str, rule: str) -> list[tuple[int, int]]:
    """The characters [start, end) of `text` that each of `words(text, rule)` was made from."""
    starts = []  # of the chunks between white space, in `text` less their start in the collapsed text
    position = 0
    for chunk in CHUNK.finditer(_cleaned(text, rule)):
        starts += [chunk.start() - position] * (len(chunk[0]) + 1)
        position += len(chunk[0]) + 1
    return [
        (token.idx + starts[token.idx], token.idx + starts[token.idx] + len(token.text))
        for token in _tokens(text, rule)
    ]


def _tokens(text: str, rule: str) -> Doc:
    return _tokenizer()(" ".join(_cleaned(text, rule).split()))


def _cleaned(text: str, rule: str) -> str:
    """The text under the rule, every character still in its place."""
    if rule not in RULES:
        raise UserError(f"unknown rule of normalisation {rule!r}: expected one of {', '.join(RULES)}")
    return NOT_A_WORD.sub(" ", text) if rule == "words" else text


def _word(token: str, rule: str) -> str:
    holds_digit = rule == "qqq" and any(character.isdigit() for character in token)
    return NUMBER if holds_digit else token.lower()
