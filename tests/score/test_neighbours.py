"""Words that are replaced by the nearest in the model's own embedding: by hand, and by public measures."""

import numpy as np
import pytest

from steady_attention import measures
from steady_attention.evaluation.word_perturbation import NONE
from steady_attention.score import attention, moved, neighbours, stability
from steady_attention.score.classifier import Classifier

WORDS = ["good", "bad", "film", "worst", "unbelievably", "indeed,", "fun"]
TEXTS = [[*WORDS[:5], "good"], ["film"], ["bad", "film", "fun"], WORDS]
SEED = 5


@pytest.fixture
def bert(checkpoints):
    return Classifier(checkpoints(), cores=1)


@pytest.mark.parametrize("family", ["bert", "roberta", "deberta-v2", "gpt2"])
def test_the_nearest_by_hand(checkpoints, family):
    """By cosine of the mean of the pieces that a word has behind another one, blanks alone left out."""
    classifier = Classifier(checkpoints(family), cores=1)
    table = classifier.model.get_input_embeddings().weight.double().numpy()
    means = {}
    for word in WORDS:
        text = f"a {word}"
        given = classifier.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        parts = zip(given["input_ids"], given["offset_mapping"], strict=True)
        means[word] = table[[piece for piece, (_, stop) in parts if text[1:stop].strip()]].mean(0)
    known = neighbours.neighbours(classifier, TEXTS)
    for word in WORDS:
        cosines = {
            other: means[word] @ mean / np.linalg.norm(means[word]) / np.linalg.norm(mean)
            for other, mean in means.items()
            if other != word
        }
        assert known.spelled[known.nearest[known.ids[word]]] == max(cosines, key=cosines.get)


def test_words_that_are_read_alike_are_one(checkpoints, bert):
    """A word is no neighbour of its own capitals where the model has none; it is spelled as it mostly is."""
    texts = [["Good", "good", "good", "film"]]
    known = neighbours.neighbours(bert, texts)
    assert known.ids["Good"] == known.ids["good"] and known.spelled == ["good", "film"]
    cased = neighbours.neighbours(Classifier(checkpoints("roberta"), cores=1), texts)
    assert cased.ids["Good"] != cased.ids["good"]


def test_an_unknown_word_has_no_neighbour_and_is_none(bert, monkeypatch):
    """Neither one that the tokenizer does not know, nor one that is too rare to be a candidate."""
    known = neighbours.neighbours(bert, [["語", "good", "film"]])
    assert known.nearest.tolist() == [NONE, 2, 1, NONE]
    monkeypatch.setattr(neighbours, "WORDS", 2)
    known = neighbours.neighbours(bert, [["good", "good", "film", "film", "fun"]])
    texts, stayed = neighbours.changed([["fun", "good"]], known, 2, SEED)
    assert texts == [["fun", "film"]] and stayed == 0.5


def test_so_many_words_are_replaced(bert):
    """All of a shorter text; those of a smaller amount are among those of a larger one."""
    known = neighbours.neighbours(bert, TEXTS)
    before = np.zeros(sum(map(len, TEXTS)), bool)
    for amount in stability.REPLACED.values():
        texts, stayed = neighbours.changed(TEXTS, known, amount, SEED)
        differ = [[a != b for a, b in zip(*pair, strict=True)] for pair in zip(TEXTS, texts, strict=True)]
        assert [sum(row) for row in differ] == [min(amount, len(text)) for text in TEXTS] and stayed == 0
        flat = np.concatenate(differ)
        assert (before <= flat).all()
        before = flat


def test_both_measures_on_replaced_words(bert):
    """Those of the public face, on what the model says of the texts with other words."""
    names = [attention.MEAN, attention.ROLLOUT]
    found = stability.measured(bert, TEXTS, TEXTS, names, SEED, lambda *_: None)
    assert set(found.by_change) == {"delta=0.01", "words=1", "words=2", "words=3"} and not found.too_long
    texts, _ = neighbours.changed(TEXTS, neighbours.neighbours(bert, TEXTS), 2, SEED)
    clean, other = (attention.attentions(bert, bert.encode(some), names) for some in (TEXTS, texts))
    chances = bert.predict(TEXTS)
    expected = measures.tvd(chances, bert.predict(texts)).mean()
    change = found.by_change["words=2"]
    assert moved.of_predictions(chances, change.probabilities) == pytest.approx(expected, rel=1e-4)
    for name in names:
        pairs = zip(clean[name], other[name], strict=True)
        expected = np.mean([measures.jsd(p, q) for p, q in pairs])
        assert expected > 0
        assert moved.of_attention(clean[name], change.attention[name]) == pytest.approx(expected, rel=1e-4)


def test_a_text_that_would_become_too_long_stays(bert):
    short, long = ["a"] * 41, ["unbelievably"] * 41
    encoded = bert.encode([short])
    found, too_long = neighbours.moved(bert, [long], encoded, [])
    assert too_long == 1 and found.probabilities[0] == pytest.approx(bert.predict([short]))


def test_what_stays_is_told():
    changes = dict.fromkeys((stability.NOISE, *stability.REPLACED))
    told = stability.description(stability.Stability(changes, 1009, 0.125, 3))
    assert told == (
        "each by the nearest of 1,009 words of the file; 12.5% of the drawn ones have none, and stay; "
        "3 texts would be too long for the model, and stay"
    )


def test_one_word_alone_has_no_neighbour(bert):
    """Then nothing is replaced, and no change of 0 is told."""
    found = stability.measured(bert, [["good"]], [["good"]], [], SEED, lambda *_: None)
    assert set(found.by_change) == {"delta=0.01"} and "1 different words none" in stability.description(found)
