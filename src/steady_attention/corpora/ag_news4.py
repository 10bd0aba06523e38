"""AG News: news in four classes (Zhang et al. 2015), title and description as one text.

The dev split is 5 % of the training file, by random_state 16377 (Jain and Wallace's for AG News), which gives
the sizes of the information-bottleneck paper, 114,000/6,000/7,600; its average length of 32 words fits the
description alone. Where the training file is not to be had, a known part of it is read: 14,547 rows that two
repositories had drawn (see `parse`).
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from steady_attention.corpora import Corpus, Example
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile
from steady_attention.corpora.reading import lines, splitting
from steady_attention.corpora.reading.lines import Line
from steady_attention.corpora.reading.splitting import Lined
from steady_attention.store.errors import UserError

CLASSES = ("World", "Sports", "Business", "Sci/Tech")
PUBLISHED = (
    "https://raw.githubusercontent.com/mhjabreel/CharCnn_Keras/"
    "555590db4219b1243abb1918effd6a7425a2d75f/data/ag_news_csv"
)
FASTAI = "https://s3.amazonaws.com/fast-ai-nlp/ag_news_csv.tgz"
FASTAI_SHA256 = "9a8c300eabb45750237fcc669f61cb8a3448f3ef6f6098e1ce340e444f6872be"  # as in FastAI.jl
TRAIN_SHA256 = "76a0a2d2f92b286371fe4d4044640910a04a803fdd2538e0f3f29a5c6f6b672e"
TEST_SHA256 = "521465c2428ed7f02f8d6db6ffdd4b5447c1c701962353eb2c40d548c3c85699"
SUBSET_SHA256 = "cf68e0d980b32958d6a9bb8ebba40867ca47bed09297fe86a3b1c1c885ac1e6a"
FORM = '"class","title","description" or, of the subset, "class","text","A or B"'
CODES = ("1", "2", "3", "4")
SOURCES = ("A", "B")  # of the subset's rows
DEV_SHARE, SEED = 0.05, 16377


class Row(NamedTuple):
    """A news item; the title is None where it cannot be told from the description."""

    id: str
    label: int
    title: str | None
    description: str


FromRow = Callable[[Row], Example | None]  # None where the row is left out


def files(note: str, expected: dict[str, int]) -> tuple[RawFile, ...]:
    """train.csv and test.csv; `note` and `expected` say what the subset of train.csv comes to."""
    subset = Copy("mirror:ag_news/train_subset.csv.gz", note="a part of the training file")
    return (
        RawFile(
            "train.csv",
            TRAIN_SHA256,
            _copies("train", TRAIN_SHA256),
            (Content(SUBSET_SHA256, (subset,), note, expected),),
        ),
        RawFile("test.csv", TEST_SHA256, _copies("test", TEST_SHA256)),
    )


def _copies(split: str, sha256: str) -> tuple[Copy, ...]:
    return (
        Copy(f"mirror:ag_news/{split}.csv.gz", note="gzip of the published file"),
        Copy(f"{PUBLISHED}/{split}.csv", sha256, note="the file of Zhang et al. in a repository"),
        Copy(FASTAI, FASTAI_SHA256, f"ag_news_csv/{split}.csv", "the same file in fast.ai's archive"),
    )


def parse(split: str, subset: bool, line: Line) -> Row:
    """The row on a line; its id is "<split>-<line>".

    In the known subset the third field names where a row comes from, A or B, and the second is title and
    description, joined by " . " (A) or by a blank (B). Raises what `lines.csv_row` raises, and UserError for
    a class that is not 1..4 and for a row of another form than the first.
    """
    code, first, second = lines.csv_row(line.where, line.text, 3, FORM)
    if (second in SOURCES) != subset:
        raise UserError(f"{line.where}: a row of another form than the first line's; expected {FORM}")
    label = lines.label(code, CODES, line.where)
    title, joint, rest = first.partition(" . ") if subset else (first, " ", second)
    if subset and (second == "B" or not joint):
        title, rest = None, first
    return Row(f"{split}-{line.number}", label, title, rest)


def splits(folder: Path, example: FromRow, share: float) -> dict[str, Iterable[Example]]:
    """The splits, dev a share of the training rows.

    Raises what `parse` raises.
    """
    train, test = (
        Lined(path, partial(_example, partial(parse, split, _is_subset(path)), example))
        for split, path in ((split, folder / f"{split}.csv") for split in ("train", "test"))
    )
    train, dev = splitting.hold_out_lines(train, share, SEED)
    return {"train": train, "dev": dev, "test": test}


def _is_subset(path: Path) -> bool:
    """Whether the first line is of the known subset."""
    _, fields = next(lines.csv_rows(path, 3, FORM))
    return fields[2] in SOURCES


def _example(row: Callable[[Line], Row], example: FromRow, line: Line) -> Example | None:
    return example(row(line))


def read(folder: Path) -> dict[str, Iterable[Example]]:
    """The splits, title and description joined by a blank. Raises what `parse` raises."""
    return splits(folder, _joined, DEV_SHARE)


def _joined(row: Row) -> Example:
    return Example(row.id, f"{row.title} {row.description}" if row.title else row.description, row.label)


CORPUS = Corpus(
    name="ag_news4",
    classes=CLASSES,
    licence="AG's corpus of news articles: for research and any other non-commercial activity",
    address="http://groups.di.unipi.it/~gulli/AG_corpus_of_news_articles.html",
    files=files("subset: 14,547 of 120,000", {"train": 13819, "dev": 728}),
    read=read,
    minimum_frequency=5,
    expected={"train": 114000, "dev": 6000, "test": 7600},
)
