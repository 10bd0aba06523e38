"""Selecting the nearest sentences: order by hand, prefixes, what is never selected, recall, hard cases."""

import numpy as np
import pytest

from steady_attention.store.errors import UserError
from steady_attention.unlabeled import nearest
from steady_attention.unlabeled.neighbours import Found
from tests.unlabeled.pools import SEARCH, draw, synonyms, write_inputs

ANN = ("ann_bow", "ann_average_embedding")
OFFERED = [("ann_bow", "exact"), ("ann_average_embedding", "exact"), ("ann_average_embedding", "annoy")]
DEFAULTS = {"neighbours": 10, "trees": 10, "search_k": 10_000, "hashing": 1024, "rerank": 1000}


def synonym_inputs(folder, count=3001, labeled=41):
    """Labeled texts and a pool of sentences of synonyms; the pool holds every labeled text too."""
    words, vectors, texts = synonyms(count + labeled)
    return write_inputs(folder, pool=texts, train=texts[:labeled], words=words, vectors=vectors), texts


def test_order_by_hand():
    """Ranks first: 7 and 5 (7 the nearer), then 2 and 3, equally near, 2 the earlier; 7 is not repeated."""
    places = np.array([[5, 7, 3], [7, 2, -1]])
    similarities = np.array([[0.8, 0.7, 0.6], [0.9, 0.6, -np.inf]], np.float32)
    assert nearest.ranked(Found(places, similarities)).tolist() == [7, 5, 2, 3]
    assert nearest.ranked(Found(places[:, 1:], similarities[:, 1:])).tolist() == [7, 2, 3]


def test_average_embeddings_by_hand(tmp_path):
    """`a film` lies at 45 degrees: `a film film` is nearer than `film`, `new film` further, `new` furthest.

    `the` has no vector and is skipped: `the film the` is as near as `film`, and comes later in the pool.
    """
    pool = ["new", "new film", "film", "the film the", "a film film", "the end", "it rains"]
    inputs = write_inputs(tmp_path, pool=pool)
    sentences, statistics = draw(tmp_path / "work", inputs, "ann_average_embedding", amount=5)
    assert sentences == [[2, 3, 3], [3], [5, 3, 5], [4, 3], [4]]
    assert statistics["without_representation"] == {"sentences": 1, "labeled": 0}
    assert (statistics["recall_at_2"], statistics["queries"]) == (1.0, 1)


@pytest.mark.parametrize(("weighting", "order"), [("counts", [1, 0, 2]), ("binary", [1, 2, 0])])
def test_bags_of_words_by_hand(weighting, order, tmp_path):
    """The cosines to `a film`: 5/sqrt 52 = .69, 2/sqrt 6 = .82, 2/sqrt 22 = .43 with counts; where
    repetitions do not count .5, .82, .82.
    """
    pool = ["film film film film film new", "a film new", "a new new new film", "the new", "it is"]
    ids = [[3, 3, 3, 3, 3, 4], [2, 3, 4], [2, 4, 4, 4, 3]]
    inputs = write_inputs(tmp_path, pool=pool)
    sentences, statistics = draw(tmp_path / "work", inputs, "ann_bow", amount=3, weighting=weighting)
    assert sentences == [ids[place] for place in order]
    assert statistics["without_representation"]["sentences"] == 1


@pytest.mark.parametrize(("strategy", "backend"), OFFERED)
def test_the_first_n_are_the_selection_of_size_n(strategy, backend, tmp_path):
    """Also where the neighbourhood had to be doubled; and as many are selected as at random."""
    inputs, texts = synonym_inputs(tmp_path, 307, 3)
    options = (
        {"backend": backend, "hashing": 1024, "rerank": 400}
        if strategy == "ann_bow"
        else {"backend": backend}
    )
    whole, statistics = draw(tmp_path / "whole", inputs, strategy, amount=211, **options)
    part, _ = draw(tmp_path / "part", inputs, strategy, amount=5, **options)
    assert part == whole[:5]
    assert len(whole) == len(draw(tmp_path / "random", inputs, amount=211)[0]) == 211
    assert statistics["left_out"] == {"empty": 0, "labeled": 3}


