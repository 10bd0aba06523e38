"""Words of a text, as Jain and Wallace (2019) make them: spaCy's tokenizer, lower case, one of three rules.

"qqq":   a token that holds a digit becomes `qqq` (their preprocess/vectorizer.py, `cleaner`).
"words": non-word characters become blanks before the tokenizer, digits stay (their preprocess/SST/SST.ipynb).
"blanks": what white space parts is a word, without spaCy, and digits stay, so that `@entity12` is one word
         (their preprocess/CNN/CNN.ipynb); for tokenized pairs, whose unlabeled texts are of no pool.
The blank English tokenizer of spaCy 3 gives the vocabulary that they print for SST, to the word. White space
of any kind and number counts as one blank. The tokens are spaCy's, exactly; memo.py says how they come fast.
"""

import re
from functools import cache, partial
from sys import intern

from steady_attention.store.errors import UserError
from steady_attention.text.memo import Memo

RULES = ("qqq", "words")  # a pool is written by each
BLANKS = "blanks"
NUMBER = "qqq"
NOT_A_WORD = re.compile(r"\W")


def words(text: str, rule: str) -> list[str]:
    """The words of a text, lower-cased; none holds white space. Raises UserError for an unknown rule."""
    chunks = _cleaned(text, rule).split()
    if rule == BLANKS:
        return [intern(word(chunk, rule)) for chunk in chunks]  # a word is kept once, as by the memo
    return _words(rule).words(chunks)


def spans(text: str, rule: str) -> list[tuple[int, int]]:
    """The characters [start, end) of `text` that each of `words(text, rule)` was made from."""
    cleaned = _cleaned(text, rule)
    found = []
    end = 0
    chunks = cleaned.split()
    for token in chunks if rule == BLANKS else _tokens().words(chunks):
        start = cleaned.index(token, end)  # only white space is skipped: a token begins with something else
        end = start + len(token)
        found.append((start, end))
    return found


@cache
def _words(rule: str) -> Memo:
    return Memo(partial(word, rule=rule))


@cache
def _tokens() -> Memo:
    return Memo(str)


def _cleaned(text: str, rule: str) -> str:
    """The text under the rule, every character still in its place."""
    known = (*RULES, BLANKS)
    if rule not in known:
        raise UserError(f"unknown rule of normalisation {rule!r}: expected one of {', '.join(known)}")
    return NOT_A_WORD.sub(" ", text) if rule == "words" else text


def word(token: str, rule: str) -> str:
    """The word that a token becomes under the rule."""
    holds_digit = rule == "qqq" and any(character.isdigit() for character in token)
    return NUMBER if holds_digit else token.lower()
