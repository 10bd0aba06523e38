"""Yelp review polarity: 560,000 + 38,000 reviews (Zhang et al. 2015), 1 or 2 stars against 3 or 4.

The information-bottleneck paper has 500,000/60,000/38,000: here the 60,000 are drawn with random_state
16377, Jain and Wallace's for AG News, the other data set of that form. They do not have this one: a word is
kept that stands in 10 training texts, as of their IMDB. The sha256 of the files is not known to us, that of
fast.ai's archive is (as in FastAI.jl and TensorFlow Datasets), and the MD5 of Zhang's own (torchtext).
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example
from steady_attention.corpora.raw import repack
from steady_attention.corpora.raw.raw_file import Copy, RawFile, google_drive
from steady_attention.corpora.reading import lines, splitting
from steady_attention.corpora.reading.lines import Line
from steady_attention.corpora.reading.splitting import Lined

PUBLISHED = "https://s3.amazonaws.com/fast-ai-nlp/yelp_review_polarity_csv.tgz"
PUBLISHED_SHA256 = "528f22e286cad085948acbc3bea7e58188416546b0e364d0ae4ca0ce666abe35"
ZHANG = google_drive("0Bz8a_Dbh9QhbNUpYQ2N3SGlFaDg")
ZHANG_MD5 = "620c8ae4bd5a150b730f1ba9a7c6a4d3"
MEMBER = "yelp_review_polarity_csv/{split}.csv"
FORM = '"1 or 2","review"'
DEV, SEED = 60000, 16377


def read(folder: Path) -> dict[str, Iterable[Example]]:
    r"""The splits; an escaped line break (`\n`) becomes a blank; ids are "train-<row>" and "test-<row>".

    Raises what `lines.csv_rows` raises, and UserError for a label that is not 1 or 2.
    """
    train, test = (Lined(folder / f"{split}.csv", partial(_review, split)) for split in ("train", "test"))
    train, dev = splitting.hold_out_lines(train, DEV, SEED)
    return {"train": train, "dev": dev, "test": test}


def _review(split: str, line: Line) -> Example:
    code, text = lines.csv_row(line.where, line.text, 2, FORM)
    label = lines.label(code, ("1", "2"), line.where)
    return Example(f"{split}-{line.number}", text.replace("\\n", " "), label)


CORPUS = Corpus(
    name="yelp",
    classes=("negative", "positive"),
    licence="the terms of the Yelp Dataset Challenge, for academic use",
    address="https://www.yelp.com/dataset",
    files=tuple(
        RawFile(
            f"{split}.csv",
            None,
            (
                Copy(f"mirror:yelp/polarity/{split}.csv.gz", note="gzip of the published file"),
                Copy(PUBLISHED, PUBLISHED_SHA256, MEMBER.format(split=split), "fast.ai's archive"),
                Copy(
                    ZHANG,
                    note="Zhang's archive",
                    repack=repack.member(MEMBER.format(split=split)),
                    md5=ZHANG_MD5,
                ),
            ),
        )
        for split in ("train", "test")
    ),
    read=read,
    minimum_frequency=10,
    expected={"train": 500000, "dev": DEV, "test": 38000},
)
