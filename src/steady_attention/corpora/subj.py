"""Subj: 5,000 objective and 5,000 subjective sentences on films (Pang and Lee 2004).

A line is a sentence, in latin-1. The information-bottleneck paper has 8,000/1,000/1,000: here of each file,
in its order, 4,000, 500 and 500 lines. Jain and Wallace do not have this data set: every word of the
training split is kept, as of their SST. The sha256 of the files is not known to us: what a mirror holds is
accepted. NLTK's corpora have both files in a zip, whose MD5 NLTK's index records.
"""

from pathlib import Path

from steady_attention.corpora import Corpus, Examples
from steady_attention.corpora.raw.raw_file import NLTK, Copy, RawFile
from steady_attention.corpora.reading import splitting

CLASSES = ("objective", "subjective")
FILES = ("plot.tok.gt9.5000", "quote.tok.gt9.5000")  # in the order of the classes
EACH = {"train": 4000, "dev": 500, "test": 500}  # lines of each file
PUBLISHED = "http://www.cs.cornell.edu/people/pabo/movie-review-data/rotten_imdb.tar.gz"
ZIP_MD5 = "a81a44513903ba6bb86f85aeff149561"


def read(folder: Path) -> dict[str, Examples]:
    """The splits, objective sentences first; ids are "<class>-<line>". Raises what `in_order` does."""
    return splitting.in_order(folder, dict(zip(CLASSES, FILES, strict=True)), EACH)


CORPUS = Corpus(
    name="subj",
    classes=CLASSES,
    licence="not stated by the publisher; from IMDb and Rotten Tomatoes, for research",
    address="https://www.cs.cornell.edu/people/pabo/movie-review-data/",
    files=tuple(
        RawFile(
            name,
            None,
            (
                Copy(f"mirror:subj/{name}.gz", note="gzip of the published file"),
                Copy(
                    f"{NLTK}/subjectivity.zip",
                    member=f"subjectivity/{name}",
                    note="the published file in NLTK's corpora",
                    md5=ZIP_MD5,
                ),
            ),
            by_hand=f"Fetch {PUBLISHED} and gzip its {name}.",
        )
        for name in FILES
    ),
    read=read,
    minimum_frequency=1,
    expected={split: 2 * count for split, count in EACH.items()},
)
