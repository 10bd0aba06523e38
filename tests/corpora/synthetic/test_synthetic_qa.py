"""The synthetic question task: a solver that reads sentences finds every answer, and every supporting one."""

import re

import pytest

from steady_attention.corpora import synthetic_qa
from steady_attention.corpora.synthetic.text import generator
from steady_attention.corpora.synthetic_qa import DROPS, MOVES, PERSONS, PLACES, TAKES, Story

VERB = {w: "move" for group in MOVES for w in group.split()}
VERB |= {w: "take" for w in TAKES[0].split()} | {w: "drop" for w in DROPS[0].split()}


@pytest.fixture(scope="module")
def everything():
    return [example for examples in synthetic_qa.examples().values() for example in examples]


def solved(text: str, question: str) -> tuple[str, list[str]]:
    """The answer and the sentences that tell it, read backwards from the end of the story."""
    sentences = [s.strip() for s in text.split(".") if s.strip()]
    asked = question.split()[-2]
    last, support = len(sentences), []
    if asked not in PERSONS:
        last = max(n for n, s in enumerate(sentences) if s.split()[-1] == asked)
        asked, verb = sentences[last].split()[:2]
        support.append(sentences[last])
        last = last if VERB[verb] == "drop" else len(sentences)
    moves = [s for s in sentences[:last] if s.split()[0] == asked and VERB.get(s.split()[1]) == "move"]
    return moves[-1].split()[-1], [s for s in sentences if s in (*support, moves[-1])]


def test_stories_by_hand():
    story = Story(generator("a test"), ["mary", "john"])
    for person, event, name in (
        ("mary", "_move", None),
        ("mary", "_take", "key"),
        ("john", "_move", None),
        ("mary", "_move", None),
    ):
        getattr(story, event)(*(value for value in (person, name) if value))
    first, last = (story.sentences[n].split()[-2] for n in (0, 3))
    assert first != last
    assert (story.where("mary").place, story.where("mary").told) == (last, (3,))
    assert (story.where("key").place, story.where("key").told) == (last, (1, 3))
    assert story.where("john").told == (2,)
    story._drop("mary", "key")
    story._move("mary")
    assert (story.where("key").place, story.where("key").told) == (last, (3, 4))
    assert story.where("mary").told == (5,)


def test_the_answer_and_the_rationale_are_those_of_the_solver(everything):
    for example in everything:
        answer, support = solved(example.text, example.second)
        assert PLACES[example.label] == answer, (example.text, example.second)
        found = [example.text[start:end] for start, end in example.rationale]
        assert found == support or set(found) == set(support), (example.text, example.second)


def test_candidates_are_the_places_of_the_story_and_hold_the_answer(everything):
    for example in everything:
        named = {PLACES.index(word) for word in example.text.split() if word in PLACES}
        assert set(example.candidates) == named and example.label in named and len(named) >= 2
        assert list(example.candidates) == sorted(example.candidates)


def test_neither_the_last_place_nor_the_commonest_is_the_answer(everything):
    last, commonest = 0, 0
    for example in everything:
        named = [word for word in example.text.split() if word in PLACES]
        answer = PLACES[example.label]
        last += named[-1] == answer
        commonest += max(named, key=named.count) == answer
    assert last / len(everything) < 0.55 and commonest / len(everything) < 0.55


def test_questions_are_of_persons_and_objects_and_stories_have_asides(everything):
    persons = sum(bool(re.fullmatch(rf"where is ({'|'.join(PERSONS)}) \?", e.second)) for e in everything)
    objects = sum(bool(re.fullmatch(r"where is the \w+ \?", e.second)) for e in everything)
    assert persons + objects == len(everything) and 0.15 < objects / persons < 1
    for words in ("is not in the", "thought of the", "talked to"):
        assert sum(words in example.text for example in everything) > 0.05 * len(everything)