@pytest.mark.parametrize(("strategy", "backend"), OFFERED)
def test_no_labeled_text_twice_none_and_equal_bytes(strategy, backend, tmp_path):
    inputs, texts = synonym_inputs(tmp_path, 307, 17)
    for name in ("one", "two"):
        drawn, _ = draw(tmp_path / name, inputs, strategy, amount=290, backend=backend)
    assert len({tuple(sentence) for sentence in drawn}) == 290, "every sentence of the pool differs"
    words = (inputs["labeled"] / "vocabulary.txt").read_text().splitlines()
    assert not {" ".join(words[number] for number in sentence) for sentence in drawn} & set(texts[:17])
    for name in ("tokens.npy", "offsets.npy", "statistics.json"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


@pytest.mark.parametrize(("strategy", "backend"), OFFERED)
def test_recall_at_the_defaults(strategy, backend, tmp_path):
    inputs, _ = synonym_inputs(tmp_path)
    options = {key: DEFAULTS[key] for key in (SEARCH | DEFAULTS) if key in DEFAULTS}
    _, statistics = draw(tmp_path / "work", inputs, strategy, amount=300, backend=backend, **options)
    assert statistics["recall_at_10"] >= 0.95 and statistics["queries"] == 41


@pytest.mark.parametrize(
    ("strategy", "options"),
    [
        ("ann_average_embedding", {"backend": "annoy", "trees": 1, "search_k": 10}),
        ("ann_bow", {"hashing": 3, "rerank": 2}),
    ],
)
def test_a_poor_search_has_a_poor_recall(strategy, options, tmp_path):
    inputs, _ = synonym_inputs(tmp_path, 1009)
    _, statistics = draw(tmp_path / "work", inputs, strategy, amount=31, neighbours=2, **options)
    assert statistics["recall_at_2"] < 0.7


@pytest.mark.parametrize("strategy", ANN)
def test_a_subpool_is_all_that_is_searched(strategy, tmp_path):
    inputs, _ = synonym_inputs(tmp_path, 307, 3)
    drawn, statistics = draw(tmp_path / "work", inputs, strategy, amount=29, subpool=29)
    assert (statistics["searched"], statistics["available"], len(drawn)) == (29, 307, 29)
    other, _ = draw(tmp_path / "other", inputs, strategy, amount=29, subpool=29, seed=1)
    assert sorted(other) != sorted(drawn)
    with pytest.raises(UserError, match="asks for 29 sentences, but .* has only 23 usable ones .*searched"):
        draw(tmp_path / "few", inputs, strategy, amount=29, subpool=23)


@pytest.mark.parametrize("strategy", [*ANN, "random"])
def test_a_pool_of_labeled_texts_alone_has_nothing_to_select(strategy, tmp_path):
    inputs = write_inputs(tmp_path, pool=["a film", "it rains"])
    with pytest.raises(UserError, match="asks for 1 sentences, but .* has only 0 usable ones"):
        draw(tmp_path / "work", inputs, strategy, amount=1)


@pytest.mark.parametrize("strategy", ANN)
def test_labeled_texts_without_representation_are_an_error(strategy, tmp_path):
    inputs = write_inputs(tmp_path, train=["it is", "so it is"])
    with pytest.raises(UserError, match="none of 2 training texts has a representation"):
        draw(tmp_path / "work", inputs, strategy, amount=1)


def test_more_neighbours_than_can_be_held_are_an_error(monkeypatch, tmp_path):
    inputs, _ = synonym_inputs(tmp_path, 307, 3)
    monkeypatch.setattr(nearest, "MOST", 100)
    with pytest.raises(UserError, match="101 sentences would need 64 neighbours of each of 3 labeled"):
        draw(tmp_path / "work", inputs, "ann_average_embedding", amount=101)
