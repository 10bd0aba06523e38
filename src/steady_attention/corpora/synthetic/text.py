"""What synthetic corpora are made with: choices from a named generator, sentences that know their key words.

Only `Random.random` and the basic operations of IEEE arithmetic are used, so that every machine draws the
same words.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from itertools import accumulate, zip_longest
from random import Random
from string import Formatter

Piece = tuple[str, bool]  # a word or a phrase, and whether it decides the label
Clause = list[Piece]
Spans = tuple[tuple[int, int], ...]


def generator(name: str) -> Random:
    """The random generator that belongs to `name`: equal names give equal choices everywhere."""
    return Random(f"steady_attention/{name}")


def chance(rng: Random, probability: float) -> bool:
    """True with the given probability."""
    return rng.random() < probability


def pick(rng: Random, words: Sequence):
    """One of `words`, each equally likely."""
    return words[int(rng.random() * len(words))]


def pick_weighted(rng: Random, weights: dict):
    """One of the keys of `weights`, as likely as its weight."""
    limits = list(accumulate(weights.values()))
    return list(weights)[bisect_right(limits, rng.random() * limits[-1])]


def unlike(rng: Random, label: int, count: int) -> int:
    """One of the `count` labels that is not `label`, each equally likely."""
    return (label + 1 + pick(rng, range(count - 1))) % count


def shuffled(rng: Random, items: Sequence) -> list:
    """The items in random order."""
    return sorted(items, key=lambda _: rng.random())


@cache
def _limits(count: int) -> tuple[float, ...]:
    return tuple(accumulate(1.0 / (rank + 1) for rank in range(count)))


def pick_ranked(rng: Random, words: Sequence[str]) -> str:
    """One of `words`, by Zipf's law: the weight of the word at rank k (from 0) is 1 / (k + 1)."""
    limits = _limits(len(words))
    return words[bisect_right(limits, rng.random() * limits[-1])]


def by_rank(groups: Sequence[str]) -> tuple[str, ...]:
    """The words of synonym groups, the first of every group before the second of any."""
    tiers = zip_longest(*(group.split() for group in groups))
    return tuple(word for tier in tiers for word in tier if word is not None)


def plain(text: str) -> Clause:
    """A phrase that decides nothing."""
    return [(text, False)]


def filled(template: str, word: Callable[[str], str], decides: Callable[[str], bool]) -> Clause:
    """A template such as "the {person} sang", `word(blank)` in each blank; a blank may decide the label.

    The indefinite article before a blank agrees with its word.
    """
    clause: Clause = []
    for text, blank, _, _ in Formatter().parse(template):
        chosen = word(blank) if blank else ""
        text = text.strip()
        if chosen and (text == "a" or text.endswith(" a")):
            text = text[:-1] + article(chosen)
        clause += plain(text) if text else []
        clause += [(chosen, decides(blank))] if chosen else []
    return clause


def article(word: str) -> str:
    """The indefinite article before `word`."""
    return "an" if word[0] in "aeiou" else "a"


def spell(clause: Clause) -> tuple[str, Spans]:
    """The text of a clause, parted by single blanks, and the spans [start, end) of its deciding pieces."""
    text, spans = "", []
    for words, decides in clause:
        start = len(text) + 1 if text else 0
        text = f"{text} {words}" if text else words
        if decides:
            spans.append((start, len(text)))
    return text, tuple(spans)


def fresh(seen: set[str], clause: Callable[[], Clause], words: tuple[int, int]) -> tuple[str, Spans]:
    """`spell` of the first clause whose text is not among those seen, to which it is added, and has from
    words[0] to words[1] words.
    """
    text, spans = spell(clause())
    while text in seen or not words[0] <= len(text.split()) <= words[1]:
        text, spans = spell(clause())
    seen.add(text)
    return text, spans
