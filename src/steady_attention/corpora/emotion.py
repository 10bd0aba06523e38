"""Emotion: the tweets of TweetEval that are labeled with anger or joy, as SEAT has it.

SEAT's table 5 prints 1,400 and 708 training texts and 558 and 358 of test: these are TweetEval's anger and
joy; its other two classes, optimism and sadness, are left out. The "average length 91" is in characters.
Jain and Wallace do not have this data set: every word of the training split is kept, as of their SST.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.reading import tweeteval

ALL_LABELS = ("anger", "joy", "optimism", "sadness")
CLASSES = ALL_LABELS[:2]
REVISION = "4fbd22cd78421f05b1ecdb4fc5725bc7a7bd8f66"
CONTENT_SHA256 = {
    "train_text": "2c62f67aeb3eac1aea0e5a9c3d0f4bc337992581f3f858061786a1fb4d79d95e",
    "train_labels": "987e767d8679e18abdf7de37a6d2bcd0a40a296ddd704e8d515cf0e3033c8d9c",
    "val_text": "e2e30c86b8cbb97944d6543aedc06eace3bb275cb2f381aba787b838b4f23ca5",
    "val_labels": "313730630160b7e0a6b4235b800c76683f4aeeb72d094eb69646630cd5cfe338",
    "test_text": "7e1070f5d3e3fcece5bc73680bff9981e90d8f7b2f1009bfe7a01d059d1c6091",
    "test_labels": "245072348c711961785be6d395997f97cf7fcda3effeae7805664171dc75f913",
}


def read(folder: Path) -> dict[str, Examples]:
    """The tweets of anger (0) and joy (1). Raises what `tweeteval.read` raises."""
    splits = tweeteval.read(folder, ALL_LABELS)
    return {split: Examples(partial(_kept, examples)) for split, examples in splits.items()}


def _kept(examples: Iterable[Example]) -> Iterator[Example]:
    return (example for example in examples if example.label < len(CLASSES))


CORPUS = Corpus(
    name="emotion",
    classes=CLASSES,
    licence=tweeteval.LICENCE,
    address=tweeteval.ADDRESS,
    files=tweeteval.files("emotion", REVISION, CONTENT_SHA256),
    read=read,
    minimum_frequency=1,
    expected={"train": 2108, "dev": 257, "test": 916},
    left_out="tweets of optimism and sadness: train 1,149, dev 117, test 505",
)
