"""The synthetic word vectors: their file, their structure, and which words they lack."""

import hashlib
from itertools import combinations

import numpy as np
import pytest

from steady_attention.corpora import synthetic, synthetic_pool, synthetic_sentiment
from steady_attention.corpora import synthetic_lexicon as lexicon

SHA256 = "d906869e5684eb28dc850a7f2fdf568d181dfd249d36b83921cf83bd83a1fd39"


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
