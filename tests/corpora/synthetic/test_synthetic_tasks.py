"""What the other synthetic tasks have in common: pinned bytes, no text twice, balance, whole-word spans."""

import hashlib
from collections import Counter

import pytest

from steady_attention import corpora
from tests.corpora.loaded import loaded
from tests.corpora.repeated import repeated

SHA256 = {
    "synthetic_topic": {
        "train": "d2782eb0ec48c690342dbf81729ecb0b52d854408377bb1af68deb385ddb3c74",
        "dev": "17aa8e90d3bb8660775e59abea94bcde35d795d402daff13211f81787b7c60c5",
        "test": "57090af102ec8475669b9217dac45e2141d90715343d2527fb991b576875c918",
    },
    "synthetic_nli": {
        "train": "541f536824de5aad848b8fec1c79845456b878388c20900a8905a20fa00af752",
        "dev": "53ed3cb69a0e7dca401664a2c20b55573e5619213bc14e69d51783edac665f9c",
        "test": "193e139fe0f2290cafe137682ff3a1c3ad7f02fda10ad73d6e3a67b2be83c40f",
    },
    "synthetic_qa": {
        "train": "88de83f38125bb5436ec0c8be96a6e26a2144a9c033c8dc5754e006bdf4139f0",
        "dev": "575b6c0896e01abc48680ce6cb700aa1f94394c6e623e7b225f0f931103bb70d",
        "test": "e7ae82a4b77d74777d7912dfb14466e660829b9e47abb866c83e8719158da675",
    },
    "synthetic_rationale": {
        "train": "702d44834c8e97b1793063de1725f4a696ae50769a522ce7dd3dbb2d313ef107",
        "dev": "f26e3801d7fe925a2beb2dde54d440b9a8aa2bb7616b1079fccac30338f6c47a",
        "test": "721d5074e2214104ce221c384c56ce595f412484109fac4b915e964e6a8eea17",
    },
}
LENGTHS = {"synthetic_topic": (5, 35), "synthetic_nli": (5, 35), "synthetic_qa": (10, 35)}
LENGTHS |= {"synthetic_rationale": (60, 120)}
SHARES = {"synthetic_topic": (0.05, 0.2), "synthetic_nli": (0.3, 0.5), "synthetic_qa": (0.15, 0.35)}
SHARES |= {"synthetic_rationale": (0.1, 0.2)}  # words of the rationale in a split


@pytest.fixture(scope="module", params=SHA256)
def corpus(request):
    return corpora.get(request.param)


@pytest.fixture(scope="module")
def folder(corpus, tmp_path_factory):
    path = tmp_path_factory.mktemp(corpus.name)
    corpus.generate(path)
    return path


@pytest.fixture(scope="module")
def splits(corpus, folder):
    return loaded(corpus.examples(folder))


def words(text):
    return len(text.split())


def test_raw_files_have_the_pinned_bytes(corpus, folder):
    found = {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    assert found == SHA256[corpus.name]


def test_no_text_or_pair_and_no_id_occurs_twice(splits):
    found = repeated(splits)
    assert not any(found["within"].values()) and not any(found["between"].values())
    ids = [example.id for examples in splits.values() for example in examples]
    assert len(set(ids)) == len(ids)


def test_classes_are_balanced(corpus, splits):
    for examples in splits.values():
        counts = Counter(example.label for example in examples)
        shares = [counts[label] / len(examples) for label in range(len(corpus.classes))]
        assert all(0.7 < share * len(corpus.classes) < 1.3 for share in shares), shares


def test_texts_have_their_lengths_and_single_blanks(corpus, splits):
    shortest, longest = LENGTHS[corpus.name]
    for example in [e for examples in splits.values() for e in examples]:
        assert shortest <= words(example.text) <= longest
        assert example.text == " ".join(example.text.split()) and example.text.endswith(" .")


def test_rationales_are_whole_words_apart_from_each_other(corpus, splits):
    low, high = SHARES[corpus.name]
    for examples in splits.values():
        marked = 0
        for example in examples:
            text, end = f" {example.text} ", -1
            assert example.rationale
            for start, stop in example.rationale:
                assert start > end and text[start] == text[stop + 1] == " " and text[start + 1] != " "
                marked, end = marked + words(example.text[start:stop]), stop
        assert low < marked / sum(words(example.text) for example in examples) < high


def test_unknown_words_are_a_few(splits):
    known = {w for e in splits["train"] for w in f"{e.text} {e.second or ''}".split()}
    met = [w for e in splits["test"] for w in f"{e.text} {e.second or ''}".split()]
    assert sum(word not in known for word in met) / len(met) < 0.02
