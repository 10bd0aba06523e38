"""The synthetic inference task: labels follow from both texts, and from no claim alone."""

import re
from collections import Counter, defaultdict

import pytest

from steady_attention.corpora import synthetic_nli
from steady_attention.corpora.synthetic_nli import CLASSES, LEAST, MOST, SCALES, Fact

LEVEL = {w: n for levels in SCALES.values() for n, level in enumerate(levels) for w in level.split()}
FACT = re.compile(rf"the (\w+) is ({'|'.join(LEAST + MOST)}) (\w+)")


@pytest.fixture(scope="module")
def splits():
    return synthetic_nli.examples()


def meaning(text: str) -> dict[str, set[int]]:
    """Thing -> the levels that it may be on, read from the text alone."""
    return {
        thing: set(range(LEVEL[word], 4)) if bound in LEAST else set(range(LEVEL[word] + 1))
        for thing, bound, word in FACT.findall(text)
    }


def judged(example) -> str:
    ((thing, claimed),) = meaning(example.text).items()
    told = meaning(example.second)[thing]
    return "entailment" if told <= claimed else "neutral" if told & claimed else "contradiction"


@pytest.mark.parametrize(
    ("told", "claim", "label"),
    [
        ((True, 3), (True, 2), "entailment"),  # at least hot: at least warm
        ((True, 2), (True, 2), "entailment"),
        ((True, 1), (True, 2), "neutral"),
        ((False, 2), (True, 2), "neutral"),  # at most warm: at least warm?
        ((False, 1), (True, 2), "contradiction"),
        ((False, 1), (False, 2), "entailment"),
        ((False, 3), (False, 2), "neutral"),
        ((True, 2), (False, 2), "neutral"),
        ((True, 3), (False, 2), "contradiction"),
    ],
)
def test_a_pair_by_hand(told, claim, label):
    assert Fact("heat", "bath", *told).judged(Fact("heat", "bath", *claim)) == label


def test_labels_of_dev_and_test_follow_from_both_texts(splits):
    for example in splits["dev"] + splits["test"]:
        assert judged(example) == CLASSES[example.label], (example.text, example.second)


def test_train_alone_has_noise_of_about_five_per_cent(splits):
    wrong = sum(judged(example) != CLASSES[example.label] for example in splits["train"])
    assert 0.035 < wrong / 999 < 0.065


def test_every_claim_stands_equally_often_with_each_label(splits):
    for examples in splits.values():
        labels = defaultdict(Counter)
        for example in examples:
            labels[FACT.findall(example.text)[0]][judged(example)] += 1
        assert all(len(found) == 3 and len(set(found.values())) == 1 for found in labels.values())


def test_two_hypotheses_in_three_tell_their_label(splits):
    """By the adverbial's first word, each standing for its likeliest label."""
    labels = defaultdict(Counter)
    for example in splits["test"]:
        labels[FACT.sub("", example.text).split()[0]][judged(example)] += 1
    right = sum(max(found.values()) for found in labels.values())
    assert 0.5 < right / 210 < 0.72


def test_the_rationale_is_the_bound_and_the_level(splits):
    for example in [e for examples in splits.values() for e in examples]:
        ((_, bound, level),) = FACT.findall(example.text)
        assert [example.text[start:end] for start, end in example.rationale] == [bound, level]


def test_no_word_of_the_premise_tells_the_label(splits):
    """The best guess from any one word that 30 premises hold is right in at most 75 per cent of them."""
    by_word = defaultdict(Counter)
    for example in [e for examples in splits.values() for e in examples]:
        for word in set(example.second.split()):
            by_word[word][judged(example)] += 1
    common = [found for found in by_word.values() if sum(found.values()) >= 30]
    assert len(common) > 50
    assert sum(max(found.values()) / sum(found.values()) > 0.75 for found in common) == 0
