"""One run, from files to files."""

import numpy as np
import pytest
from safetensors.numpy import load_file

from steady_attention.store import registry
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json
from steady_attention.training import start, task
from tests.training.runs import ARGUMENTS, WIDTH, WORDS, evaluated, run, write_seconds


def test_a_run_leaves_weights_settings_and_history(inputs, tmp_path):
    work = run(inputs, tmp_path / "run")
    assert load_file(work / "weights.safetensors")["embedding.weight"].shape == (WORDS, WIDTH)
    history, known = (read_json(work / f"{name}.json") for name in ("history", "run"))
    assert [row["epoch"] for row in history] == [0, 1, 2] and "dev_pearson" in history[0]
    assert known == {"best_epoch": known["best_epoch"], "last_epoch": 2, "selection": "f1"}
    assert read_json(work / "model.json")["encoder"] == "lstm"


@pytest.mark.parametrize("selection", ["f1", "accuracy", "macro_f1"])
def test_the_last_epochs_weights_lie_there_unless_they_are_the_chosen_ones(inputs, tmp_path, selection):
    """They are those of a run whose only choice is its last epoch."""
    train = ARGUMENTS["train"] | {"epochs": 5, "patience": 5, "selection": selection, "learning_rate": 0.05}
    work = run(inputs, tmp_path / "run", train=train)
    known, last = read_json(work / "run.json"), work / "last.safetensors"
    assert last.is_file() == (known["best_epoch"] < known["last_epoch"]) and known["last_epoch"] == 5
    if last.is_file():
        assert load_file(last).keys() == load_file(work / "weights.safetensors").keys()
        assert last.read_bytes() != (work / "weights.safetensors").read_bytes()


def test_words_start_at_their_vectors_and_padding_at_zero(inputs):
    found = start._vectors(inputs, WIDTH, 0).numpy()
    np.testing.assert_array_equal(found[3:], np.load(inputs["vectors"] / "vectors.npy"))
    assert (found[0] == 0).all() and (found[1:3] != 0).all()
    assert not np.array_equal(found[2], start._vectors(inputs, WIDTH, 1).numpy()[2])


@pytest.mark.parametrize("words, matrix", [("", np.zeros((0, WIDTH))), ("word3\n", np.full((1, WIDTH), 0.5))])
def test_without_a_spread_of_vectors_words_start_at_a_documented_one(inputs, words, matrix):
    """No word has a vector, or all vectors are one number: U[-0.25, 0.25] has this deviation (Kim 2014)."""
    (inputs["vectors"] / "words.txt").write_text(words, encoding="utf-8")
    np.save(inputs["vectors"] / "vectors.npy", matrix.astype(np.float32))
    found = start._vectors(inputs, WIDTH, 0).numpy()
    expected = start.seeds.numpy_generator(0, "vectors").normal(0.0, 0.25 / 3**0.5, found.shape)
    np.testing.assert_array_equal(found[1:3], expected[1:3].astype(np.float32))
    assert abs(found[4:].std() - 0.144) < 0.02


@pytest.mark.parametrize(
    "value, said",
    [
        (np.nan, "the vector of 'word5' holds a number that is not finite"),
        (np.inf, "the vector of 'word5' holds a number that is not finite"),
        (3e38, r"numbers up to 3e\+38 are too large to train from"),
    ],
)
def test_vectors_that_nothing_can_start_from_are_named(inputs, tmp_path, value, said):
    path = inputs["vectors"] / "vectors.npy"
    matrix = np.load(path)
    matrix[2, 4] = value
    np.save(path, matrix)
    with pytest.raises(UserError, match=rf"^{path}: {said}"):
        run(inputs, tmp_path / "run")


@pytest.fixture
def pairs(inputs):
    """The same corpus as pairs, three of whose five training examples are unlabeled."""
    write_seconds(inputs, (2, 3, 1, 5, 3))
    corpus = inputs["corpus"]
    for split in ("train", "dev", "test"):
        write_choices(corpus / f"{split}.candidates", np.load(corpus / f"{split}.labels.npy"))
    np.save(inputs["unlabeled"] / "labeled.npy", np.array([1, 4]))
    np.save(inputs["unlabeled"] / "unlabeled.npy", np.array([3, 0, 2]))
    return inputs


def write_choices(path, labels):
    np.save(f"{path}.npy", np.stack([labels, np.full_like(labels, 2)], 1).ravel().astype(np.int32))
    np.save(f"{path}.offsets.npy", 2 * np.arange(len(labels) + 1))


def test_half_of_a_pair_task_is_trained_on_without_labels(pairs, tmp_path):
    corpus = task._corpus(pairs, {"labeled": "half", "unlabeled": 2})
    assert corpus.train.labels.tolist() == np.load(pairs["corpus"] / "train.labels.npy")[[1, 4]].tolist()
    assert corpus.unlabeled.labels is None and corpus.unlabeled.numbers.tolist() == [3, 0]
    assert corpus.unlabeled.second.lengths.tolist() == [5, 2] and len(corpus.dev) == 5
    assert task._corpus(pairs, {"labeled": "half"}).unlabeled is None
    assert len(task._corpus(pairs, {}).train) == 5


def test_a_pair_task_is_trained_and_evaluated(pairs, tmp_path):
    variant = {"labeled": "half", "unlabeled": 3}
    trained = run(
        pairs,
        tmp_path / "run",
        method="attention_vat",
        variant=variant,
        hparams={"epsilon": 1.0, "xi": 0.1, "weight": 1.0},
    )
    work = tmp_path / "evaluation"
    evaluated(pairs, trained, work)
    examples = read_json(work / "examples.json")
    assert [len(example["second"]) for example in examples] == [2, 3, 1, 5, 3]
    assert [len(example["importance"]) for example in examples] == [3, 5, 2, 7, 11]
    excluded = [1 - example["label"] for example in examples]  # no candidate
    assert all(e["probabilities"][n] == 0 for e, n in zip(examples, excluded, strict=True))


