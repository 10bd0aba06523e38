"""Figure 1's numbers: by hand, by differences, and beside the method that is trained."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from steady_attention.methods import attention_vat
from steady_attention.models.classifier import Reading
from steady_attention.models.outputs import kl_divergence
from steady_attention.papers.attention_vat import idea

THREE = arrays(np.float64, 3, elements=st.floats(-2.0, 2.0))


def test_two_words_by_hand():
    """Equal scores and opposite values: p = 1/2. r_VAT = (ln 3 / 2, -ln 3 / 2) gives attention 3/4 and 1/4,
    logit 2 ln 3 (3/4 - 1/4) = ln 3 and p = 3/4; KL = ln(2/3) / 2 + ln 2 / 2.
    """
    third = np.log(3)
    frame = idea.numbers(
        ("good", "bad"), (0.0, 0.0), (2 * third, -2 * third), (1.0, -1.0), third / np.sqrt(2), 0.1
    )
    assert list(frame["attention"]) == [0.5, 0.5]
    assert list(frame["r_vat"]) == [0.5493, -0.5493]
    assert list(frame["perturbed_attention"]) == [0.75, 0.25]
    assert set(frame["probability"]) == {0.5} and set(frame["perturbed_probability"]) == {0.75}
    assert set(frame["divergence"]) == {0.1438}  # ln(4/3) / 2


def test_the_start_turned_round_turns_r_round():
    there, back = (
        idea.perturbation(np.zeros(2), np.array([1.0, -1.0]), np.array(d), 2.0, 0.1)
        for d in ((1.0, -1.0), (-1.0, 1.0))
    )
    assert there == pytest.approx([np.sqrt(2), -np.sqrt(2)]) and back == pytest.approx(-there)


@given(THREE, THREE, THREE)
def test_gradient_by_differences(scores, values, r):
    def at(r):
        p, q = (idea.sigmoid(idea.softmax(s) @ values) for s in (scores, scores + r))
        return idea.divergence(p, q)

    step = 1e-5
    differences = [(at(r + step * e) - at(r - step * e)) / (2 * step) for e in np.eye(3)]
    assert idea.gradient(scores, values, r) == pytest.approx(differences, abs=1e-8)


def test_the_method_that_is_trained_gives_the_same():
    scores = torch.tensor([idea.SCORES], dtype=torch.float64)
    values = torch.tensor(idea.VALUES, dtype=torch.float64)[None, :, None]
    mask = torch.ones_like(scores, dtype=torch.bool)
    reading = Reading(scores, values, torch.zeros(1, dtype=torch.float64), mask)
    start = torch.tensor([idea.START], dtype=torch.float64)
    r = attention_vat.perturbation(
        lambda r: kl_divergence(reading.logits(), reading.logits(scores + r)),
        start / start.norm(),
        mask,
        attention_vat.HParams(idea.EPSILON, idea.XI, 1.0),
    )
    frame = idea.numbers()
    assert frame["r_vat"].to_numpy() == pytest.approx(r[0].numpy(), abs=6e-5)
    apart = kl_divergence(reading.logits(), reading.logits(scores + r))
    assert frame["divergence"][0] == pytest.approx(apart.item(), abs=6e-5)


def test_r_has_its_length_and_hurts_more_than_the_start_does():
    frame = idea.numbers()
    assert np.linalg.norm(frame["r_vat"]) == pytest.approx(idea.EPSILON, abs=1e-3)
    scores, values, start = map(np.array, (idea.SCORES, idea.VALUES, idea.START))
    moved = scores + idea.EPSILON * start / np.linalg.norm(start)
    p, q = (idea.sigmoid(idea.softmax(s) @ values) for s in (scores, moved))
    assert frame["divergence"][0] > idea.divergence(p, q)
