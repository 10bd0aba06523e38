"""Representations of texts, their separation and their picture."""

import math

import numpy as np
import pytest
import torch

from steady_attention.evaluation.measures import representation
from steady_attention.metrics import separation
from steady_attention.metrics.classification import accuracy
from steady_attention.models import checkpoint
from steady_attention.models.predict import predict
from tests.evaluation.subjects import SETTINGS, make_subject, random_model
from tests.tiny import HIDDEN, make_texts, noise

LENGTHS = (2, 13, 1, 7, 5, 3, 11, 17, 5, 2, 3)


def measured(subject, folder):
    found = representation.measured(subject, folder)
    return found, np.load(folder / "tsne.npz")


@pytest.mark.parametrize("kinds", [{}, {"boundaries": True}, {"pair": True}])
def test_representations_are_states_weighed_by_attention(kinds):
    """Text by text, so that neither padding nor the batch's order takes part."""
    test = make_texts((5, 13, 3, 7), **kinds)
    model = random_model(pair=kinds.get("pair", False))
    found = representation.representations(model, test)
    assert found.shape == (4, 2 * HIDDEN)
    for index, attention in enumerate(predict(model, test).attention):
        batch = test.batch(np.array([index]))
        with torch.no_grad():
            states = model.encoder(model.embed(batch, noise()), batch).states[0][batch.mask[0]].numpy()
        np.testing.assert_allclose(found[index], attention @ states, rtol=1e-4, atol=1e-6)


def test_numbers_and_picture(tmp_path):
    test, model = make_texts(LENGTHS, classes=3), random_model(classes=3)
    found, picture = measured(make_subject(test, model, run=tmp_path), tmp_path)
    rows = representation.representations(model, test)
    assert found == {
        "silhouette": separation.silhouette(rows, test.labels),
        "distance_ratio": separation.distance_ratio(rows, test.labels),
    }
    assert picture["points"].shape == (11, 2) and picture["points"].dtype == np.float16
    assert picture["labels"].tolist() == test.labels.tolist() and picture["labels"].dtype == np.int16
    assert np.isfinite(picture["points"]).all() and not (tmp_path / "tsne_iterations.npz").exists()


def test_the_picture_is_the_same_again_without_global_state():
    rows = np.random.default_rng(0).normal(size=(11, 503)).astype(np.float32)  # wide: a random start
    state = np.random.get_state()[1].copy()
    np.testing.assert_array_equal(representation.projected(rows, 0), representation.projected(rows, 0))
    np.testing.assert_array_equal(np.random.get_state()[1], state)


def test_the_picture_keeps_neighbours():
    """Two far groups: every point's nearest is of its own."""
    random, groups = np.random.default_rng(0), np.arange(31) % 2
    points = representation.projected(random.normal(size=(31, 7)) + 100 * groups[:, None], 0)
    distances = np.linalg.norm(points[:, None].astype(float) - points, axis=2) + 1e9 * np.eye(31)
    np.testing.assert_array_equal(groups[distances.argmin(1)], groups)


def test_of_many_texts_some_are_drawn(tmp_path):
    test, model = make_texts(tuple(range(1, 38))), random_model()
    pictures = []
    for seed in (0, 0, 1):
        subject = make_subject(test, model, run=tmp_path, seed=seed, tsne_texts=13)
        found, picture = measured(subject, tmp_path)
        chosen = representation._chosen(subject)
        assert len(set(chosen.tolist())) == 13 == len(picture["points"])
        assert picture["labels"].tolist() == test.labels[chosen].tolist()
        rows = representation.representations(model, test.take(chosen))
        assert found["silhouette"] == separation.silhouette(rows, test.labels[chosen])
        pictures.append(chosen.tolist())
    assert pictures[0] == pictures[1] != pictures[2]


@pytest.mark.parametrize("amount", [1, 2, 3, 5])
def test_one_class_or_few_texts(amount, tmp_path):
    test = make_texts(LENGTHS[:amount], classes=1)  # every label is 0
    found, picture = measured(make_subject(test, random_model(), run=tmp_path), tmp_path)
    assert found == {"silhouette": None, "distance_ratio": None}
    assert picture["points"].shape == (amount, 2) and np.isfinite(picture["points"]).all()


def test_equal_texts_are_one_point():
    np.testing.assert_array_equal(representation.projected(np.ones((5, 3)), 0), np.zeros((5, 2)))


def test_a_run_without_attention_has_none(tmp_path):
    assert (
        representation.measured(make_subject(make_texts(), random_model("max"), run=tmp_path), tmp_path) == {}
    )
    assert not list(tmp_path.iterdir())


def test_every_iteration_is_measured_in_its_order(tmp_path):
    """Iteration 10, which has the run's weights, comes after 2 and has the run's numbers."""
    test, models = make_texts(LENGTHS), {k: random_model(seed=k) for k in (10, 2, 0)}
    checkpoint.save(
        tmp_path, models[10].state_dict(), {**SETTINGS, "scorer": "additive", "classes": 2, "pair": False}
    )
    for k, model in models.items():
        checkpoint.save_weights(tmp_path / f"iteration{k}.safetensors", model.state_dict())
    found, picture = measured(make_subject(test, models[10], run=tmp_path), tmp_path)
    names = ("accuracy", "silhouette", "distance_ratio")
    assert list(found)[2:] == [f"{name}@iteration={k}" for k in (0, 2, 10) for name in names]
    assert found["silhouette@iteration=10"] == found["silhouette"] != found["silhouette@iteration=2"]
    for k, model in models.items():
        right = accuracy(predict(model, test).probabilities, test.labels)
        assert found[f"accuracy@iteration={k}"] == right and math.isfinite(
            found[f"distance_ratio@iteration={k}"]
        )
    points = np.load(tmp_path / "tsne_iterations.npz")
    assert list(points) == ["points_0", "points_2", "points_10"]
    np.testing.assert_array_equal(points["points_10"], picture["points"])


def test_accuracy_of_an_iteration_is_of_the_whole_split(tmp_path):
    test, model = make_texts(LENGTHS), random_model()
    checkpoint.save(
        tmp_path, model.state_dict(), {**SETTINGS, "scorer": "additive", "classes": 2, "pair": False}
    )
    checkpoint.save_weights(tmp_path / "iteration0.safetensors", model.state_dict())
    found = representation.measured(make_subject(test, model, run=tmp_path, tsne_texts=3), tmp_path)
    assert found["accuracy@iteration=0"] == accuracy(predict(model, test).probabilities, test.labels)
