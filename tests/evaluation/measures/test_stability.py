"""All measures of stability of one run, and its examples."""

import json
from types import SimpleNamespace

import numpy as np
import pytest

from steady_attention.evaluation.measures import adversarial, clamped, stability
from steady_attention.evaluation.word_perturbation import NONE
from steady_attention.models.predict import Predictions, predict
from tests.tiny import VOCABULARY, WIDTH, make_model, make_texts

SETTINGS = SimpleNamespace(deltas=(0.001, 0.05), draws=3, replaced_words=(1, 2))
IDS = [f"text-{number}" for number in range(7)]


@pytest.fixture
def subject(tmp_path):
    """Seven texts with boundaries; every word but those of ids 4 and 5 has a vector."""
    model, whole = make_model().eval(), make_texts((7, 4, 5, 7, 3, 6, 9), boundaries=True)
    names = ["<pad>", "<unk>", "<sos>", "<eos>"] + [f"w{number}" for number in range(4, VOCABULARY)]
    spans = zip(whole.starts + 1, whole.starts + whole.lengths - 1, strict=True)
    rows = [[names[i] for i in whole.tokens[start:end]] for start, end in spans]
    files = {"vocabulary": names, "words": names[6:], "test.ids": IDS, "test.words": map(" ".join, rows)}
    for name, lines in files.items():
        (tmp_path / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    np.save(tmp_path / "vectors.npy", np.random.default_rng(0).normal(size=(VOCABULARY - 6, WIDTH)))
    return SimpleNamespace(
        model=model,
        test=whole,
        predictions=predict(model, whole),
        corpus=tmp_path,
        words=tmp_path,
        vectors=tmp_path,
        settings=SETTINGS,
        seed=5,
        shared={},
    )


def test_names_and_keys(subject, tmp_path):
    found = stability.measured(subject, tmp_path)
    deltas, words = ["delta=0.001", "delta=0.05"], ["words=1", "words=2"]
    for name in ("jsd", "tvd", "tvd_batch_sum"):
        assert list(found[name]) == deltas + words
    assert list(found["unreplaced_words"]) == words
    for key in deltas + words:
        assert found["tvd_batch_sum"][key] == pytest.approx(32 * found["tvd"][key])
        assert 0 < found["jsd"][key] < np.log(2) and 0 < found["tvd"][key] < 1
    assert found["tvd"]["delta=0.001"] < found["tvd"]["delta=0.05"]
    assert found["attention_variance"] > 0
    json.dumps(found, allow_nan=False)


def test_the_adversary_is_worse_than_noise_of_its_size(subject, tmp_path):
    noise, worst = (one.measured(subject, tmp_path) for one in (stability, adversarial))
    assert list(worst) == ["jsd_adversarial", "tvd_adversarial"]
    assert all(noise["tvd"][key] < value for key, value in worst["tvd_adversarial"].items())
    assert worst["jsd_adversarial"]["delta=0.001"] < worst["jsd_adversarial"]["delta=0.05"]


def test_the_clamp_moves_more_than_the_noise_that_it_follows(subject, tmp_path):
    noise, limited = (one.measured(subject, tmp_path) for one in (stability, clamped))
    assert list(limited) == ["jsd_clamped", "tvd_clamped"]
    for name in ("jsd", "tvd"):
        assert limited[f"{name}_clamped"]["delta=0.001"] > 2 * noise[name]["delta=0.001"]
    assert clamped.measured(subject, None) == limited


def test_the_seed_decides(subject, tmp_path):
    first, again = (stability.measured(subject, tmp_path) for _ in range(2))
    assert first == again
    subject.seed = 6
    other = stability.measured(subject, tmp_path)["tvd"]
    assert all(other[key] != value for key, value in first["tvd"].items())


def test_every_delta_has_the_same_words_and_directions(subject, tmp_path):
    """So little noise acts linearly: twice as long, twice the distance."""
    subject.settings = SimpleNamespace(deltas=(1e-6, 4e-6), draws=1, replaced_words=())
    found = stability.measured(subject, tmp_path)["tvd"]
    assert found["delta=4e-06"] / found["delta=1e-06"] == pytest.approx(2, rel=0.01)


def test_examples(subject, tmp_path):
    stability.measured(subject, tmp_path)
    rows = json.loads((tmp_path / "perturbed.json").read_text(encoding="utf-8"))
    assert [row["id"] for row in rows] == IDS[:6] * 2
    assert [row["kind"] for row in rows] == ["words"] * 6 + ["embedding"] * 6
    assert [row["label"] for row in rows] == subject.test.labels[:6].tolist() * 2
    for row in rows:
        benign, perturbed = row["benign"], row["perturbed"]
        assert len(benign["words"]) == len(perturbed["words"]) == len(perturbed["attention"])
        changed = sum(a != b for a, b in zip(benign["words"], perturbed["words"], strict=True))
        assert changed <= 2 if row["kind"] == "words" else changed == 0
        assert sum(perturbed["attention"]) == pytest.approx(1, abs=1e-3)
        assert row["tvd"] == pytest.approx(
            abs(benign["probabilities"][0] - perturbed["probabilities"][0]), abs=2e-4
        )
        assert (row["jsd"] > 0) == (benign["attention"] != perturbed["attention"]) or row["jsd"] < 1e-6
    assert any(row["benign"]["words"] != row["perturbed"]["words"] for row in rows[:6])
    clean = subject.predictions
    assert rows[3]["benign"]["attention"] == np.round(clean.attention[3].astype(float), 4).tolist()


def test_fewer_texts_than_examples(subject):
    subject.test = subject.test.first(2)
    subject.predictions = predict(subject.model, subject.test)
    assert len(stability.perturbed.examples(subject, np.full(VOCABULARY, NONE))) == 4


def test_change_by_hand():
    """Attention from one word to the other, a quarter of the probability; then no change."""
    clean = Predictions(np.array([[0.5, 0.5], [0.1, 0.9]]), [np.array([1.0, 0.0]), np.array([1.0])])
    moved = Predictions(np.array([[0.75, 0.25], [0.1, 0.9]]), [np.array([0.0, 1.0]), np.array([1.0])])
    jsds, tvds = stability.change(clean, moved)
    np.testing.assert_allclose(jsds, [np.log(2), 0.0])
    np.testing.assert_allclose(tvds, [0.25, 0.0])
