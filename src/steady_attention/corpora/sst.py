"""SST-2: the Stanford Sentiment Treebank (Socher et al. 2013), its whole sentences, neutral ones left out.

The label of a tree's root, from 0 (very negative) to 4 (very positive), is the sentence's: 0 and 1 are
negative, 3 and 4 positive. The labels of its words give the polarity of words (see reading/sst_trees.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading import sst_trees

PUBLISHED = "https://nlp.stanford.edu/sentiment/trainDevTestTrees_PTB.zip"
PUBLISHED_SHA256 = "5c613a4f673fc74097d523a2c83f38e0cc462984d847b82c7aaf36b01cbbbfcc"
REPOSITORY = (
    "https://raw.githubusercontent.com/successar/AttentionExplanation/"
    "425a89a49a8b3bffc3f5e8338287e2ecd0cf1fa2/preprocess/SST"
)
CONTENT_SHA256 = {
    "train": "e2f3f41b0b1e6d4dddc0effe3bfc2d27ed8928079aa9a03d652311614fc5feb7",
    "dev": "0e9336aed6e4730e19f58d00a77b3f0297efdb755f7b5e598c98a05e3f97ea40",
    "test": "6e54806dee95cf80cd918e7dfb3f6770f6df24bf826f289a4d1f709e1c8f6761",
}
SPLITS = tuple(CONTENT_SHA256)
FILES = tuple(
    RawFile(
        f"{split}.txt",
        CONTENT_SHA256[split],
        (
            Copy(f"mirror:sst/trees/{split}.txt.gz", note="gzip of the published file"),
            Copy(PUBLISHED, PUBLISHED_SHA256, f"trees/{split}.txt", note="the publisher's zip"),
            Copy(f"{REPOSITORY}/{split}.txt", CONTENT_SHA256[split], note="Jain and Wallace's repository"),
        ),
    )
    for split in SPLITS
)


def read_trees(folder: Path) -> dict[str, Examples]:
    """Every split's sentences with their root labels 0..4; ids are "<split>-<line>".

    Raises UserError, with file and line, for a missing file, text that is not UTF-8, or a malformed tree.
    """
    return {split: Examples(partial(sst_trees.read, folder / f"{split}.txt", split)) for split in SPLITS}


def read(folder: Path) -> dict[str, Examples]:
    """`read_trees` with two classes, 0 negative and 1 positive, and without the neutral sentences."""
    return {split: Examples(partial(_polar, examples)) for split, examples in read_trees(folder).items()}


def _polar(examples: Iterable[Example]) -> Iterator[Example]:
    middle = sst_trees.NEUTRAL
    return (replace(e, label=int(e.label > middle)) for e in examples if e.label != middle)


CORPUS = Corpus(
    name="sst",
    classes=("negative", "positive"),
    licence="not stated by the publisher; sentences from Rotten Tomatoes reviews, for research",
    address="https://nlp.stanford.edu/sentiment/",
    files=FILES,
    read=read,
    minimum_frequency=1,
    expected={"train": 6920, "dev": 872, "test": 1821},
    normalise="words",
    lengths=(5, None),
)
