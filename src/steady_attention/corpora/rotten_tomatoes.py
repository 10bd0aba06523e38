"""Rotten Tomatoes: the movie review snippets of Pang and Lee (2005), 5,331 negative and 5,331 positive.

A line is a text in latin-1; byte 0x85 stands inside lines. Split as SEAT has it (table 5: 4,265 and 533 of
each class in train and test) and as is common: of each file, in its order, 4,265, 533 and 533 lines.
Jain and Wallace do not have this data set: every word of the training split is kept, as of their SST.
"""

from pathlib import Path

from steady_attention.corpora import Corpus, Examples
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading import splitting

CLASSES = ("negative", "positive")
EACH = {"train": 4265, "dev": 533, "test": 533}  # lines of each file
CONTENT_SHA256 = {
    "neg": "4ace77d558c3714723843f1d65b60c01e3417b208180f0728808d76ad0eeeaca",
    "pos": "2da124ec187a9d5a29c9f04e91c540e02baed5af8868f550a26bd6fd4dbf8bf0",
}
PUBLISHED = "https://storage.googleapis.com/seldon-datasets/sentence_polarity_v1/rt-polaritydata.tar.gz"
PUBLISHED_SHA256 = "a05befe52aafda71d458d188a1c54506a998b1308613ba76bbda2e5029409ce9"
REPOSITORY = (
    "https://raw.githubusercontent.com/harvardnlp/sent-conv-torch/d61ded09c99c0199d8c5bca946cd65864de2b296"
)


def read(folder: Path) -> dict[str, Examples]:
    """The splits, negative texts first; ids are "neg-<line>" and "pos-<line>".

    Raises what `splitting.in_order` does.
    """
    return splitting.in_order(folder, {name: f"rt-polarity.{name}" for name in CONTENT_SHA256}, EACH)


CORPUS = Corpus(
    name="rotten_tomatoes",
    classes=CLASSES,
    licence="not stated by the publisher; snippets from Rotten Tomatoes reviews, for research",
    address="https://www.cs.cornell.edu/people/pabo/movie-review-data/",
    files=tuple(
        RawFile(
            f"rt-polarity.{name}",
            sha256,
            (
                Copy(f"mirror:mr/rt-polarity.{name}.gz", note="gzip of the published file"),
                Copy(
                    PUBLISHED,
                    PUBLISHED_SHA256,
                    f"rt-polaritydata/rt-polarity.{name}",
                    "the publisher's archive",
                ),
                Copy(f"{REPOSITORY}/data/raw/rt-polarity.{name}", sha256, note="a repository's copy"),
            ),
        )
        for name, sha256 in CONTENT_SHA256.items()
    ),
    read=read,
    minimum_frequency=1,
    expected={split: 2 * count for split, count in EACH.items()},
)
