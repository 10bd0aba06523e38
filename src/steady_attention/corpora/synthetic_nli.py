"""The embedded inference task: premise and hypothesis, three classes, both texts needed.

Both say of a thing how much it is at least or at most: "at least hot" entails "at least warm", "at most hot"
leaves it open, "at most cold" contradicts it. Every claim stands beside three premises, one of each label,
so that it tells nothing alone; half of the hypotheses end in an adverbial that goes with the label, as the
habits of annotators do in SNLI, whose hypotheses alone tell two labels in three (Gururangan et al. 2018). A
model that sees the premise through its attention alone (Kitada & Iyatomi 2022, Eq. 23) lives on that. Made
for this project and free to use under its licence.
"""

from dataclasses import dataclass, replace
from random import Random

from steady_attention.corpora import Example
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.corpus import corpus
from steady_attention.corpora.synthetic.text import (
    Clause,
    chance,
    filled,
    generator,
    pick,
    pick_ranked,
    plain,
    shuffled,
    spell,
    unlike,
)

SCALES = {
    "heat": (
        "frozen icy frosty gelid",
        "cold chilly nippy wintry",
        "warm tepid lukewarm balmy",
        "hot scalding boiling scorching",
    ),
    "size": (
        "tiny minuscule minute wee",
        "little compact petite undersized",
        "big sizable hefty bulky",
        "huge enormous gigantic colossal",
    ),
    "price": (
        "worthless valueless gratis unsaleable",
        "cheap inexpensive affordable reasonable",
        "costly pricey expensive dear",
        "priceless exorbitant extortionate unaffordable",
    ),
}
THINGS = {
    "heat": "stew bath stove kettle",
    "size": "barn boat tower statue",
    "price": "lamp carpet ring violin",
}
LEAST = ("at least", "no less than", "not under", "not below")
MOST = ("at most", "no more than", "not over", "not above")
OWNERS = "farmer nurse student painter dancer tailor sailor baker".split()
GROUPS = {f"scale {name}": levels for name, levels in SCALES.items()}
GROUPS |= {f"thing {name}": tuple(words.split()) for name, words in THINGS.items()}
GROUPS["owner"] = tuple(OWNERS)


CLASSES = ("entailment", "neutral", "contradiction")
EXPECTED = {"train": 999, "dev": 150, "test": 210}
NOISE = 0.05  # of the train labels, another class
MIRRORED = 0.2  # of the hypotheses: at most
OTHER = 0.5  # of the premises: with a second thing on another scale
NEUTRAL = {name: tuple(words.split()) for name, words in lexicon.NEUTRAL.items()}
TELLING = 0.5  # of the hypotheses
TELLS = (("near a {place}",), ("in {month}", "on this {day}"), ("in {country}", "this {season}"))
ADVERBIALS = ("in {country}", "in {month}", "on this {day}", "this {season}", "near a {place}")


@dataclass(frozen=True)
class Fact:
    """That a thing is at least or at most on a level of its scale, from 0."""

    scale: str
    thing: str
    least: bool
    level: int

    def clause(self, rng: Random) -> Clause:
        """The fact in words; bound and level decide."""
        bound = pick_ranked(rng, LEAST if self.least else MOST)
        return plain(f"the {self.thing} is") + [
            (bound, True),
            (pick_ranked(rng, SCALES[self.scale][self.level].split()), True),
        ]

    def judged(self, claim: "Fact") -> str:
        """The class of a claim about the same thing, this being true; "neutral" where both may be."""
        if self.least == claim.least:
            enough = self.level >= claim.level if claim.least else self.level <= claim.level
            return "entailment" if enough else "neutral"
        against = self.level < claim.level if claim.least else self.level > claim.level
        return "contradiction" if against else "neutral"


def claimed(rng: Random) -> Fact:
    """A claim that some fact contradicts: never at least the lowest level or at most the highest."""
    scale = pick(rng, list(SCALES))
    least = not chance(rng, MIRRORED)
    level = pick(rng, range(len(SCALES[scale]) - 1)) + (1 if least else 0)
    return Fact(scale, pick(rng, THINGS[scale].split()), least, level)


def premise(rng: Random, claim: Fact, label: str) -> str:
    """A text with one fact that gives the claim its label, and at times with one beside the point."""
    facts = [replace(claim, least=b, level=n) for b in (True, False) for n in range(len(SCALES[claim.scale]))]
    told = pick(rng, [one for one in facts if one.judged(claim) == label])
    clause = plain(f"the {pick(rng, OWNERS)} knows that") + told.clause(rng)
    clause += _adverbial(rng, ADVERBIALS if chance(rng, 0.4) else ("",))
    if chance(rng, OTHER):
        scale = pick(rng, [name for name in SCALES if name != claim.scale])
        level = pick(rng, range(len(SCALES[scale])))
        other = Fact(scale, pick(rng, THINGS[scale].split()), chance(rng, 0.5), level)
        clause = clause + plain("and that") + other.clause(rng)
    return spell(clause + plain("."))[0]


def _adverbial(rng: Random, templates: tuple[str, ...]) -> Clause:
    return filled(pick(rng, templates), lambda blank: pick(rng, NEUTRAL[blank]), decides=lambda blank: False)


def examples() -> dict[str, list[Example]]:
    """The three splits; no pair occurs twice in them."""
    rng, seen = generator("synthetic_nli"), set()
    return {split: _split(rng, seen, split, count) for split, count in EXPECTED.items()}


def _split(rng: Random, seen: set[tuple[str, str]], split: str, count: int) -> list[Example]:
    """Three examples a claim, one of each label, in random order."""
    found = []
    while len(found) < count:
        claim = claimed(rng)
        clause = claim.clause(rng)
        for label, name in enumerate(CLASSES):
            tell = _adverbial(rng, TELLS[label] if chance(rng, TELLING) else ADVERBIALS)
            text, spans = spell(clause + tell + plain("."))
            second = premise(rng, claim, name)
            while (text, second) in seen:
                second = premise(rng, claim, name)
            seen.add((text, second))
            found.append(Example("", text, label, second, rationale=spans))
    mixed = [replace(e, id=f"{split}-{n:04d}") for n, e in enumerate(shuffled(rng, found))]
    return [_noisy(rng, example) for example in mixed] if split == "train" else mixed


def _noisy(rng: Random, example: Example) -> Example:
    label = example.label
    return replace(example, label=unlike(rng, label, len(CLASSES)) if chance(rng, NOISE) else label)


CORPUS = corpus("synthetic_nli", CLASSES, EXPECTED, examples)
