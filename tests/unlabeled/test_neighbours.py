"""Representations and searches against hand-made numbers and against scikit-learn."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.neighbors import NearestNeighbors

from steady_attention.unlabeled import neighbours, representations
from steady_attention.unlabeled.neighbours import Annoy, Exact
from steady_attention.unlabeled.representations import AverageEmbedding, BagOfWords, bag_of_words
from steady_attention.unlabeled.sentences import encoded
from tests.unlabeled.pools import synonyms

TABLE = np.array([[0, 0], [0, 0], [3, 0], [0, 4], [0, -4], [0, 0]], np.float32)
IDS = {"a": 2, "b": 3, "c": 4, "bare": 5}


def unit_rows(count, width=7, seed=0):
    rows = np.random.default_rng(seed).normal(size=(count, width)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def stream(rows, size):
    return ((start, rows[start : start + size]) for start in range(0, len(rows), size))


def corpus(count=311, rule=None):
    """Sentences of synonyms as texts, ids and a table of vectors."""
    words, vectors, texts = synonyms(count)
    table = np.concatenate([np.zeros((2, 23)), [vectors[word] for word in words]])
    return texts, encoded(texts, {word: number for number, word in enumerate(words, 2)}), table


def test_average_embedding_by_hand():
    """(3, 4) / 5; `bare` and unknown words change nothing; b and c cancel, nothing is left of `bare`."""
    sentences = encoded(["a b", "a bare b what", "a a", "b c", "bare", "what"], IDS)
    found = AverageEmbedding(TABLE).vectors(sentences)
    np.testing.assert_allclose(found, [[0.6, 0.8], [0.6, 0.8], [1, 0], [0, 0], [0, 0], [0, 0]], rtol=1e-6)
    assert representations.represented(AverageEmbedding(TABLE), sentences).tolist() == [0, 1, 2]


def test_bag_of_words_by_hand():
    sentences = encoded(["a a b what", "what"], IDS)
    found = BagOfWords(6, 5).exact(sentences).toarray()
    np.testing.assert_allclose(found[:, 2:4] * np.sqrt(5), [[2, 1], [0, 0]], rtol=1e-6)
    assert found[:, [0, 1, 4, 5]].any() is np.False_
    assert representations.represented(BagOfWords(6, 5), sentences).tolist() == [0]


@pytest.mark.parametrize("weighting", ["counts", "binary", "idf"])
def test_bags_of_words_are_scikit_learns(weighting):
    texts, sentences, table = corpus()
    found = bag_of_words(len(table), 1024, weighting, sentences).exact(sentences).toarray()
    counts = CountVectorizer(token_pattern=r"\S+", binary=weighting == "binary").fit_transform(texts)
    expected = TfidfTransformer(use_idf=weighting == "idf").fit_transform(counts).toarray()
    np.testing.assert_allclose(found @ found.T, expected @ expected.T, atol=1e-6)


def test_hashing_keeps_a_word_on_one_column():
    """A sentence of one word has one number, of length 1; equal widths give equal hashings."""
    sentences = encoded(["a a", "b"], IDS)
    found = BagOfWords(6, 4099).vectors(sentences)
    assert (np.count_nonzero(found, axis=1) == 1).all() and np.allclose(np.abs(found).sum(axis=1), 1)
    assert found[0] @ found[1] == 0
    np.testing.assert_array_equal(found, BagOfWords(6, 4099).vectors(sentences))


def test_exact_neighbours_by_hand():
    """From (1, 0): itself, then (.8, .6), then (0, 1) at a right angle, and no fourth."""
    rows = np.array([[0, 1], [1, 0], [0.8, 0.6]], np.float32)
    found = Exact(lambda: stream(rows, 2)).nearest(np.array([[1, 0]], np.float32), 4)
    assert found.places.tolist() == [[1, 2, 0, -1]]
    np.testing.assert_allclose(found.similarities, [[1, 0.8, 0, -np.inf]], rtol=1e-6)


@pytest.mark.parametrize("size", [1, 13, 100, 331])
def test_exact_neighbours_are_scikit_learns(size, monkeypatch):
    """However the rows come in blocks and the queries in groups."""
    rows, queries = unit_rows(331), unit_rows(29, seed=1)
    monkeypatch.setattr(neighbours, "QUERIES", 11)
    found = Exact(lambda: stream(rows, size)).nearest(queries, 17)
    brute = NearestNeighbors(n_neighbors=17, algorithm="brute", metric="cosine").fit(rows)
    distances, places = brute.kneighbors(queries)
    np.testing.assert_array_equal(found.places, places)
    np.testing.assert_allclose(found.similarities, 1 - distances, atol=1e-6)


def test_annoy_with_everything_inspected_is_exact(tmp_path):
    rows, queries = unit_rows(331), unit_rows(29, seed=1)
    found = Annoy(stream(rows, 100), tmp_path / "forest", 3, 3 * 331).nearest(queries, 17)
    expected = Exact(lambda: stream(rows, 331)).nearest(queries, 17)
    np.testing.assert_array_equal(found.places, expected.places)
    np.testing.assert_allclose(found.similarities, expected.similarities, atol=1e-6)
    assert not (tmp_path / "forest").exists()


def test_annoy_finds_more_with_a_greater_search_k_and_the_same_again(tmp_path):
    rows, queries = unit_rows(2003, 31), unit_rows(29, 31, seed=1)
    true = Exact(lambda: stream(rows, 2003)).nearest(queries, 10).places

    def places(search_k):
        return Annoy(stream(rows, 500), tmp_path / "forest", 2, search_k).nearest(queries, 10).places

    hits = [sum(len(set(a) & set(b)) for a, b in zip(true, places(k), strict=True)) for k in (20, 500, 4006)]
    assert hits[0] < hits[1] < hits[2] == 290
    np.testing.assert_array_equal(places(20), places(20))


def test_reranking_puts_candidates_in_the_order_of_the_true_cosine(monkeypatch):
    """With all as candidates it is brute force, however coarse the hashing; in groups of queries too."""
    texts, sentences, table = corpus()
    bag, queries = BagOfWords(len(table), 3), sentences.part(0, 37)
    monkeypatch.setattr(neighbours, "GROUP", 11)
    search = Exact(lambda: representations.blocks(bag, sentences))
    found = neighbours.reranked(search, bag, sentences, queries, 10, len(texts))
    cosines = (bag.exact(queries) @ bag.exact(sentences).T).toarray()
    np.testing.assert_allclose(found.similarities, -np.sort(-cosines, axis=1)[:, :10], atol=1e-6)
    assert neighbours.recall(bag, sentences, queries, found.places) == 1.0


def test_recall_by_hand():
    """Of the two nearest to (1, 0), places 1 and 2, one is found by [1, 0] and none by [0, 3]."""
    sentences = encoded(["b", "a", "a a a b", "c"], IDS)
    queries = encoded(["a", "a"], IDS)
    average = AverageEmbedding(TABLE)
    assert neighbours.recall(average, sentences, queries, np.array([[1, 0], [0, 3]])) == 0.25
    assert neighbours.recall(average, sentences, queries, np.array([[2, 1], [1, -1]])) == 0.75


def test_equally_near_sentences_stand_for_each_other():
    sentences = encoded(["a", "a bare", "b"], IDS)
    places = np.array([[1]])
    assert neighbours.recall(AverageEmbedding(TABLE), sentences, encoded(["a"], IDS), places) == 1.0


def test_a_neighbour_that_rounding_puts_behind_the_last_true_one_counts():
    """The cosines are 1, 1 - 5e-7 and 1 - 5e-6, k is 1: the second may be the first, rounded."""

    class Rounded:
        def exact(self, sentences):
            cosines = np.array([0, 0, 1, 1 - 5e-7, 1 - 5e-6], np.float32)[sentences.tokens]
            return np.stack([cosines, np.sqrt(1 - cosines**2)], axis=1)

    sentences, queries = encoded(["a", "b", "c"], IDS), encoded(["a"], IDS)
    shares = [neighbours.recall(Rounded(), sentences, queries, np.array([[place]])) for place in range(3)]
    assert shares == [1.0, 1.0, 0.0]


@pytest.mark.parametrize("candidates", [1, 10, 17])
def test_at_least_k_candidates_are_reranked(candidates):
    """Fewer candidates than neighbours asked for would leave places empty."""
    _, sentences, table = corpus()
    bag, queries = BagOfWords(len(table), 1024), sentences.part(0, 7)
    search = Exact(lambda: representations.blocks(bag, sentences))
    found = neighbours.reranked(search, bag, sentences, queries, 13, candidates)
    assert found.places.shape == (7, 13) and (found.places >= 0).all()


def test_a_sample_is_spread_over_all_queries():
    assert neighbours.sample(3).tolist() == [0, 1, 2]
    drawn = neighbours.sample(10_007)
    assert (len(drawn), drawn[0], drawn[-1]) == (neighbours.SAMPLE, 0, 10_006)
