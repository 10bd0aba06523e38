"""The embedded question task, after bAbI's first two: where is a person, or an object that persons carry?

The answer is one of the places that the story names. Made for this project and free to use under its licence.
"""

from dataclasses import dataclass, field
from random import Random

from steady_attention.corpora import Example, Span
from steady_attention.corpora.synthetic.corpus import corpus, drawn
from steady_attention.corpora.synthetic.text import by_rank, chance, pick, pick_ranked, shuffled

PLACES = ("kitchen", "garden", "office", "bedroom", "hallway", "cellar", "attic")
PERSONS = "mary john sandra daniel emily julie fred bill".split()
OBJECTS = "apple football milk lantern key basket".split()
MOVES = ("moved travelled strolled wandered", "hurried rushed dashed scurried")
TAKES = ("grabbed fetched seized snatched",)
DROPS = ("dropped discarded abandoned relinquished",)
GROUPS = {"moving": MOVES, "taking": TAKES, "dropping": DROPS}
GROUPS |= {"room": PLACES, "first name": tuple(PERSONS), "object": tuple(OBJECTS)}


VERBS = {"move": by_rank(MOVES), "take": by_rank(TAKES), "drop": by_rank(DROPS)}
ASIDES = (
    "{person} is not in the {place}",
    "{person} thought of the {place}",
    "{person} talked to {friend}",
)


@dataclass(frozen=True)
class Whereabouts:
    """The place where a person or an object is, and the numbers of the sentences that tell it."""

    place: str
    told: tuple[int, ...]


@dataclass
class Story:
    """Sentences, written one by one, and where everything is after the last of them."""

    rng: Random
    persons: list[str]
    sentences: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)  # that the sentences name, each once
    known: dict[str, Whereabouts] = field(default_factory=dict)  # person, or object left behind -> where
    carried: dict[str, tuple[str, int]] = field(
        default_factory=dict
    )  # object -> carrier, number of the taking

    def where(self, name: str) -> Whereabouts:
        """Where a person or an object is that the story has placed; a carried object is with its carrier."""
        if name not in self.carried:
            return self.known[name]
        carrier, taken = self.carried[name]
        at = self.known[carrier]
        return Whereabouts(at.place, tuple(sorted((*at.told, taken))))

    def go_on(self, aside: float) -> None:
        """One more sentence; of no consequence in `aside` of the cases."""
        person = pick(self.rng, self.persons)
        holds = [name for name, (carrier, _) in self.carried.items() if carrier == person]
        if chance(self.rng, aside):
            self._aside(person)
        elif person not in self.known or chance(self.rng, 0.6):
            self._move(person)
        elif holds and chance(self.rng, 0.4):
            self._drop(person, holds[0])
        elif free := [name for name in OBJECTS if name not in self.carried and name not in self.known]:
            self._take(person, pick(self.rng, free))

    def _say(self, sentence: str) -> int:
        self.sentences.append(f"{sentence} .")
        return len(self.sentences) - 1

    def _place(self, person: str) -> str:
        """A place where the person is not."""
        here = self.known[person].place if person in self.known else None
        place = pick(self.rng, [name for name in PLACES if name != here])
        if place not in self.places:
            self.places.append(place)
        return place

    def _verb(self, kind: str) -> str:
        return pick_ranked(self.rng, VERBS[kind])

    def _aside(self, person: str) -> None:
        template = pick(self.rng, ASIDES)
        friend = pick(self.rng, [name for name in self.persons if name != person])
        place = self._place(person) if "{place}" in template else ""
        self._say(template.format(person=person, friend=friend, place=place))

    def _move(self, person: str) -> None:
        place = self._place(person)
        number = self._say(f"{person} {self._verb('move')} to the {place}")
        self.known[person] = Whereabouts(place, (number,))

    def _take(self, person: str, thing: str) -> None:
        self.carried[thing] = (person, self._say(f"{person} {self._verb('take')} the {thing}"))

    def _drop(self, person: str, thing: str) -> None:
        del self.carried[thing]
        number = self._say(f"{person} {self._verb('drop')} the {thing}")
        at = self.known[person]
        self.known[thing] = Whereabouts(at.place, (*at.told, number))

    def asked(self, objects: float) -> str | None:
        """A person or, in `objects` of the cases where there are any, an object whose place is known."""
        things = sorted({*self.carried, *self.known} - set(PERSONS))
        persons = [name for name in self.persons if name in self.known]
        if things and chance(self.rng, objects):
            return pick(self.rng, things)
        return pick(self.rng, persons) if persons else None


CLASSES = PLACES
EXPECTED = {"train": 1600, "dev": 300, "test": 300}
WORDS = (10, 35)
SENTENCES = (3, 4, 5)
ASIDE = 0.2  # of the sentences
OBJECTS_ASKED = 0.5  # of the questions, where the story has an object


def examples() -> dict[str, list[Example]]:
    """The three splits; no story occurs twice in them."""
    return drawn("synthetic_qa", EXPECTED, _example)


def _example(rng: Random, seen: set[str], split: str, number: int) -> Example:
    while True:
        story = Story(rng, shuffled(rng, PERSONS)[: 2 + chance(rng, 0.5)])
        length = pick(rng, SENTENCES)
        while len(story.sentences) < length:
            story.go_on(ASIDE)
        asked, text = story.asked(OBJECTS_ASKED), " ".join(story.sentences)
        fits = WORDS[0] <= len(text.split()) <= WORDS[1] and len(story.places) > 1
        if asked and fits and text not in seen:
            break
    seen.add(text)
    at = story.where(asked)
    return Example(
        id=f"{split}-{number:04d}",
        text=text,
        label=PLACES.index(at.place),
        second=f"where is {asked} ?" if asked in PERSONS else f"where is the {asked} ?",
        rationale=tuple(_span(story.sentences, told) for told in at.told),
        candidates=tuple(sorted(PLACES.index(place) for place in story.places)),
    )


def _span(sentences: list[str], number: int) -> Span:
    """Where a sentence stands in the text, without its full stop."""
    start = sum(len(sentence) + 1 for sentence in sentences[:number])
    return start, start + len(sentences[number]) - 2


CORPUS = corpus("synthetic_qa", CLASSES, EXPECTED, examples)
