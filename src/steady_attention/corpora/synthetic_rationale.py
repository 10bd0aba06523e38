"""The embedded rationale task: long reviews, two classes, in which a short passage decides.

One or two passages of one or two sentences say what the work is like. Around them stand plain sentences and
opinions, mostly of the other polarity, of surroundings or of other people. The rationale is whole passages,
as in ERASER's movie reviews. Made for this project and free to use under its licence.
"""

from functools import partial

from steady_attention.corpora import Example
from steady_attention.corpora.synthetic.corpus import corpus, drawn
from steady_attention.corpora.synthetic.grammar import FILLERS, Grammar, labeled
from steady_attention.corpora.synthetic.text import Clause, chance, pick, plain, shuffled, spell

CLASSES = ("negative", "positive")
EXPECTED = {"train": 600, "dev": 100, "test": 150}
NOISE = 0.05  # of the train labels, turned round
WORDS = (30, 70)
PLAIN = (2, 3, 4)  # plain sentences
OPPOSED = 0.6  # of the opinions beside the point: of the other polarity
TURNED = 0.1  # of the opinions: said by a negation
PASSAGES = ((2,), (2,), (1, 1), (3,))  # sentences of each deciding passage
OTHERS = (1, 1, 2, 2)  # opinions beside the point


def review(grammar: Grammar, good: bool) -> Clause:
    """A review of the given polarity; the pieces that decide are passages, without their last full stop."""
    rng = grammar.rng
    parts = [grammar.neutral(template) for template in shuffled(rng, FILLERS)[: pick(rng, PLAIN)]]
    parts += [_beside(grammar, good) for _ in range(pick(rng, OTHERS))]
    for sentences in pick(rng, PASSAGES):
        said = [grammar.opinion(grammar.inside(), good, TURNED, decides=False) for _ in range(sentences)]
        parts.append([(" . ".join(spell(clause)[0] for clause in said), True)])
    return [piece for part in shuffled(rng, parts) for piece in part + plain(".")]


def _beside(grammar: Grammar, good: bool) -> Clause:
    """An opinion about something outside the work, or of another person."""
    rng = grammar.rng
    said = good != chance(rng, OPPOSED)
    if chance(rng, 0.5):
        return grammar.opinion(grammar.outside(), said, TURNED, decides=False)
    person = grammar.neutral("my {person} found it")
    return person + grammar.strength() + plain(grammar.word("adjective", said))


def examples() -> dict[str, list[Example]]:
    """The three splits; no text occurs twice in them."""
    written = partial(labeled, review=review, words=WORDS, noise=NOISE)
    return drawn("synthetic_rationale", EXPECTED, written)


CORPUS = corpus("synthetic_rationale", CLASSES, EXPECTED, examples)
