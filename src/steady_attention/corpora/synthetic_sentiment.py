"""The embedded sentiment task: reviews of films, books and music, two classes, planted deciding words.

Made for this project and free to use under its licence. Train has label noise; dev and test have none.
"""

from random import Random

from steady_attention.corpora import Example
from steady_attention.corpora.synthetic import corpus as synthetic_corpus
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.grammar import Grammar, Mix, opinions, polarity, review, topics
from steady_attention.corpora.synthetic.text import chance, generator, pick, spell

CLASSES = ("negative", "positive")
EXPECTED = {"train": 1600, "dev": 400, "test": 600}
NOISE = 0.05  # of the train labels, turned round
MIX = Mix(distractor=0.5, opposed=0.6, turned=0.1, filler=0.3, fillers=2, words=(5, 35))


def examples() -> dict[str, list[Example]]:
    """The three splits; no text occurs twice in them."""
    rng, seen = generator("synthetic_sentiment"), set()
    return {split: [_example(rng, seen, split, n) for n in range(count)] for split, count in EXPECTED.items()}


def _example(rng: Random, seen: set[str], split: str, number: int) -> Example:
    label = int(chance(rng, 0.5))
    topic = pick(rng, list(topics(lexicon.TASK_TOPICS).values()))
    grammar = Grammar(rng, topic, opinions(lexicon.GOOD), opinions(lexicon.BAD))
    text, spans = spell(review(grammar, MIX, bool(label)))
    while text in seen:
        text, spans = spell(review(grammar, MIX, bool(label)))
    seen.add(text)
    if split == "train" and chance(rng, NOISE):
        label = 1 - label
    return Example(
        id=f"{split}-{number:04d}", text=text, label=label, rationale=spans, polarity=polarity(text)
    )


CORPUS = synthetic_corpus.corpus("synthetic_sentiment", CLASSES, EXPECTED, examples)
