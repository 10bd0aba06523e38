"""Comprehensiveness and sufficiency, on a model whose probabilities are known."""

import math
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from steady_attention.evaluation import ranking
from steady_attention.evaluation.measures.erasure import drops, measured
from steady_attention.metrics.erasure import top
from steady_attention.models.predict import predict
from steady_attention.models.texts import texts
from tests.evaluation.linear import Linear
from tests.tiny import make_model, make_texts

# Word 1 is the unknown word, z = 0; words 2, 3, 4 add ln 3, -ln 3, ln 9.
MODEL = Linear([[0.0], [0.0], [1.0], [-1.0], [2.0]], [[math.log(3)]], [0.0]).eval()
TEXTS = texts(np.array([2, 3, 4, 4, 2], np.int32), np.array([0, 3, 4, 5]), np.array([1, 1, 1]), False)
ATTENTION = [np.array([0.2, 0.2, 0.6]), np.array([1.0]), np.array([1.0])]


def subject(method="seat", **settings):
    """Predictions of the model with the attention above."""
    return SimpleNamespace(
        model=MODEL,
        test=TEXTS,
        predictions=replace(predict(MODEL, TEXTS), attention=ATTENTION),
        settings=SimpleNamespace(**settings),
        method=method,
        seed=0,
    )


def test_by_hand():
    """p = .9, .9, .75. Without its first word by attention the first text is 2 3, .5; alone it is 4, .9.
    A text whose only word is gone is the unknown word, .5. Comprehensiveness .4, .4, .25; sufficiency 0.
    """
    rationales = [top(row, 1) for row in ATTENTION]
    comprehensiveness, sufficiency = drops(MODEL, TEXTS, subject().predictions, rationales)
    np.testing.assert_allclose(comprehensiveness, [0.4, 0.4, 0.25], rtol=1e-6)
    np.testing.assert_allclose(sufficiency, 0.0, atol=1e-7)


def test_of_a_text_the_class_that_is_decided_on_all_of_it():
    """Text 3: p of class 0 is .75, with nothing left .5."""
    negative = texts(np.array([3], np.int32), np.array([0, 1]), None, False)
    full = predict(MODEL, negative)
    comprehensiveness, sufficiency = drops(MODEL, negative, full, [np.array([False])])
    np.testing.assert_allclose([comprehensiveness, sufficiency], [[0.0], [0.25]], atol=1e-7)


def test_the_means():
    """Two words, of equals the earlier: the first text loses 2 and 4 and keeps 3: .9 - .25; alone 2 4: 27/28.
    A rationale of more words than the text has is the whole text. Shares of one and of two words of three.
    """
    found = measured(subject(rationale_words=2, rationale_shares=(0.33, 0.66)), Path())
    assert found == {
        "comprehensiveness": pytest.approx((0.65 + 0.4 + 0.25) / 3),
        "sufficiency": pytest.approx((0.9 - 27 / 28) / 3),
        "comprehensiveness_aopc": pytest.approx((0.4 + 0.4 + 0.25 + 0.65 + 0.4 + 0.25) / 6),
        "sufficiency_aopc": pytest.approx((0.9 - 27 / 28) / 6),
    }


def test_vanilla_has_random_rationales_beside():
    """Of as many words in the order of random ranks; the attention's own are those of other methods."""
    settings = dict(rationale_words=2, rationale_shares=(0.33, 0.66))
    plain, found = (measured(subject(method, **settings), None) for method in ("seat", "vanilla"))
    assert found == plain | {f"random_{name}": found[f"random_{name}"] for name in plain}
    orders = ranking.random_scores(subject("vanilla"))
    by_hand = drops(MODEL, TEXTS, subject().predictions, [top(row, 2) for row in orders])
    assert found["random_comprehensiveness"] == pytest.approx(by_hand[0].mean())
    assert found["random_sufficiency"] == pytest.approx(by_hand[1].mean())


def test_other_texts_of_the_batch_change_nothing():
    """Of pairs with boundaries, whose second texts and candidates go with them."""
    model = make_model(classes=5, pair=True).eval()
    whole = make_texts((7, 3, 4, 13), classes=5, boundaries=True, pair=True, candidates=True)
    full = predict(model, whole)
    rationales = [top(row, 2) for row in full.attention]
    together = drops(model, whole, full, rationales)
    for i in range(len(whole)):
        one = whole.take(np.array([i]))
        alone = drops(model, one, predict(model, one), rationales[i : i + 1])
        np.testing.assert_allclose(np.ravel(alone), [together[0][i], together[1][i]], atol=1e-6)
