"""The sentences of IMDB's training reviews (Maas et al. 2011), as a pool of unlabeled film reviews.

The control of the domain for semi-supervised runs on SST: the one pool that is of film reviews, as SST is.
A review is parted behind `.`, `!` and `?` where white space and then a capital, a digit or an opening mark
follow. A sentence that is repeated is in the pool once.
"""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example, Examples, imdb
from steady_attention.corpora.reading import lines

SENTENCE = re.compile(r"""\S.*?(?:[.!?]["')\]]*(?=\s+["'(\[]*[A-Z0-9])|$)""", re.DOTALL)


def read(folder: Path) -> dict[str, Examples]:
    """The pool: every distinct sentence; ids are "<review>-<sentence>". Raises UserError as imdb's reader."""
    return {"pool": Examples(partial(_sentences, folder))}


def sentences(review: str) -> list[str]:
    """A review's sentences, in their order."""
    return [sentence.strip() for sentence in SENTENCE.findall(review)]


def _sentences(folder: Path) -> Iterator[Example]:
    seen: set[str] = set()
    for line in lines.full(folder / "train.tsv"):
        review = imdb.review("train", line)
        for number, sentence in enumerate(sentences(review.text)):
            if sentence not in seen:
                seen.add(sentence)
                yield Example(f"{review.id}-{number}", sentence, None)


CORPUS = Corpus(
    name="imdb_sentences",
    classes=(),
    licence=imdb.CORPUS.licence,
    address=imdb.CORPUS.address,
    files=imdb.CORPUS.files[:1],
    read=read,
    minimum_frequency=1,
    expected={"pool": 296902},
)