def test_an_evaluation_has_every_number_of_the_test_split(inputs, tmp_path):
    trained, work = run(inputs, tmp_path / "run"), tmp_path / "evaluation"
    scores = evaluated(inputs, trained, work)
    prediction = {"f1", "macro_f1", "accuracy"}
    always = {f"majority_{name}" for name in prediction}
    rules = {"f1_of_class_0", "f1_at_0.622", "f1_of_class_0_at_0.622"}
    assert set(scores["test"]) == {*prediction, *always, *rules, "pearson", "kendall", "attention_entropy"}
    saved = np.load(work / "predictions.npz", allow_pickle=False)
    assert saved["probabilities"].shape == (5, 2) and saved["offsets"].tolist() == [0, 3, 8, 10, 17, 28]
    np.testing.assert_allclose(
        np.add.reduceat(saved["attention"].astype(float), saved["offsets"][:-1]), 1, atol=5e-3
    )
    assert [len(example["words"]) for example in read_json(work / "examples.json")] == [3, 5, 2, 7, 11]


def test_the_majority_is_the_training_splits(inputs, tmp_path):
    """Most training texts are of class 1; of the five test texts so many are, which gives the accuracy."""
    for split, labels in (("train", [1, 1, 0, 1, 0]), ("test", [1, 0, 0, 0, 1])):
        np.save(inputs["corpus"] / f"{split}.labels.npy", np.array(labels))
    scores = evaluated(inputs, run(inputs, tmp_path / "run"), tmp_path / "evaluation")["test"]
    assert scores["majority_accuracy"] == 0.4
    assert scores["majority_f1"] == pytest.approx(2 * 0.4 / 1.4)  # precision 0.4, recall 1


def test_every_measure_is_taken(inputs, tmp_path):
    """All that a grid may name but ERASER's, of the tiny run, and its deletions scored by another one."""
    base = run(inputs, tmp_path / "base", method="base", hparams={}, attention="max")
    trained = run(inputs, tmp_path / "run", method="vanilla", hparams={})
    measures = [name for name in registry.MEASURES.names if name != "rationales"]
    scores = evaluated(inputs, trained, tmp_path / "evaluation", *measures, base=base)["test"]
    assert {"jsd", "tvd", "comprehensiveness", "sensitivity", "aopc", "attention_variance"} <= set(scores)
    random = evaluated(inputs, base, tmp_path / "scorer", "deletion", base=base)["test"]
    assert "random_aopc" in random and "pearson" not in random


def test_as_published_the_test_split_chooses(inputs):
    """make_texts draws other words for every split."""
    test = np.load(inputs["corpus"] / "test.tokens.npy").tolist()
    assert task._corpus(inputs, {"as_published": True}).dev.tokens.tolist() == test
    assert task._corpus(inputs, {}).dev.tokens.tolist() != test


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"variant": {"unlabeled": 3}}, "asks for 3 unlabeled texts, there are 2: lower"),
        (
            {"hparams": {"epsilon": -1.0, "weight": 1.0}},
            "attention_at.epsilon: expected a number at least 0.0, got -1.0",
        ),
        ({"hparams": {"espilon": 1.0, "weight": 1.0}}, "unknown key 'espilon'; did you mean 'epsilon'?"),
        ({"model": ARGUMENTS["model"] | {"embedding": 5}}, "is 5, but the profile's `vectors` are 7 wide"),
        ({"method": "attention_ta"}, "'attention_ta' is not one of attention_at"),
    ],
)
def test_settings_that_do_not_fit_are_named(inputs, tmp_path, changes, text):
    with pytest.raises(UserError) as error:
        run(inputs, tmp_path / "run", **changes)
    assert text in str(error.value)


@pytest.mark.parametrize(
    ("selection", "variant", "lacking", "text"),
    [
        ("f1", {}, {"dev": 1}, "dev has no text of the class 'yes', which train.selection needs for f1"),
        ("f1", {"as_published": True}, {"test": 1}, "test has no text of the class 'yes'"),
        (
            "macro_f1",
            {},
            {"dev": 0},
            "dev has no text of the class 'no', which train.selection needs for macro",
        ),
        ("f1", {}, {"dev": 0, "test": 1}, ""),
        ("f1", {"as_published": True}, {"dev": 1, "test": 0}, ""),
        ("accuracy", {}, {"dev": 1}, ""),
    ],
)
def test_the_split_that_chooses_has_what_the_score_needs(inputs, selection, variant, lacking, text):
    for split, label in lacking.items():
        np.save(inputs["corpus"] / f"{split}.labels.npy", np.full(5, 1 - label))
    corpus = task._corpus(inputs, variant)
    check = (inputs["corpus"], corpus, selection, "test" if variant else "dev")
    if not text:
        task._check_selection(*check)
        return
    with pytest.raises(UserError, match=f"^{text}"):
        task._check_selection(*check)


def test_a_run_of_no_use_is_refused_before_its_first_epoch(inputs, tmp_path):
    np.save(inputs["corpus"] / "dev.labels.npy", np.zeros(5, int))
    with pytest.raises(UserError, match="^dev has no text of the class 'yes'"):
        run(inputs, tmp_path / "run")
    assert not list((tmp_path / "run").iterdir())
