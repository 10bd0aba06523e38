"""The embedded pool of unlabeled sentences, from a shifted distribution.

Other topics, longer sentences, more negations and distractors, opinion words that the task never uses; a
part is about the task's topics, and a part holds no opinion. No text of the sentiment task is among them.
"""

from random import Random

from steady_attention.corpora import Example, synthetic_sentiment
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.corpus import corpus
from steady_attention.corpora.synthetic.grammar import FILLERS, Grammar, Mix, opinions, review, topics
from steady_attention.corpora.synthetic.text import Clause, chance, generator, pick, plain, spell

COUNT = 3000
MIX = Mix(distractor=0.7, opposed=0.6, turned=0.3, filler=0.5, fillers=3, words=(8, 50))
FAMILIAR = 0.2  # of the sentences: about the task's topics
OPINIONLESS = 0.15


def examples() -> list[Example]:
    """The pool; no text occurs twice in it, and none in the labeled splits."""
    rng = generator("synthetic_pool")
    seen = {example.text for split in synthetic_sentiment.examples().values() for example in split}
    found: list[Example] = []
    while len(found) < COUNT:
        text, _ = spell(_sentence(rng))
        if text not in seen:
            seen.add(text)
            found.append(Example(id=f"pool-{len(found):04d}", text=text, label=None))
    return found


def _sentence(rng: Random) -> Clause:
    declared = lexicon.TASK_TOPICS if chance(rng, FAMILIAR) else lexicon.POOL_TOPICS
    topic = pick(rng, list(topics(declared).values()))
    good = opinions(lexicon.GOOD, lexicon.POOL_GOOD)
    bad = opinions(lexicon.BAD, lexicon.POOL_BAD)
    grammar = Grammar(rng, topic, good, bad)
    if not chance(rng, OPINIONLESS):
        return review(grammar, chance(rng, 0.5), MIX)
    first, second = (grammar.neutral(pick(rng, FILLERS)) for _ in range(2))
    return first + plain(pick(rng, (", and", ".", "; then"))) + second + plain(".")


CORPUS = corpus("synthetic_pool", (), {"pool": COUNT}, lambda: {"pool": examples()})
