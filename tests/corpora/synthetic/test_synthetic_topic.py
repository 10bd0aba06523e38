"""The synthetic topic task: the words that decide are of the label's class, most others of another."""

import pytest

from steady_attention.corpora import synthetic_topic
from steady_attention.corpora.synthetic.text import filled, generator, spell
from steady_attention.corpora.synthetic_topic import NEWS, Desk

CLASS_OF = {
    word: label
    for label, declared in enumerate(NEWS.values())
    for groups in declared.values()
    for group in groups
    for word in group.split()
}


@pytest.fixture(scope="module")
def splits():
    return synthetic_topic.examples()


def decided(example):
    """The classes of the deciding words, and of the other words of the news."""
    inside = [example.text[start:end] for start, end in example.rationale]
    others = [word for word in example.text.split() if word in CLASS_OF and word not in inside]
    return {CLASS_OF[word] for word in inside}, {CLASS_OF[word] for word in others}


def test_a_clause_by_hand():
    desk = Desk(generator("a test"), {"person": ("envoy",)}, {"person": ("bowler",)})
    text, spans = spell(desk.clause("not the {other_person} but a {own_person} ignored it"))
    assert text == "not the bowler but an envoy ignored it" and spans == ((22, 27),)


def test_an_article_agrees_and_words_keep_their_places():
    clause = filled("a {x} a{y} , a {y}", {"x": "envoy", "y": "rebel"}.get, lambda blank: blank == "y")
    assert clause == [
        ("an", False),
        ("envoy", False),
        ("a", False),
        ("rebel", True),
        (", a", False),
        ("rebel", True),
    ]


def test_labels_of_dev_and_test_follow_from_the_deciding_words(splits):
    for example in splits["dev"] + splits["test"]:
        inside, others = decided(example)
        assert inside == {example.label} and example.label not in others and len(others) <= 1, example.text


def test_train_alone_has_noise_of_about_ten_per_cent(splits):
    wrong = sum(decided(example)[0] != {example.label} for example in splits["train"])
    assert 0.07 < wrong / 800 < 0.13


def test_most_texts_have_distractors_and_some_turn_one_down(splits):
    clean = splits["dev"] + splits["test"]
    assert 0.5 < sum(bool(decided(example)[1]) for example in clean) / 350 < 0.9
    turned = ("not the", "rather than", "less about")
    assert 0.1 < sum(any(words in example.text for words in turned) for example in clean) / 350 < 0.4
