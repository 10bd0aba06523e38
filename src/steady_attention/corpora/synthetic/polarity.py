"""Word sentiment of the synthetic reviews: of the word itself, whatever a negation around it says.

It is to them what the labels of single words are to the Stanford Sentiment Treebank.
"""

import re

from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.grammar import opinions

POLARITY = {
    word: polarity
    for polarity, declared in ((1, lexicon.GOOD), (-1, lexicon.BAD))
    for words in opinions(declared).values()
    for word in words
}


def polarity(text: str) -> tuple[tuple[int, int, int], ...]:
    """The spans (start, end, +1 good or -1 bad) of the opinion words in a text; other words have none."""
    return tuple(
        (match.start(), match.end(), POLARITY[match.group()])
        for match in re.finditer(r"\S+", text)
        if match.group() in POLARITY
    )
