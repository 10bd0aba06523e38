"""The item of an evaluation: both selections, and samples of the test texts."""

import os
import shutil

import numpy as np
import pytest
from safetensors.torch import load_file, save_file

from steady_attention.evaluation import measures
from steady_attention.evaluation.measures import clamped, representation, sentiment_words
from steady_attention.evaluation.subject import evenly
from steady_attention.models import checkpoint
from steady_attention.models.predict import predict
from steady_attention.models.texts import load
from steady_attention.store.files import read_json, write_json
from tests.evaluation.subjects import EVALUATE
from tests.training.conftest import inputs as inputs
from tests.training.runs import evaluated, run

FEW = dict(stored_texts=3, measured_texts=2)
LENGTHS = [3, 5, 2, 7, 11]


def two_epochs(inputs, folder):
    """A run whose last weights are others than the chosen ones."""
    trained = run(inputs, folder)
    weights = load_file(trained / "weights.safetensors")
    save_file({name: 1.5 * tensor for name, tensor in weights.items()}, trained / "last.safetensors")
    stated = read_json(trained / "run.json")
    write_json(trained / "run.json", stated | {"best_epoch": 1, "last_epoch": 2})
    return trained


@pytest.fixture
def few(monkeypatch):
    for name, value in FEW.items():
        monkeypatch.setitem(EVALUATE, name, value)


def test_a_run_of_one_epoch_has_it_twice(inputs, tmp_path):
    trained = run(inputs, tmp_path / "run")
    stated = read_json(trained / "run.json")
    write_json(trained / "run.json", stated | {"last_epoch": stated["best_epoch"]})
    (trained / "last.safetensors").unlink(missing_ok=True)
    scores = evaluated(inputs, trained, tmp_path / "evaluation")
    assert scores["last"] == {key: scores[key] for key in ("dev", "test", "counts")}
    assert scores["last_epoch"] == scores["best_epoch"] == stated["best_epoch"]
    assert not (tmp_path / "evaluation/predictions_last.npz").exists()


def test_the_last_epoch_has_every_number_again(inputs, tmp_path):
    """Those that an evaluation of its weights alone gives; pictures are of the chosen epoch."""
    base = run(inputs, tmp_path / "base", method="base", hparams={}, attention="max")
    trained = two_epochs(inputs, tmp_path / "run")
    alone = shutil.copytree(trained, tmp_path / "alone")
    os.replace(alone / "last.safetensors", alone / "weights.safetensors")
    write_json(alone / "run.json", {"best_epoch": 2, "last_epoch": 2})
    taken = ("stability", "erasure", "clamped", "deletion", "representation")
    scores = evaluated(inputs, trained, tmp_path / "evaluation", *taken, base=base)
    other = evaluated(inputs, alone, tmp_path / "of_last", *taken, base=base)
    assert (scores["best_epoch"], scores["last_epoch"]) == (1, 2)
    assert scores["last"] == {key: other[key] for key in ("dev", "test", "counts")}
    assert scores["last"]["test"]["jsd"] != scores["test"]["jsd"]
    shutil.rmtree(tmp_path / "of_last")
    (trained / "last.safetensors").unlink()
    write_json(trained / "run.json", {"best_epoch": 1, "last_epoch": 1})
    evaluated(inputs, trained, tmp_path / "of_last", *taken, base=base)
    for name in ("examples.json", "perturbed.json", "predictions.npz", "tsne.npz"):
        first, second = ((tmp_path / folder / name).read_bytes() for folder in ("evaluation", "of_last"))
        assert first == second
    assert (tmp_path / "evaluation/predictions_last.npz").is_file()


def test_a_sample_of_the_predictions_is_kept(inputs, tmp_path, few):
    trained = two_epochs(inputs, tmp_path / "run")
    evaluated(inputs, trained, tmp_path / "evaluation")
    for file, weights in (("predictions", "weights"), ("predictions_last", "last")):
        found = np.load(tmp_path / f"evaluation/{file}.npz")
        whole = load(inputs["corpus"], "test")
        expected = predict(checkpoint.load(trained, f"{weights}.safetensors"), whole)
        assert found["texts"].tolist() == [0, 2, 4] and found["offsets"].tolist() == [0, 3, 5, 16]
        np.testing.assert_array_equal(found["labels"], whole.labels[[0, 2, 4]])
        np.testing.assert_array_equal(found["probabilities"], expected.probabilities[[0, 2, 4]])
        attention = np.concatenate([expected.attention[i] for i in (0, 2, 4)])
        np.testing.assert_allclose(found["attention"], attention, atol=1e-3)


def test_costly_measures_look_at_a_sample_and_the_others_at_all(inputs, tmp_path, few, monkeypatch):
    seen = {}

    class Spy:
        def __init__(self, module):
            self.name = module.__name__.split(".")[-1]
            if hasattr(module, "EVERY_TEXT"):
                self.EVERY_TEXT = module.EVERY_TEXT

        def measured(self, subject, work):
            seen[self.name] = subject
            return {}

    modules = {"clamped": clamped, "sentiment_words": sentiment_words, "representation": representation}
    monkeypatch.setattr(measures, "get", lambda name: Spy(modules[name]))
    evaluated(inputs, run(inputs, tmp_path / "run"), tmp_path / "evaluation", *modules)
    lengths = {name: [len(row) for row in subject.predictions.attention] for name, subject in seen.items()}
    assert lengths == {"clamped": [3, 11], "sentiment_words": LENGTHS, "representation": LENGTHS}
    assert seen["clamped"].test.numbers.tolist() == [0, 4]


@pytest.mark.parametrize("amount, largest", [(5, 5), (5, 7), (101, 7), (7, 1)])
def test_texts_are_spaced_evenly(amount, largest):
    found = evenly(amount, largest)
    assert len(found) == min(amount, largest) and found[0] == 0
    if len(found) > 1:
        assert found[-1] == amount - 1 and np.ptp(np.diff(found)) <= 1


def test_correlations_may_be_of_a_sample(inputs, tmp_path, monkeypatch):
    """Scores are of all test texts, correlations of evenly spaced ones, examples of the first ones."""
    trained = run(inputs, tmp_path / "run")
    every = evaluated(inputs, trained, tmp_path / "every")
    amount = every["counts"]["test"]
    monkeypatch.setitem(EVALUATE, "correlated_texts", 2)
    some = evaluated(inputs, trained, tmp_path / "some")
    assert some["counts"]["correlation_defined"] <= 2 < every["counts"]["correlation_defined"] <= amount
    assert some["test"]["f1"] == every["test"]["f1"]
    examples = [read_json(tmp_path / name / "examples.json") for name in ("every", "some")]
    assert examples[0] == examples[1] and len(examples[0]) > 2
