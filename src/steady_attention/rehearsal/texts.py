"""Texts for the generated raw files: common words, and words that tell the class, so that a model learns."""

from collections.abc import Sequence
from random import Random

from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.text import by_rank, pick_ranked

Files = dict[str, bytes]  # raw files by their names
TRAIN, DEV, TEST = 200, 60, 100  # texts of a data set
SPLITS = {"train": TRAIN, "dev": DEV, "test": TEST}
COMMON = tuple(
    "the a of and to in is it that with for as was on by this but at from an all which one has".split()
)
GOOD, BAD = (
    by_rank([group for listed in words.values() for group in listed]) for words in (lexicon.GOOD, lexicon.BAD)
)
TOPICAL = tuple(
    dict.fromkeys(
        word
        for topic in (lexicon.TASK_TOPICS | lexicon.POOL_TOPICS).values()
        for words in topic.values()
        for word in words.split()
    )
)
WORDS = (*COMMON, *GOOD, *BAD, *TOPICAL)  # all that a text holds but names, numbers and entities
EVERY = 3  # the n-th word tells the class


def telling(label: int, classes: int) -> tuple[str, ...]:
    """The words that tell a class from the others: no word tells two."""
    return TOPICAL[label::classes]


def opinion(positive: bool) -> tuple[str, ...]:
    """The words that tell a sentiment."""
    return GOOD if positive else BAD


def words(rng: Random, cues: Sequence[str], length: int) -> list[str]:
    """A text of `length` words, of which each third is one of the cues, by Zipf's law as the others."""
    return [pick_ranked(rng, cues if place % EVERY == EVERY - 1 else COMMON) for place in range(length)]


def text(rng: Random, cues: tuple[str, ...], least: int = 7, most: int = 23) -> str:
    """The same joined by blanks, of from `least` to `most` words."""
    return " ".join(words(rng, cues, between(rng, least, most)))


def between(rng: Random, least: int, most: int) -> int:
    """A whole number, both ends included."""
    return least + int(rng.random() * (most - least + 1))
