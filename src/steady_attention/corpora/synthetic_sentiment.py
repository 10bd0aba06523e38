"""The embedded sentiment task: reviews of films, books and music, two classes, planted deciding words.

Made for this project and free to use under its licence. Train has label noise; dev and test have none.
"""

from functools import partial

from steady_attention.corpora import Example
from steady_attention.corpora.synthetic.corpus import corpus, drawn
from steady_attention.corpora.synthetic.grammar import Mix, labeled, review

CLASSES = ("negative", "positive")
EXPECTED = {"train": 1200, "dev": 200, "test": 300}
NOISE = 0.05  # of the train labels, turned round
MIX = Mix(distractor=0.5, opposed=0.6, turned=0.1, filler=0.3, fillers=2, words=(5, 35))


def examples() -> dict[str, list[Example]]:
    """The three splits; no text occurs twice in them."""
    written = partial(labeled, review=partial(review, mix=MIX), words=MIX.words, noise=NOISE)
    return drawn("synthetic_sentiment", EXPECTED, written)


CORPUS = corpus("synthetic_sentiment", CLASSES, EXPECTED, examples)
