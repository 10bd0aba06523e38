"""The synthetic sentiment task and its pool: pinned bytes, labels that follow from words, disjoint splits."""

import hashlib
import re
from collections import Counter

import pytest

from steady_attention.corpora import synthetic_pool, synthetic_sentiment
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.grammar import opinions, topics
from tests.corpora.loaded import loaded

SHA256 = {
    "train.jsonl": "2d3a2a43c105ec1dbbd4c0ec29a152bbfd70818ebf3112207af1a724ec83a085",
    "dev.jsonl": "6d11af14ce6c7c3a91ee50c26a741e6b491c6bee7e53a08913f6b3cc8af6ab5e",
    "test.jsonl": "0df048bef5c49a010d874054fdaf8d3ab6103f868bccd2b82689562dbd77c58a",
    "pool.jsonl": "80b38ae097d1643e2bbf6bb29198c9ba068b30d73342830f3a3eaa980baafb36",
}
TURNING = "not|never|hardly|rarely|seldom|scarcely|barely|far from|anything but|by no means|nowhere near"
UPHOLDING = "nothing less than|nothing if not|never less than"
BETWEEN = f"(?:{'|'.join(lexicon.INTENSIFIERS)}|a|an)"
POLARITY = {w: 1 for words in opinions(lexicon.GOOD).values() for w in words}
POLARITY |= {w: 0 for words in opinions(lexicon.BAD).values() for w in words}


@pytest.fixture(scope="module")
def splits():
    return synthetic_sentiment.examples()


@pytest.fixture(scope="module")
def pool():
    return synthetic_pool.examples()


def clean(splits):
    return splits["dev"] + splits["test"]


def said(text: str, start: int) -> int:
    """What is said by the opinion word at `start`, read from the text alone: 1 good, 0 bad."""
    word = re.match(r"\w+", text[start:]).group()
    before = re.sub(UPHOLDING, "", text[:start])
    turned = re.search(rf"\b(?:{TURNING})(?: {BETWEEN})*\s*$", before) is not None
    return POLARITY[word] ^ turned


def opinion_places(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"\w+", text) if match.group() in POLARITY]


@pytest.mark.parametrize("corpus", [synthetic_sentiment.CORPUS, synthetic_pool.CORPUS], ids=lambda c: c.name)
def test_raw_files_have_the_pinned_bytes_and_read_back(corpus, tmp_path):
    corpus.generate(tmp_path)
    names = [f"{split}.jsonl" for split in corpus.expected]
    assert {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in tmp_path.iterdir()} == {
        name: SHA256[name] for name in names
    }
    found = loaded(corpus.examples(tmp_path))
    assert {split: len(examples) for split, examples in found.items()} == corpus.expected


def test_reading_gives_what_was_generated(splits, pool, tmp_path):
    synthetic_sentiment.CORPUS.generate(tmp_path)
    synthetic_pool.CORPUS.generate(tmp_path)
    assert loaded(synthetic_sentiment.CORPUS.read(tmp_path)) == splits
    assert loaded(synthetic_pool.CORPUS.read(tmp_path)) == {"pool": pool}


def test_no_text_and_no_id_occurs_twice(splits, pool):
    everything = [example for split in splits.values() for example in split] + pool
    assert len({example.text for example in everything}) == len(everything) == 1200 + 200 + 300 + 3000
    assert len({example.id for example in everything}) == len(everything)


def test_the_pool_avoids_labeled_texts(pool, monkeypatch):
    labeled = [pool[0], pool[41]]
    monkeypatch.setattr(synthetic_sentiment, "examples", lambda: {"train": labeled})
    monkeypatch.setattr(synthetic_pool, "COUNT", 53)
    found = [example.text for example in synthetic_pool.examples()]
    expected = [example.text for place, example in enumerate(pool[:55]) if place not in (0, 41)]
    assert found == expected


def test_spans_name_opinion_words_and_negations(splits):
    for example in [e for split in splits.values() for e in split]:
        pieces = [example.text[start:end] for start, end in example.rationale]
        assert pieces and any(piece in POLARITY for piece in pieces)
        assert all(piece in POLARITY or re.fullmatch(TURNING, piece) for piece in pieces)


def test_labels_of_dev_and_test_follow_from_the_planted_words(splits):
    for example in clean(splits):
        places = [start for start, end in example.rationale if example.text[start:end] in POLARITY]
        assert {said(example.text, start) for start in places} == {example.label}, example.text


def test_a_lone_opinion_decides_the_label_without_any_span(splits):
    lone = [(e, opinion_places(e.text)) for e in clean(splits)]
    lone = [(example, places[0]) for example, places in lone if len(places) == 1]
    assert len(lone) > 150
    assert all(said(example.text, place) == example.label for example, place in lone)


def test_train_alone_has_noise_of_about_five_per_cent(splits):
    wrong = sum(said(e.text, e.rationale[-1][0]) != e.label for e in splits["train"])
    assert 0.035 < wrong / 1200 < 0.065


def test_classes_are_balanced_and_texts_have_5_to_35_words(splits):
    for found in splits.values():
        assert 0.45 < sum(example.label for example in found) / len(found) < 0.55
        assert all(5 <= len(example.text.split()) <= 35 for example in found)


def test_negations_and_distractors_are_there(splits):
    turned = [e for e in clean(splits) if any(re.fullmatch(TURNING, e.text[a:b]) for a, b in e.rationale)]
    against = [e for e in clean(splits) if {said(e.text, p) for p in opinion_places(e.text)} == {0, 1}]
    assert 0.05 < len(turned) / 500 < 0.2
    assert 0.15 < len(against) / 500 < 0.4


def test_opinion_words_have_a_long_tail(splits):
    counts = Counter(word for example in splits["train"] for word in example.text.split())
    rare = [word for word in POLARITY if counts[word] <= 3]
    assert len(POLARITY) > 250 and 0.2 < len(rare) / len(POLARITY) < 0.6


def test_the_pool_is_shifted(splits, pool):
    known = {word for example in splits["train"] for word in example.text.split()}
    words = [word for example in pool for word in example.text.split()]
    labeled = sum(len(example.text.split()) for example in splits["train"])
    assert all(example.label is None and example.rationale == () for example in pool)
    assert 0.03 < sum(word not in known for word in words) / len(words) < 0.2
    assert len(words) / len(pool) > 1.3 * labeled / len(splits["train"])


def test_no_opinion_word_is_in_two_groups_or_stands_for_something_else():
    groups = (lexicon.GOOD, lexicon.BAD, lexicon.POOL_GOOD, lexicon.POOL_BAD)
    words = [w for declared in groups for listed in declared.values() for g in listed for w in g.split()]
    assert len(words) == len(set(words))
    others = {w for listed in lexicon.NEUTRAL.values() for w in listed.split()} | set(lexicon.INTENSIFIERS)
    for topic in topics(lexicon.TASK_TOPICS | lexicon.POOL_TOPICS).values():
        others |= {*topic.thing, *topic.part, *topic.outside, *topic.made}
    assert not others & set(words)
