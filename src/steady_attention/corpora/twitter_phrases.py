"""Twitter with the polarity of phrases (SemEval-2013 task 2 A): gold of word-level sentiment, for scoring.

The same tweets, classes and splits as twitter.py, by which a model is trained from the polarity of whole
tweets; the information-bottleneck paper (section 5.3, table 5) then asks how many of the most attended words
are sentiment words. Both tasks annotate the same tweets, so that phrases are joined to them by the tweet's
number. It is a corpus of its own since it needs a file more: who has the tweets alone still has `twitter`.
The paper leaves neutral tweets out of table 5; whoever scores does so, they stay in the training split.

phrases.tsv holds the publisher's lines, in any order and of one split or several: number, user's number,
first and last word, label, maybe the text, parted by tabs. Words are what white space parts, counted from 0,
and the last one is inside the phrase (README of the task's data). Neutral phrases have no polarity; tweets
of no split here, as those that vanished, are passed over.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from steady_attention.corpora import Example, Examples, twitter
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading import lines
from steady_attention.store.errors import UserError

RAW = "phrases.tsv"
SIGNS = {"positive": 1, "negative": -1, "neutral": 0}
WORD = re.compile(r"\S+")
FORM = (
    "number, user, first word, last word and label, as in `264183816548130816<TAB>15140428<TAB>13<TAB>13<TAB>"
    "positive`"
)
BY_HAND = (
    "The publisher, https://www.cs.york.ac.uk/semeval-2013/task2/, gives it with the gold labels of task A: "
    "twitter-test-gold-A.tsv, to which the lines of twitter-dev-gold-A.tsv and twitter-train-cleansed-A.tsv "
    f"may be added; gzipped UTF-8 lines of {FORM}. The tweets are those of the data set twitter."
)


@dataclass(frozen=True)
class Phrase:
    """The words [first, last] of a tweet and their sign, +1, -1 or 0; `where` is its file and line."""

    where: str
    first: int
    last: int
    sign: int


def read(folder: Path) -> dict[str, Examples]:
    """The splits of `twitter.read`, with the polarity of the phrases of every tweet that has any.

    Raises UserError, with file and line, for what `twitter.read` refuses, for a phrase of another form or
    outside its tweet, words that are said to be positive and negative, and where no tweet of test has one.
    """
    phrases = _phrases(folder / RAW)
    return {split: Examples(partial(_split, folder, split, phrases)) for split in twitter.EXPECTED}


def _split(folder: Path, split: str, phrases: dict[str, list[Phrase]]) -> Iterator[Example]:
    any_polar = False
    for number, tweet in twitter.tweets(folder, split):
        example = _with(tweet, phrases.get(number, []))
        any_polar = any_polar or bool(example.polarity)
        yield example
    if split == "test" and not any_polar:
        raise UserError(
            f"{folder / RAW}: no tweet of test.tsv has a positive or negative phrase there; expected the "
            "phrases of the same tweets, by their numbers"
        )


def _phrases(path: Path) -> dict[str, list[Phrase]]:
    """The phrases of every tweet, by its number."""
    found = defaultdict(list)
    for where, line in lines.numbered(path):
        number, _, first, last, label = lines.fields(line, 5, where, FORM)
        if not (first.isascii() and first.isdigit() and last.isascii() and last.isdigit()):
            raise UserError(f"{where}: expected {FORM}, found the words {first[:20]!r} to {last[:20]!r}")
        name = label.split("\t", 1)[0]  # the text may follow
        sign = tuple(SIGNS.values())[lines.label(name, tuple(SIGNS), where)]
        found[number].append(Phrase(where, int(first), int(last), sign))
    return found


def _with(example: Example, phrases: list[Phrase]) -> Example:
    """The tweet with the polarity of its phrases, in their order in the text."""
    words = [match.span() for match in WORD.finditer(example.text)]
    signs: dict[int, int] = {}
    spans = set()
    for phrase in phrases:
        if not phrase.first <= phrase.last < len(words):
            raise UserError(
                f"{phrase.where}: the words {phrase.first} to {phrase.last} are not within the {len(words)} "
                f"words, counted from 0, of the tweet {example.id}: {example.text[:80]!r}"
            )
        for word in range(phrase.first, phrase.last + 1) if phrase.sign else ():
            if signs.setdefault(word, phrase.sign) != phrase.sign:
                raise UserError(
                    f"{phrase.where}: word {word} of {example.id} is said to be positive and negative"
                )
        if phrase.sign:
            spans.add((words[phrase.first][0], words[phrase.last][1], phrase.sign))
    return replace(example, polarity=tuple(sorted(spans)))


CORPUS = replace(
    twitter.CORPUS,
    name="twitter_phrases",
    files=(
        *twitter.CORPUS.files,
        RawFile(
            RAW,
            None,
            (Copy(f"mirror:twitter/{RAW}.gz", note="the publisher's annotations of phrases"),),
            by_hand=BY_HAND,
        ),
    ),
    read=read,
)
