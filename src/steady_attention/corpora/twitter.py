"""Twitter: tweets of three sentiments (SemEval-2013 task 2 B), as the information-bottleneck paper has them.

Tweets are published by number alone and vanish: that paper has 7,969/1,375/3,795 of them, which are
expected here. A line is `<number> <TAB> negative, neutral or positive <TAB> text`. Jain and Wallace do not
have this data set: every word of the training split is kept, as of their SST. No sha256 can be known: what
a mirror holds is accepted. There is no second source: the task's terms forbid to pass on tweets, annotations
or corpus (README of its test data), and which tweets that paper still got, nobody has published.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading import lines

CLASSES = ("negative", "neutral", "positive")
EXPECTED = {"train": 7969, "dev": 1375, "test": 3795}
FORM = "number, label and text, as in `264183816548130816<TAB>positive<TAB>Gas by my house hit $3.39!`"
BY_HAND = (
    "The publisher, https://www.cs.york.ac.uk/semeval-2013/task2/, gives the numbers and labels of the "
    "{split} tweets of task B; their texts are to be had from Twitter, under its terms. Write gzipped UTF-8 "
    f"lines of {FORM}."
)


def read(folder: Path) -> dict[str, Examples]:
    """The splits; ids are "<split>-<line>".

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, a line of another
    form, and an unknown label.
    """
    return {split: Examples(partial(_split, folder, split)) for split in EXPECTED}


def _split(folder: Path, split: str) -> Iterator[Example]:
    return (example for _, example in tweets(folder, split))


def tweets(folder: Path, split: str) -> Iterator[tuple[str, Example]]:
    """Each tweet's number, and the tweet. Raises what `read` does."""
    for line in lines.full(folder / f"{split}.tsv"):
        number, word, text = lines.fields(line.text, 3, line.where, FORM)
        yield number, Example(f"{split}-{line.number}", text, lines.label(word, CLASSES, line.where))


CORPUS = Corpus(
    name="twitter",
    classes=CLASSES,
    licence="the terms of Twitter; the annotations of SemEval-2013 task 2 for research",
    address="https://www.cs.york.ac.uk/semeval-2013/task2/",
    files=tuple(
        RawFile(
            f"{split}.tsv",
            None,
            (Copy(f"mirror:twitter/{split}.tsv.gz", note="texts of the tweets"),),
            by_hand=BY_HAND.format(split=split),
        )
        for split in EXPECTED
    ),
    read=read,
    minimum_frequency=1,
    expected=EXPECTED,
)
