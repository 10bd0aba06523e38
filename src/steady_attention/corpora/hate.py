"""Hate: the tweets of TweetEval's task on hate speech against immigrants and women (SemEval-2019 task 5).

SEAT's table 5 prints its classes in reversed order: of 9,000 training tweets 3,783 are hate.
Jain and Wallace do not have this data set: every word of the training split is kept, as of their SST.
"""

from pathlib import Path

from steady_attention.corpora import Corpus, Examples
from steady_attention.corpora.reading import tweeteval

CLASSES = ("non-hate", "hate")
REVISION = "8df207ad6fcdab017000ad5196f797cd21f9a30f"
CONTENT_SHA256 = {
    "train_text": "6572bb3a42143128a5dfa99af8debeb0668e637c34b2d1e3140dac47316fe2c2",
    "train_labels": "4e8fde025a453a25c94632794254131dedeac4e57228ad64157c41571cc88f71",
    "val_text": "1ff78b1ed4c5ce43284b9eba32eb7d60c6d45d0d1b3b4d6df456ae01640764f1",
    "val_labels": "5092badf1a0e70036ea6264bcd0b78afc07d0f4a512fa6af34c2c4973600656b",
    "test_text": "bc4762876a8dd8baa55c3cd7b03108e3231a5d691e80b8b1ef97c5be31b9da9a",
    "test_labels": "c14adca6b3627616a835c5ccea8a1cceb0235cd79417257f093eb0e16a69c62f",
}


def read(folder: Path) -> dict[str, Examples]:
    """The tweets, 1 being hate. Raises what `tweeteval.read` raises."""
    return tweeteval.read(folder, CLASSES)


CORPUS = Corpus(
    name="hate",
    classes=CLASSES,
    licence=tweeteval.LICENCE,
    address=tweeteval.ADDRESS,
    files=tweeteval.files("hate", REVISION, CONTENT_SHA256),
    read=read,
    minimum_frequency=1,
    expected={"train": 9000, "dev": 1000, "test": 2970},
)
