"""The embedded topic task: news sentences of four classes among words of other classes.

The main clause tells the topic. What a bystander, a picture or a comparison brings in is of another one, and
"not the striker but the banker" is about the banker. Made for this project and free to use under its licence.
"""

from dataclasses import dataclass
from random import Random

from steady_attention.corpora import Example
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.corpus import corpus, drawn
from steady_attention.corpora.synthetic.text import (
    Clause,
    by_rank,
    chance,
    filled,
    fresh,
    pick,
    pick_ranked,
    pick_weighted,
    plain,
    unlike,
)

NEWS = {
    "world": {
        "person": (
            "minister chancellor premier viceroy",
            "diplomat envoy ambassador consul emissary",
            "soldier trooper rebel insurgent guerrilla",
            "refugee exile migrant asylee",
        ),
        "thing": (
            "treaty accord pact truce armistice",
            "election ballot referendum plebiscite",
            "parliament senate congress assembly legislature",
            "border frontier checkpoint outpost",
            "army militia battalion brigade regiment",
            "embassy consulate legation",
        ),
        "verb": ("invaded bombed besieged shelled", "ratified vetoed repealed abrogated"),
    },
    "sports": {
        "person": (
            "sprinter runner hurdler miler",
            "batsman pitcher bowler catcher shortstop",
            "champion medalist titleholder runnerup",
            "swimmer diver rower canoeist",
        ),
        "thing": (
            "trophy medal podium pennant",
            "league championship playoff semifinal",
            "marathon relay decathlon triathlon biathlon",
            "penalty foul offside handball",
            "wicket inning homer touchdown",
            "racket javelin shotput discus",
        ),
        "verb": ("scored netted dribbled headed", "defeated thrashed trounced outplayed"),
    },
    "business": {
        "person": (
            "banker broker trader financier underwriter",
            "shareholder investor stockholder speculator",
            "executive chairman tycoon industrialist magnate",
            "accountant auditor bookkeeper treasurer",
        ),
        "thing": (
            "merger takeover acquisition buyout",
            "profit revenue dividend turnover surplus",
            "loan mortgage bond debenture annuity",
            "bankruptcy insolvency liquidation receivership",
            "currency dollar euro yen",
            "factory refinery plant smelter foundry",
        ),
        "verb": ("acquired purchased outbid privatized", "refinanced borrowed insured amortized"),
    },
    "technology": {
        "person": (
            "programmer coder hacker developer",
            "scientist researcher physicist chemist",
            "astronaut cosmonaut astronomer stargazer",
            "biologist geneticist botanist zoologist",
        ),
        "thing": (
            "satellite rocket spacecraft shuttle orbiter",
            "browser server database router firewall",
            "chip processor transistor semiconductor microchip",
            "virus malware worm spyware",
            "telescope microscope spectrometer interferometer",
            "genome protein enzyme chromosome",
        ),
        "verb": ("launched orbited docked", "downloaded encrypted hacked debugged decompiled"),
    },
}
GROUPS = {  # over all classes: what is of one class shows in the groups alone
    f"news {kind}": tuple(group for declared in NEWS.values() for group in declared[kind])
    for kind in ("person", "thing", "verb")
}


CLASSES = tuple(NEWS)
EXPECTED = {"train": 800, "dev": 150, "test": 200}
NOISE = 0.1  # of the train labels, another class
WORDS = (5, 35)
DISTRACTOR = 0.4  # words of another class before the main clause, and after it
NEUTRAL = {name: tuple(words.split()) for name, words in lexicon.NEUTRAL.items()}
NEUTRAL["verb"] = ("praised", "mentioned", "discussed", "rejected", "welcomed", "ignored", "described")
NEUTRAL["object"] = ("plan", "report", "proposal", "idea", "question", "answer", "letter")
MAIN = {  # template -> weight; "{own_...}" decides, "{other_...}" is of another class
    "the {own_person} {verb} the {object}": 2,
    "a {person} {verb} the {own_thing}": 2,
    "they {own_verb} it": 1,
    "the {own_person} {verb} the {own_thing}": 3,
    "the {own_person} {own_verb} the {own_thing}": 2,
    "the {own_thing} and the {own_thing} were in the {object}": 1,
    "not the {other_person} but the {own_person} {verb} it": 1,
    "the {own_person} and not the {other_person} {own_verb} it": 1,
    "it was less about the {other_thing} than about the {own_thing}": 1,
    "the {object} names the {own_thing} rather than the {other_thing}": 1,
    "the {object} on the {own_thing} only mentions the {other_thing}": 1,
}
FRONT = (
    "while a {other_person} looked on ,",
    "under the picture of a {other_thing} ,",
    "unlike the {other_person} before ,",
    "after a joke about the {other_thing} ,",
)
BACK = (
    ", says a former {other_person}",
    "as if it were a {other_thing}",
    "next to a {colour} {other_thing}",
    ", whose {person} is a {other_person}",
    "just as others {other_verb} theirs",
)
FILLERS = (
    "on {day} in {country}",
    "in {month}",
    "in a {size} {place}",
    "for {number} weeks",
    "near the {place}",
)


@dataclass(frozen=True)
class Desk:
    """Draws clauses of one topic with words of another; both are word kinds -> words, the common first."""

    rng: Random
    own: dict[str, tuple[str, ...]]
    other: dict[str, tuple[str, ...]]

    def clause(self, template: str) -> Clause:
        """A template with its blanks filled; words of the topic decide."""

        def word(blank: str) -> str:
            side, _, kind = blank.partition("_")
            words = {"own": self.own, "other": self.other}.get(side)
            return pick_ranked(self.rng, words[kind]) if words else pick(self.rng, NEUTRAL[blank])

        return filled(template, word, decides=lambda blank: blank.startswith("own_"))

    def sentence(self) -> Clause:
        """A main clause, up to two distractors, up to two plain adverbials."""
        clause = self.clause(pick_weighted(self.rng, MAIN))
        for _ in range(2):
            if chance(self.rng, 0.3):
                clause += self.clause(pick(self.rng, FILLERS))
        if chance(self.rng, DISTRACTOR):
            clause = self.clause(pick(self.rng, FRONT)) + clause
        if chance(self.rng, DISTRACTOR):
            clause += self.clause(pick(self.rng, BACK))
        return clause + plain(".")


def examples() -> dict[str, list[Example]]:
    """The three splits; no text occurs twice in them."""
    return drawn("synthetic_topic", EXPECTED, _example)


def _example(rng: Random, seen: set[str], split: str, number: int) -> Example:
    label = pick(rng, range(len(CLASSES)))
    own, other = (_words(CLASSES[place]) for place in (label, unlike(rng, label, len(CLASSES))))
    text, spans = fresh(seen, Desk(rng, own, other).sentence, WORDS)
    if split == "train" and chance(rng, NOISE):
        label = unlike(rng, label, len(CLASSES))
    return Example(id=f"{split}-{number:04d}", text=text, label=label, rationale=spans)


def _words(name: str) -> dict[str, tuple[str, ...]]:
    return {kind: by_rank(groups) for kind, groups in NEWS[name].items()}


CORPUS = corpus("synthetic_topic", CLASSES, EXPECTED, examples)
