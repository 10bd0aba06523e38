"""The embedded question task, after bAbI's first two: where is a person, or an object that persons carry?

The answer is one of the places that the story names. Made for this project and free to use under its licence.
"""

from random import Random

from steady_attention.corpora import Example, Span
from steady_attention.corpora.synthetic import corpus as synthetic_corpus
from steady_attention.corpora.synthetic.places import PERSONS, PLACES
from steady_attention.corpora.synthetic.stories import Story
from steady_attention.corpora.synthetic.text import chance, generator, pick, shuffled

CLASSES = PLACES
EXPECTED = {"train": 1600, "dev": 300, "test": 400}
WORDS = (10, 35)
SENTENCES = (3, 4, 5)
ASIDE = 0.2  # of the sentences
OBJECTS_ASKED = 0.5  # of the questions, where the story has an object


def examples() -> dict[str, list[Example]]:
    """The three splits; no story occurs twice in them."""
    rng, seen = generator("synthetic_qa"), set()
    return {split: [_example(rng, seen, split, n) for n in range(count)] for split, count in EXPECTED.items()}


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


CORPUS = synthetic_corpus.corpus("synthetic_qa", CLASSES, EXPECTED, examples)
