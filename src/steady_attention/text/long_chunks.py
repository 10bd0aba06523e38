"""spaCy's tokens of a chunk of any length, exactly, in time linear in it; tokenize.py says what a chunk is.

For every affix taken off spaCy searches and copies the whole rest: 30,000 marks in a row take it minutes.
Here the rest is two positions, and spaCy's expressions search a window at its ends. An affix has at most 5
characters and looks at 2 beside it, but for a run of dots: where one comes near the window's border, a window
of twice the width is searched. An URL is matched from each place where its host may begin; spaCy's expression
tries each of them with every rest of the chunk.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import chain

import spacy
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer

WINDOW, BESIDE = 16, 4  # characters looked at for an affix; of them those at the border that none may touch
USER = r"(?:\S+(?::\S*)?@)?"  # in spaCy's expression of an URL, between the scheme and the host
BEGINNING, REST = URL_PATTERN.split(USER)
SCHEME = re.compile(BEGINNING.removesuffix("?"))
HOST = re.compile(REST)
AT = re.compile("@")


class Chunks:
    """A tokenizer's rules, applied to chunks."""

    def __init__(self, tokenizer: Tokenizer):
        self._prefix, self._suffix = tokenizer.prefix_search, tokenizer.suffix_search
        self._infixes = tokenizer.infix_finditer
        self._special = {case: tuple(t[ORTH] for t in tokens) for case, tokens in tokenizer.rules.items()}
        self._longest = max(map(len, self._special))
        self._patterns = self._matched()

    def tokens(self, chunks: Sequence[str]) -> list[str]:
        """The tokens of the text `" ".join(chunks)`."""
        return self._second([self.first(chunk) for chunk in chunks])

    def first(self, chunk: str) -> list[str]:
        """The tokens of a chunk after spaCy's first step."""
        return self._affixes(chunk, self._special)

    def _affixes(self, chunk: str, special: Mapping[str, Sequence[str]]) -> list[str]:
        """`_split_affixes` and `_attach_tokens` of spaCy: affixes go until a special case or none is left."""
        start, end = 0, len(chunk)
        before: list[str] = []
        after: list[str] = []

        def is_special(start: int, end: int) -> bool:
            return 0 < end - start <= self._longest and chunk[start:end] in special

        while start < end and not is_special(start, end):
            prefix = _prefix(self._prefix, chunk, start, end)
            alone = is_special(start + prefix, end)
            suffix = 0 if prefix and alone else _suffix(self._suffix, chunk, start + prefix, end)
            if suffix and is_special(start, end - suffix):
                prefix, alone = 0, True
            if prefix:
                before.append(chunk[start : start + prefix])
            if suffix:
                after.append(chunk[end - suffix : end])
            start, end = start + prefix, end - suffix
            if alone or not (prefix or suffix):
                break
        return [*before, *self._core(chunk[start:end], special), *reversed(after)]

    def _core(self, core: str, special: Mapping[str, Sequence[str]]) -> Sequence[str]:
        """The tokens of what no affix is left on: a special case, an URL, or what infixes part."""
        if not core or core in special:
            return special.get(core, ())
        if is_url(core):
            return (core,)
        found, start = [], 0
        for match in self._infixes(core):
            if match.start() == 0:
                continue
            found += [core[start : match.start()], match[0]]
            start = match.end()
        return [token for token in (*found, core[start:]) if token]

    def _matched(self) -> dict[str, list[tuple[str, ...]]]:
        """What the second step looks for, by its first token: special cases in which an affix is found."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for case in self._special:
            if self._prefix(case) or self._suffix(case) or any(True for _ in self._infixes(case)):
                tokens = tuple(self._affixes(case, {}))
                found.setdefault(tokens[0], []).append(tokens)
        return found

    def _second(self, chunks: Sequence[Sequence[str]]) -> list[str]:
        """`_apply_special_cases` of spaCy: longer matches before earlier ones, none that begins or ends in
        one before it, whether or not that was kept; one across a blank is kept and stays as it is.
        """
        tokens = list(chain.from_iterable(chunks))
        of = [number for number, chunk in enumerate(chunks) for _ in chunk]
        matches = [
            (start, start + len(case))
            for start, token in enumerate(tokens)
            for case in self._patterns.get(token, ())
            if tuple(tokens[start : start + len(case)]) == case
        ]
        taken: set[int] = set()
        replaced: dict[int, int] = {}
        for start, end in sorted(matches, key=lambda match: (match[0] - match[1], match[0])):
            if not {start, end - 1} & taken and of[start] == of[end - 1]:
                replaced[start] = end
            taken.update(range(start, end))
        found: list[str] = []
        place = 0
        while place < len(tokens):
            end = replaced.get(place, place + 1)
            whole = "".join(tokens[place:end])
            found += self._special[whole] if place in replaced else [whole]
            place = end
        return found


def _prefix(search: Callable[[str], re.Match | None], chunk: str, start: int, end: int) -> int:
    """The length of the prefix of chunk[start:end]; 0 without one."""
    width = WINDOW
    while True:
        window = chunk[start : min(start + width, end)]
        match = search(window)
        if match is None or len(window) == end - start or match.end() <= width - BESIDE:
            return match.end() if match else 0
        width *= 2


def _suffix(search: Callable[[str], re.Match | None], chunk: str, start: int, end: int) -> int:
    """The length of the suffix of chunk[start:end]; 0 without one."""
    width = WINDOW
    while True:
        window = chunk[max(start, end - width) : end]
        match = search(window)
        if match is None or len(window) == end - start or match.start() >= BESIDE:
            return len(window) - match.start() if match else 0
        width *= 2


def is_url(text: str) -> bool:
    """Whether all of the text is an URL to spaCy: a host, with its path, at the start or after a scheme or
    after an @, before which there may be anything.
    """
    scheme = SCHEME.match(text)
    starts = [0, *([scheme.end()] if scheme else []), *(at.end() for at in AT.finditer(text, 1))]
    return any(HOST.match(text, start) for start in starts)


@cache
def english() -> Chunks:
    """The rules of spaCy's blank English tokenizer."""
    return Chunks(spacy.blank("en").tokenizer)
