"""Synthetic reviews: a main clause that decides the label, among clauses that do not.

The other clauses are opinions about something else, mostly of the other polarity ("although the trailer was
awful"), opinions of other people, and plain statements, some of which hold a negation of their own.
"""

from dataclasses import dataclass

from steady_attention.corpora.synthetic.grammar import ASIDES, FILLERS, OPENERS, Grammar
from steady_attention.corpora.synthetic.text import Clause, chance, pick, pick_weighted, plain


@dataclass(frozen=True)
class Mix:
    """How often a review has what; probabilities from 0 to 1."""

    distractor: float  # an opinion that does not decide
    opposed: float  # of these: of the other polarity
    turned: float  # opinions said by a negation
    filler: float  # a plain statement; drawn `fillers` times
    fillers: int
    words: tuple[int, int]  # shortest and longest text, in words


def review(grammar: Grammar, mix: Mix, good: bool) -> Clause:
    """A review of the given polarity, within `mix.words`."""
    while True:
        clause = _attempt(grammar, mix, good)
        length = sum(len(words.split()) for words, _ in clause)
        if mix.words[0] <= length <= mix.words[1]:
            return clause


def _attempt(grammar: Grammar, mix: Mix, good: bool) -> Clause:
    rng = grammar.rng
    subject = grammar.inside()
    if chance(rng, 0.15):
        subject += plain(",") + grammar.neutral(pick(rng, ASIDES)) + plain(",")
    clause = grammar.opinion(subject, good, mix.turned, decides=True)
    if chance(rng, mix.distractor):
        clause = _with_distractor(grammar, mix, clause, good)
    if chance(rng, 0.15):
        clause = grammar.neutral(pick(rng, OPENERS)) + plain(",") + clause
    for _ in range(mix.fillers):
        if chance(rng, mix.filler):
            filler = grammar.neutral(pick(rng, FILLERS))
            clause = filler + plain(".") + clause if chance(rng, 0.5) else clause + plain(".") + filler
    return clause + plain(".")


def _with_distractor(grammar: Grammar, mix: Mix, main: Clause, good: bool) -> Clause:
    """`main` beside an opinion about something outside the work, or about the work but given up."""
    rng = grammar.rng
    polarity = good != chance(rng, mix.opposed)
    kind = pick_weighted(rng, {"front": 3, "back": 3, "but": 3, "despite": 1, "other": 2})
    if kind == "despite":
        word = grammar.word("adjective", polarity)
        noun = pick(rng, grammar.topic.outside)
        return plain(f"despite the {word} {noun} ,") + main
    if kind == "other":
        word = grammar.word("adjective", polarity)
        person = grammar.neutral("my {person} found it")
        return person + grammar.strength() + plain(f"{word} , but") + main
    subject = grammar.outside() if kind == "back" or chance(rng, 0.6) else grammar.inside()
    other = grammar.opinion(subject, polarity, mix.turned / 2, decides=False)
    if kind == "front":
        return plain(pick(rng, ("although", "while", "even if", "though"))) + other + plain(",") + main
    if kind == "back":
        return main + plain(pick(rng, (", although", ", even if", ", though", ", whereas"))) + other
    return other + plain(pick(rng, (", but", "; still ,", ", yet"))) + main
