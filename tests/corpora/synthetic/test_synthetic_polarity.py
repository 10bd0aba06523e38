"""Word sentiment of the synthetic reviews, and the long reviews in which passages decide."""

import hashlib
import re
from dataclasses import replace

import pytest

from steady_attention.corpora import synthetic_rationale, synthetic_sentiment
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.corpus import write_splits
from steady_attention.corpora.synthetic.grammar import polarity
from tests.corpora.synthetic.test_synthetic import POLARITY, SHA256, opinion_places, said

WITHOUT = {
    "train.jsonl": "a24556c9be709c418fce3b9f30beb2fcd8d44a4baaa091babb1e948fb620f535",
    "dev.jsonl": "c66fda582bdf7cb5db7505fb8ebd01c4562ba1beb90745a1e038f9539ffae8a6",
    "test.jsonl": "d94e5448f4ab13c7069acb3d81768b8e087804d8a38d9413b3cf5073ef48221e",
}


@pytest.fixture(scope="module")
def reviews():
    return synthetic_rationale.examples()


def test_polarity_by_hand_is_of_the_word_whatever_is_said_with_it():
    assert polarity("the cast is not fake , and a gem .") == ((16, 20, -1), (29, 32, 1))
    assert polarity("it lasts about two hours") == ()
    assert polarity("gemstones are no gems , dullness is not dull") == ((40, 44, -1),)


@pytest.mark.parametrize("corpus", [synthetic_sentiment, synthetic_rationale], ids=lambda c: c.CORPUS.name)
def test_polarity_marks_the_opinion_words_and_no_other(corpus):
    for example in [e for examples in corpus.examples().values() for e in examples]:
        found = [(start, example.text[start:end], sign) for start, end, sign in example.polarity]
        assert [start for start, _, _ in found] == opinion_places(example.text)
        assert all(sign == (1 if POLARITY[word] else -1) for _, word, sign in found)


def test_where_an_opinion_is_turned_round_the_label_is_against_the_word():
    splits = synthetic_sentiment.examples()
    against = total = 0
    for example in splits["dev"] + splits["test"]:
        for start, end, sign in example.polarity:
            if (start, end) in example.rationale:
                total += 1
                turned = (said(example.text, start) == 1) != (sign == 1)
                against += turned
                assert (example.label == 1) == ((sign == 1) != turned)
    assert 0.05 < against / total < 0.2


def test_but_for_the_polarity_the_sentiment_task_is_as_it_was(tmp_path):
    splits = synthetic_sentiment.examples()
    write_splits(tmp_path, {name: [replace(e, polarity=()) for e in found] for name, found in splits.items()})
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tmp_path.iterdir()}
    assert found == WITHOUT and not set(WITHOUT.values()) & set(SHA256.values())


def test_a_passage_is_sentences_about_the_work_that_say_its_label(reviews):
    inside = {
        word
        for topic in lexicon.TASK_TOPICS.values()
        for word in (topic["thing"] + " " + topic["part"]).split()
    }
    for example in reviews["dev"] + reviews["test"]:
        for start, end in example.rationale:
            before, passage, after = example.text[:start], example.text[start:end], example.text[end:]
            assert (not before or before.endswith(". ")) and after.startswith(" .")
            for sentence in passage.split(" . "):
                assert inside & set(sentence.split())
                places = [start + passage.index(sentence) + place for place in opinion_places(sentence)]
                assert {said(example.text, place) for place in places} == {example.label}, sentence


def test_opinions_beside_the_point_are_mostly_against_the_label(reviews):
    signs = []
    for example in reviews["dev"] + reviews["test"]:
        for place in opinion_places(example.text):
            if not any(start <= place < end for start, end in example.rationale):
                signs.append(said(example.text, place) != example.label)
    assert len(signs) > 250 and 0.5 < sum(signs) / len(signs) < 0.7


def test_the_noise_of_train_turns_one_label_in_twenty(reviews):
    wrong = 0
    for example in reviews["train"]:
        start = example.rationale[0][0]
        place = re.search(rf"\b({'|'.join(POLARITY)})\b", example.text[start:]).start()
        wrong += said(example.text, start + place) != example.label
    assert 0.03 < wrong / 600 < 0.07
