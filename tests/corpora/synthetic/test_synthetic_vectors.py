"""The synthetic word vectors: their file, their structure, and which words they lack."""

import hashlib
from itertools import combinations

import numpy as np
import pytest

from steady_attention.corpora import (
    synthetic_nli,
    synthetic_pool,
    synthetic_qa,
    synthetic_sentiment,
    synthetic_topic,
)
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic import vectors as synthetic

SHA256 = "5ef6c0c0d8ce3b9903312c0bb1f0c8f0d0a5e45d63a913aa99599973e02e2418"
REVIEWS_ALONE = (
    "d906869e5684eb28dc850a7f2fdf568d181dfd249d36b83921cf83bd83a1fd39"  # the file before the others
)


@pytest.fixture(scope="module")
def unit():
    """Word -> vector of length 1."""
    words, rows = synthetic.vectors()
    return dict(zip(words, rows / np.linalg.norm(rows, axis=1, keepdims=True), strict=True))


def mean_cosine(unit, pairs):
    found = [unit[a] @ unit[b] for a, b in pairs if a in unit and b in unit]
    assert len(found) > 20
    return np.mean(found)


def adjectives(declared):
    return [group.split() for group in declared["adjective"]]


def test_the_file_has_the_pinned_bytes_and_a_header(tmp_path):
    synthetic.write_vectors(tmp_path)
    content = (tmp_path / "vectors.txt").read_bytes()
    assert hashlib.sha256(content).hexdigest() == SHA256
    header, *lines = content.decode("utf-8").removesuffix("\n").split("\n")
    assert header == f"{len(lines)} 50"
    words, rows = synthetic.vectors()
    assert [line.split(" ")[0] for line in lines] == words == sorted(set(words))
    numbers = np.array([[float(number) for number in line.split(" ")[1:]] for line in lines])
    assert numbers.shape == (len(words), 50)
    assert np.abs(numbers - rows).max() <= 0.5001e-4


def test_synonyms_are_nearest_then_polarity_then_class(unit):
    good, bad = adjectives(lexicon.GOOD), adjectives(lexicon.BAD)
    synonyms = mean_cosine(unit, [pair for group in good + bad for pair in combinations(group, 2)])
    alike = mean_cosine(unit, [(a, b) for g, h in combinations(good, 2) for a in g for b in h])
    opposite = mean_cosine(unit, [(a, b) for g in good for h in bad for a in g for b in h])
    strangers = [(w, month) for g in good for w in g for month in lexicon.NEUTRAL["month"].split()]
    random = mean_cosine(unit, strangers)
    assert synonyms > alike + 0.1 and alike > opposite + 0.04 and opposite > random + 0.1
    assert abs(random) < 0.15


def test_words_of_one_topic_are_nearer_than_words_of_two(unit):
    topics = [" ".join(topic.values()).split() for topic in lexicon.POOL_TOPICS.values()]
    within = mean_cosine(unit, [pair for words in topics for pair in combinations(sorted(set(words)), 2)])
    across = mean_cosine(unit, [(a, b) for s, t in combinations(topics, 2) for a in s for b in t if a != b])
    assert within > across + 0.1


def test_the_other_tasks_left_the_vectors_of_the_reviews_as_they_were(tmp_path, monkeypatch):
    synthetic.write_vectors(tmp_path)
    lines = (tmp_path / "vectors.txt").read_bytes().split(b"\n")
    monkeypatch.setattr(synthetic, "TASKS", (synthetic_sentiment,))
    monkeypatch.setattr(synthetic, "LEXICONS", ())
    synthetic.write_vectors(tmp_path)
    alone = (tmp_path / "vectors.txt").read_bytes()
    assert hashlib.sha256(alone).hexdigest() == REVIEWS_ALONE
    assert alone.split(b"\n")[0] == b"669 50" and set(alone.split(b"\n")[1:]) <= set(lines)


def test_words_of_the_other_tasks_have_vectors_near_their_synonyms(unit):
    for declared in (synthetic_topic.GROUPS, synthetic_nli.SCALES):
        groups = [group.split() for listed in declared.values() for group in listed]
        synonyms = mean_cosine(unit, [pair for group in groups for pair in combinations(group, 2)])
        strangers = [(a, b) for g, h in combinations(groups, 2) for a in g for b in h]
        assert synonyms > mean_cosine(unit, strangers) + 0.2


def test_no_word_of_the_other_tasks_is_in_two_groups():
    declared = (synthetic_topic.GROUPS, synthetic_nli.GROUPS, synthetic_qa.GROUPS)
    words = [w for groups in declared for listed in groups.values() for g in listed for w in g.split()]
    kinds = {kind for groups in declared for kind in groups}
    older = {w for group, (kind, _) in synthetic.synonym_groups().items() for w in group if kind not in kinds}
    assert len(set(words)) == len(words) and not set(words) & older


def test_rare_words_have_vectors_and_a_few_words_have_none(unit):
    texts = [e.text for split in synthetic_sentiment.examples().values() for e in split]
    texts += [e.text for e in synthetic_pool.examples()]
    written = {word for text in texts for word in text.split()}
    last = [group.split()[-1] for group in lexicon.GOOD["adjective"] + lexicon.BAD["adjective"]]
    assert sum(word in unit for word in last) >= 0.8 * len(last)
    assert 0.02 < sum(word not in unit for word in written) / len(written) < 0.07
    assert {"the", "not", "was", ".", ","} <= unit.keys()


def test_a_word_keeps_its_vector_when_others_go(unit, monkeypatch):
    monkeypatch.setattr(synthetic, "_written", lambda: set())
    words, rows = synthetic.vectors()
    assert "the" not in words and "gem" in words
    row = rows[words.index("gem")]
    np.testing.assert_allclose(row / np.linalg.norm(row), unit["gem"], rtol=1e-12)
