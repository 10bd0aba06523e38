"""What the other synthetic tasks have in common: pinned bytes, no text twice, balance, whole-word spans."""

import hashlib
from collections import Counter

import pytest

from steady_attention import corpora
from tests.corpora.loaded import loaded
from tests.corpora.repeated import repeated

SHA256 = {
    "synthetic_topic": {
        "train": "5c8e167e51978b73640c0ae81fe8675ace2dcceaa81d46c32f9e1c28693f819e",
        "dev": "03f3b917e200fe6c4cd0719f2cc997f52cf632194f955e29f866a186c0c7e3f0",
        "test": "0d5bcb6202dca5e8fb8b4b215f0b21c18adc3133cc09c015e08ddd564ccd8a6e",
    },
    "synthetic_nli": {
        "train": "4b391780beebbd63e494a25c98e25f4b15c52144c12dc8896e54ce863ced221c",
        "dev": "277d3e1549334ce740f2fcedd000e46cc65f19b5e0175d00480b62656a4ae059",
        "test": "fa4a66e4bdea75a920196d0f8786d1bf2cf9016a6bb9aaca01fa64b61eb9ac2f",
    },
    "synthetic_qa": {
        "train": "88de83f38125bb5436ec0c8be96a6e26a2144a9c033c8dc5754e006bdf4139f0",
        "dev": "575b6c0896e01abc48680ce6cb700aa1f94394c6e623e7b225f0f931103bb70d",
        "test": "6ccbaea2ffc2d23048f14d387d97de88a3adcb626c1f21467ba0e93027e18f79",
    },
    "synthetic_rationale": {
        "train": "24a606bfa3795abdd7ef5d498202364d7c25f4bb9def975bb35fffbbc77cbeec",
        "dev": "db2c7a79fa24516ce143c9999a5bab5f9e073a41d457d0013f7ba73985a6af8f",
        "test": "fcdf33bfc4fdba932f870f36a5c8748cc7e8c61f59a43f4713d36d34debdce91",
    },
}
LENGTHS = {"synthetic_topic": (5, 35), "synthetic_nli": (5, 35), "synthetic_qa": (10, 35)}
LENGTHS |= {"synthetic_rationale": (30, 70)}
SHARES = {"synthetic_topic": (0.05, 0.2), "synthetic_nli": (0.3, 0.5), "synthetic_qa": (0.15, 0.35)}
SHARES |= {"synthetic_rationale": (0.2, 0.3)}  # words of the rationale in a split


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
