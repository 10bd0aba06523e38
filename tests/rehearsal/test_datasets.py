"""Every data set's generated files go through the download and its reader, and a class can be learnt."""

from collections import Counter, defaultdict
from math import log

import pytest

from steady_attention import corpora
from steady_attention.corpora import Example
from steady_attention.rehearsal import datasets, resized
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

NAMES = [name for name in corpora.NAMES if not name.startswith("synthetic_")]
POOLS = ("one_billion_word", "one_billion_word_full", "imdb_sentences")
LABELED = [name for name in NAMES if name not in POOLS]
OF_STORIES = ("cnn", "babi1", "babi2", "babi3")  # the order of words tells the class
ALIKE = {"train": (0.7, 2.7), "dev": (0.4, 2.5), "test": (0.5, 2.5)}  # of the sizes meant


def share_right(train: list[Example], test: list[Example]) -> float:
    """How many texts get their class by naive Bayes over words."""
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for example in train:
        counts[example.label].update(example.text.lower().split())

    def likely(label: int, words: list[str]) -> float:
        total = counts[label].total()
        return sum(log((1 + counts[label][word]) / (1000 + total)) for word in words)

    labels = [max(counts, key=lambda label: likely(label, example.text.lower().split())) for example in test]
    return sum(label == example.label for label, example in zip(labels, test, strict=True)) / len(test)


@pytest.mark.parametrize("name", LABELED)
def test_a_labeled_data_set_is_read_and_tells_its_classes(name, downloaded):
    folder = downloaded(name)
    splits = {split: list(found) for split, found in corpora.get(name).examples(folder).items()}
    assert splits.keys() == datasets.SPLITS.keys()
    for split, (least, most) in ALIKE.items():
        assert least <= len(splits[split]) / datasets.SPLITS[split] <= most, split
    if name in OF_STORIES:
        assert all(example.second for example in splits["train"])
        return
    classes = corpora.get(name).classes
    assert {example.label for example in splits["train"]} == set(range(len(classes)))
    assert share_right(splits["train"], splits["test"]) > min(1.5 / len(classes), 0.7)


@pytest.mark.parametrize("name", POOLS)
def test_a_pool_is_read(name, downloaded):
    folder = downloaded(name)
    (sentences,) = corpora.get(name).examples(folder).values()
    assert len(list(sentences)) >= datasets.TRAIN


def test_gold_marks_are_those_of_the_words_that_tell_the_class(downloaded):
    folder = downloaded("twitter_phrases")
    for example in corpora.get("twitter_phrases").examples(folder)["test"]:
        assert bool(example.polarity) == (example.label != 1)


def test_what_was_taken_says_that_it_was_generated(downloaded):
    record = read_json(downloaded("yelp") / "copy.json")
    assert not record["complete"] and record["copy"].count(resized.GENERATED) == 2


def test_files_are_the_same_each_time():
    assert all(datasets.files(name) == datasets.files(name) for name in ("sst", "newsgroups", "cnn"))


def test_data_sets_that_share_a_file_in_a_mirror_have_one_content():
    seen: dict[str, bytes] = {}
    for name in NAMES:
        made = datasets.files(name)
        for raw in corpora.get(name).files:
            assert seen.setdefault(resized.place(raw), made[raw.name]) == made[raw.name], name


def test_a_data_set_without_a_generator_is_refused_with_where_to_add_it():
    with pytest.raises(UserError, match="synthetic_qa: no generated files .* steady_attention.rehearsal"):
        datasets.files("synthetic_qa")
