"""A corpus of six texts, to be preprocessed by hand."""

from steady_attention.corpora import Corpus, Example

TRAIN = [
    Example("a1", "A good  film!", 1, rationale=((2, 6),)),
    Example("a2", "A bad film in 1999", 0, rationale=((2, 5), (14, 16))),
    Example("a3", "film", 1),
]
DEV = [Example("b1", "Good good <pad>", 1)]
TEST = [Example("c1", "bad", 0), Example("c2", "unseen film", 1)]


def corpus(train=TRAIN, dev=DEV, test=TEST, **changes) -> Corpus:
    splits = {"train": train, "dev": dev, "test": test}
    known = dict(
        name="tiny",
        classes=("negative", "positive"),
        licence="none",
        address="here",
        files=(),
        read=lambda folder: splits,
        minimum_frequency=1,
        expected={split: len(examples) for split, examples in splits.items()},
    )
    return Corpus(**known | changes)
