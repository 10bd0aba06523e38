"""Words of a text, as Jain and Wallace (2019) make them: spaCy's tokenizer, lower case, one of three rules.

"qqq":   a token that holds a digit becomes `qqq` (their preprocess/vectorizer.py, `cleaner`).
"words": non-word characters become blanks before the tokenizer, digits stay (their preprocess/SST/SST.ipynb).
"blanks": what white space parts is a word, without spaCy, and digits stay, so that `@entity12` is one word
         (their preprocess/CNN/CNN.ipynb); for tokenized pairs, whose unlabeled texts are of no pool.
The blank English tokenizer of spaCy 3 gives the vocabulary that they print for SST, to the word. White space
of any kind and number counts as one blank. The tokens are spaCy's, exactly,
looked up chunk by chunk, which is fast; a chunk is what stands between two blanks. Words and their places
come from the same tokens, so that spaCy meets a chunk once.

spaCy's tokenizer has two steps (spacy/tokenizer.pyx of 3.8). The first, `_tokenize_affixes`, takes each chunk
alone: special cases, prefixes, suffixes, URLs, infixes. The second, `_apply_special_cases`, looks for the
special cases that hold an affix ("x.", ":)", "Mr.") among the *tokens* of the first, over the whole text and
whatever blanks are between them: longer ones first, then earlier ones, none whose first or last token an
earlier match has. A match across a blank is never replaced, as no special case holds a blank, but it may keep
another from being replaced: `x.T` is `x.` `T`, while `: x.T` is `:` `x` `.` `T`, because of `:x`.

So the tokens of a text are those of its chunks in a row wherever the second step alters none of the chunks
alone: what it replaces in them it replaces by the same tokens, and what keeps it from that changes nothing.
A text with a chunk that it does alter ("(1999):", "Mr.T") goes to spaCy whole: 2 % of film reviews, fewer of
single sentences.

The answer is a fresh tokenizer's. spaCy itself keeps the first step's result for a chunk and uses it again
for the same string inside another chunk; no affix is left on it there, so that its own history changes no
token either.

spaCy's time grows with the square of a chunk's length: where one is longer than LONGEST, `long_chunks` gives
the same tokens.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from itertools import chain

import spacy
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.vocab import Vocab

from steady_attention.store.errors import UserError
from steady_attention.text import long_chunks

LONGEST = 200  # characters of a chunk that spaCy is given
LIMIT = 400_000  # of chunks, one of 8 characters or more counting for several: about 200 MiB in all


class _AlteredError(Exception):
    """A chunk that spaCy's second step alters."""


class Memo(dict[str, tuple[str, ...]]):
    """Chunk -> its tokens. After `limit` of new text what is known becomes old, what was old is forgotten,
    and spaCy begins afresh, as its vocabulary forgets nothing. An old chunk that is asked for is new again.
    """

    def __init__(self, limit: int = LIMIT):
        super().__init__()
        self._limit = limit
        self._begin()

    def tokens(self, chunks: Sequence[str]) -> list[str]:
        """The tokens of the text `" ".join(chunks)`; no chunk is empty or holds white space."""
        try:
            return list(chain.from_iterable(map(self.__getitem__, chunks)))
        except _AlteredError:
            if max(map(len, chunks)) > LONGEST:
                return long_chunks.english().tokens(chunks)
            text = " ".join(chunks)
            self._pay(text)
            return [token.text for token in self._spacy(text)]

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        """Learn a chunk. Raises _AlteredError for one that does not go without its text."""
        if chunk in self._altered:
            raise _AlteredError
        self._pay(chunk)
        found = self._older.get(chunk) or self._tokenized(chunk)
        self[chunk] = found
        return found

    def _tokenized(self, chunk: str) -> tuple[str, ...]:
        first: Callable[[str], list[str]] = self._first
        if len(chunk) > LONGEST:
            tokens, first = long_chunks.english().tokens([chunk]), long_chunks.english().first
        else:
            tokens = [token.text for token in self._spacy(chunk)]
        if not _special().isdisjoint(tokens) and tokens != first(chunk):
            self._altered.add(chunk)
            raise _AlteredError
        return tuple(tokens)

    def _first(self, chunk: str) -> list[str]:
        return [token.text for token in self._first_step(chunk)]

    def _pay(self, text: str) -> None:
        """Count what was asked for and not known, and begin another generation at the limit."""
        cost = 1 + len(text) // 8
        if cost > self._left:
            self._begin()
        self._left -= cost

    def _begin(self) -> None:
        self._older, self._altered, self._left = dict(self), set(), self._limit
        self.clear()
        self._spacy, self._first_step = tokenizers()


@cache
def _english() -> Tokenizer:
    """Where the rules stand; it tokenizes nothing, so that its vocabulary does not grow."""
    return spacy.blank("en").tokenizer


@cache
def _special() -> frozenset[str]:
    """Of each special case the longest token: what the second step alters has one of them afterwards."""
    rules = _english().rules.values()
    return frozenset(max((token[ORTH] for token in tokens), key=len) for tokens in rules)


def tokenizers() -> tuple[Tokenizer, Tokenizer]:
    """spaCy's blank English tokenizer, and the same without its second step; words get no attributes.

    That step looks for the special cases in which, while they are loaded, the tokenizer finds an affix; the
    latter begins to find affixes afterwards.
    """
    english, loaded = _english(), False
    searches = {name: getattr(english, name) for name in ("prefix_search", "suffix_search", "infix_finditer")}

    def late(name: str) -> Callable:
        nothing = () if name == "infix_finditer" else None
        return lambda text: searches[name](text) if loaded else nothing

    rest = {name: getattr(english, name) for name in ("rules", "token_match", "url_match")}
    whole = Tokenizer(Vocab(), **searches, **rest)
    first_step = Tokenizer(whole.vocab, **{name: late(name) for name in searches}, **rest)
    loaded = True
    return whole, first_step


RULES = ("qqq", "words")  # a pool is written by each
BLANKS = "blanks"
NUMBER = "qqq"
WORDS = 1 << 18  # whose making is remembered
NOT_A_WORD = re.compile(r"\W")


def words(text: str, rule: str) -> list[str]:
    """The words of a text, lower-cased; none holds white space. Raises UserError for an unknown rule."""
    return [word(token, rule) for token in _tokens(_cleaned(text, rule), rule)]


def spans(text: str, rule: str) -> list[tuple[int, int]]:
    """The characters [start, end) of `text` that each of `words(text, rule)` was made from."""
    cleaned, found, end = _cleaned(text, rule), [], 0
    for token in _tokens(cleaned, rule):
        start = cleaned.index(token, end)  # only white space is skipped: a token begins with something else
        end = start + len(token)
        found.append((start, end))
    return found


@cache
def _memo() -> Memo:
    return Memo()


def _tokens(cleaned: str, rule: str) -> list[str]:
    chunks = cleaned.split()
    return chunks if rule == BLANKS else _memo().tokens(chunks)


def _cleaned(text: str, rule: str) -> str:
    """The text under the rule, every character still in its place."""
    known = (*RULES, BLANKS)
    if rule not in known:
        raise UserError(f"unknown rule of normalisation {rule!r}: expected one of {', '.join(known)}")
    return NOT_A_WORD.sub(" ", text) if rule == "words" else text


@lru_cache(WORDS)  # so that a word is kept once
def word(token: str, rule: str) -> str:
    """The word that a token becomes under the rule."""
    holds_digit = rule == "qqq" and any(character.isdigit() for character in token)
    return NUMBER if holds_digit else token.lower()
