"""Grammar of the synthetic reviews: clauses with an opinion, turned round or not, and clauses with none.

An opinion clause says something good or bad of one subject. Turned round, it does so with a word of the
other polarity and a negation ("is not very good"). In the main clause alone, the pieces that carry the
opinion are marked as deciding.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from steady_attention.corpora import Example
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.text import (
    Clause,
    article,
    by_rank,
    chance,
    fresh,
    pick,
    pick_ranked,
    pick_weighted,
    plain,
)

NEUTRAL = {name: words.split() for name, words in lexicon.NEUTRAL.items()}
FILLERS = (
    "i saw the {thing} in {month} with my {person}",
    "my {person} lent it to me on a {day} in {month}",
    "the {work} comes from a {size} {place} in {country}",
    "it lasts about {number} hours",
    "the {part} took {number} months to finish",
    "there are {number} more from the same {work}",
    "the {outside} shows a {colour} {place}",
    "this is not the first {thing} of the {work}",
    "it never left {country} until last {season}",
    "the {work} had hardly left the {place} before {month}",
    "we got it from my {person} in {country}",
    "they began work on the {part} in {season}",
)
ASIDES = (
    "which was made in {country}",
    "made by a {work} from {country}",
    "like the {number} before it",
    "which my {person} mentioned on {day}",
    "as everyone in the {place} knows",
)
OPENERS = (
    "in the end",
    "on the whole",
    "to be fair",
    "as i said",
    "after {number} {day} evenings",
    "last {season}",
)
VERBS = ("is", "is", "is", "was", "was", "seems", "feels", "looks", "turned out", "remains")


@dataclass(frozen=True)
class Topic:
    """What a review is about; every field is a tuple of words."""

    thing: tuple[str, ...]
    part: tuple[str, ...]
    outside: tuple[str, ...]
    made: tuple[str, ...]


def topics(declared: dict[str, dict[str, str]]) -> dict[str, Topic]:
    """The topics of a declaration such as `lexicon.TASK_TOPICS`."""
    return {name: Topic(**{key: tuple(v.split()) for key, v in t.items()}) for name, t in declared.items()}


def opinions(*declared: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Opinion words by class, the common ones first, of one or more declarations joined."""
    classes = declared[0].keys()
    return {name: by_rank([g for groups in declared for g in groups.get(name, ())]) for name in classes}


@dataclass(frozen=True)
class Grammar:
    """Draws clauses about one topic; `good` and `bad` are opinion words by class, the common ones first."""

    rng: Random
    topic: Topic
    good: dict[str, tuple[str, ...]]
    bad: dict[str, tuple[str, ...]]

    def neutral(self, template: str) -> Clause:
        """A template with its blanks filled; it decides nothing."""
        words = {"thing": self.topic.thing, "part": self.topic.part, "outside": self.topic.outside}
        filled = {name: pick(self.rng, choices) for name, choices in (words | NEUTRAL).items()}
        return plain(template.format(**filled))

    def inside(self) -> Clause:
        """A subject that is the reviewed work or a part of it."""
        return self.neutral(
            pick(
                self.rng,
                ("the {thing}", "this {thing}", "the {part}", "its {part}", "the {part} of this {thing}"),
            )
        )

    def outside(self) -> Clause:
        """A subject that belongs to the work's surroundings."""
        return self.neutral(
            pick(self.rng, ("the {outside}", "its {outside}", "the {outside} of the {thing}"))
        )

    def word(self, kind: str, good: bool) -> str:
        """An opinion word of the class `kind`."""
        return pick_ranked(self.rng, (self.good if good else self.bad)[kind])

    def strength(self) -> Clause:
        """An intensifier, or nothing."""
        return plain(pick(self.rng, lexicon.INTENSIFIERS)) if chance(self.rng, 0.4) else []

    def opinion(self, subject: Clause, good: bool, turned: float, decides: bool) -> Clause:
        """A clause that says something good or bad of `subject`, by a negation in `turned` of the cases."""
        flip = chance(self.rng, turned)
        kind = pick_weighted(
            self.rng, {"adjective": 5, "pair": 0 if flip else 1, "verb": 2, "noun": 2, "adverb": 2}
        )
        polarity = good != flip
        if kind == "verb":
            negation = [(pick_ranked(self.rng, lexicon.VERB_NEGATIONS), decides)] if flip else []
            return subject + negation + [(self.word("verb", polarity), decides)]
        negation = [(pick_ranked(self.rng, lexicon.NEGATIONS), decides)] if flip else []
        if not flip and chance(self.rng, 0.12):
            negation = plain(pick(self.rng, lexicon.AFFIRMATIONS))
        verb = plain(pick(self.rng, ("is", "was") if kind in ("noun", "adverb") else VERBS))
        return subject + verb + negation + self._complement(kind, polarity, decides)

    def _complement(self, kind: str, polarity: bool, decides: bool) -> Clause:
        word = (self.word("adjective" if kind == "pair" else kind, polarity), decides)
        if kind == "noun":
            return plain(article(word[0])) + [word]
        if kind == "adverb":
            return [word] + plain(pick(self.rng, self.topic.made))
        if kind == "pair":
            return self.strength() + [word] + plain("and") + [(self.word("adjective", polarity), decides)]
        return self.strength() + [word]


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


@dataclass(frozen=True)
class Mix:
    """How often a review has what; probabilities from 0 to 1."""

    distractor: float  # an opinion that does not decide
    opposed: float  # of these: of the other polarity
    turned: float  # opinions said by a negation
    filler: float  # a plain statement; drawn `fillers` times
    fillers: int
    words: tuple[int, int]  # shortest and longest text, in words


def review(grammar: Grammar, good: bool, mix: Mix) -> Clause:
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


def labeled(
    rng: Random,
    seen: set[str],
    split: str,
    number: int,
    review: Callable[[Grammar, bool], Clause],
    words: tuple[int, int],
    noise: float,
) -> Example:
    """A review unlike those seen; its label is drawn and, in train, turned round in `noise` of the cases."""
    label = int(chance(rng, 0.5))
    topic = pick(rng, list(topics(lexicon.TASK_TOPICS).values()))
    grammar = Grammar(rng, topic, opinions(lexicon.GOOD), opinions(lexicon.BAD))
    text, spans = fresh(seen, lambda: review(grammar, bool(label)), words)
    if split == "train" and chance(rng, noise):
        label = 1 - label
    return Example(f"{split}-{number:04d}", text, label, rationale=spans, polarity=polarity(text))
