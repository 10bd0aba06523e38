"""The ways to tokenize that benchmarks.tokenize compares, generated sentences, a way's memory over many."""

import multiprocessing
import re
import resource
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import spacy

from steady_attention.text import tokenize
from steady_attention.text.tokenize import Memo

RULE, MARKS, WORDS, LENGTH = "qqq", 4, 10_000_000, 20
SYLLABLES = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
MIB = 1 << 20 if sys.platform == "darwin" else 1 << 10  # in units of ru_maxrss
Run = Callable[[list[str]], list[list[str]]]


def by_spacy(tokenized: Callable, texts: list[str]) -> list[list[str]]:
    """The tokens as they are: less than the finished words of the other ways."""
    return [[token.text for token in doc] for doc in tokenized(texts)]


def by_words(texts: list[str]) -> list[list[str]]:
    """What preprocessing calls."""
    return [tokenize.words(text, RULE) for text in texts]


def by_new_memo() -> Run:
    """A memo that holds nothing yet."""
    memo = Memo()
    return lambda texts: [
        [tokenize.word(token, RULE) for token in memo.tokens(text.split())] for text in texts
    ]


def ways() -> dict[str, Callable[[], Run]]:
    """What makes each way ready, out of the times: the cold ones have seen no text then."""
    nlp = spacy.blank("en")
    return {
        "nlp.pipe": lambda: partial(by_spacy, nlp.pipe),
        "nlp.tokenizer": lambda: partial(by_spacy, partial(map, nlp.tokenizer)),
        "memo, warm": lambda: by_words,
        "nlp.pipe, cold": lambda: partial(by_spacy, spacy.blank("en").pipe),
        "memo, cold": by_new_memo,
    }


def sentences(count: int, seed: int = 0) -> Iterator[str]:
    """Random sentences of 20 words by Zipf's law over ten million: new words never cease to come."""
    random = np.random.default_rng(seed)
    for _ in range(count):
        words = [spelling(int(rank)) for rank in WORDS ** random.random(LENGTH)]
        words[7] += ","
        words[11] += "'s"
        yield " ".join(words).capitalize() + "."


def spelling(rank: int) -> str:
    """A word of its own for each number of at least 1."""
    word = ""
    while rank:
        rank, syllable = divmod(rank, len(SYLLABLES))
        word += SYLLABLES[syllable]
    return word


def memory(way: str, count: int) -> list[float]:
    """The peak of a process of its own, in MiB, before a stream of sentences and after each quarter of it."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as process:
        return process.submit(_peaks, way, count).result()


def _peaks(way: str, count: int) -> list[float]:
    run, stream = ways()[way](), sentences(count)
    run(["a"])
    peaks = [_peak()]
    for _ in range(MARKS):
        for sentence in islice(stream, count // MARKS):
            run([sentence])
        peaks.append(_peak())
    return peaks


def _peak() -> float:
    """In MiB. Where there is no /proc it may hold the peak of the parent, if that was larger."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    (line,) = re.findall(r"^VmHWM:\s+(\d+) kB$", status.read_text(encoding="utf-8"), re.MULTILINE)
    return int(line) / 1024
