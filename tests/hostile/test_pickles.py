"""A pickle in the place of data, vectors or weights is refused, and never loaded."""

import pickle

import numpy as np
import pytest
import torch

from steady_attention.models import checkpoint, texts
from steady_attention.results import evaluated
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from steady_attention.text import vectors, vocabulary
from steady_attention.training import state
from tests.hostile.payload import Payload, pickled
from tests.results.evaluated import npz, put
from tests.test_structure import PACKAGE
from tests.tiny import make_model


@pytest.fixture
def mark(tmp_path):
    """The file that a loaded payload would create."""
    yield tmp_path / "mark"
    assert not (tmp_path / "mark").exists()


def objects(mark):
    """An array of one payload, which numpy pickles."""
    found = np.empty(1, object)
    found[0] = Payload(mark)
    return found


def test_the_payload_works(tmp_path):
    pickle.loads(pickled(tmp_path / "mark")).close()
    assert (tmp_path / "mark").exists()


def test_vectors(tmp_path, mark):
    np.savez(tmp_path / "a.npz", words=np.array(["good"]), vectors=objects(mark))
    with pytest.raises(UserError, match=r"a\.npz: expected the arrays words and vectors, not pickled"):
        vectors.select(tmp_path / "a.npz", {b"good"})
    for name in ("a.npz", "a.vec"):
        (tmp_path / name).write_bytes(pickled(mark))
        with pytest.raises(UserError, match=name):
            vectors.select(tmp_path / name, {b"good"})


def test_the_cache_beside_our_vectors(tmp_path, mark, monkeypatch):
    """torchtext loads `.vector_cache/<name>.pt`, and by pickle: here its cache is a fresh folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vectors.txt").write_text("good 1 2 3\n", encoding="utf-8")
    (tmp_path / ".vector_cache").mkdir()
    for place in (tmp_path / ".vector_cache" / "vectors.txt.pt", tmp_path / "vectors.txt.pt"):
        torch.save(Payload(mark), place)
    words, found = vocabulary.load(tmp_path / "vectors.txt")
    assert words == ["good"] and found.tolist() == [[1, 2, 3]]


def test_a_processed_corpus(tmp_path, mark):
    (tmp_path / "statistics.json").write_text('{"boundaries": false, "pair": false}', encoding="utf-8")
    np.save(tmp_path / "train.offsets.npy", np.array([0, 1]))
    for pickled_one in ("labels", "tokens"):
        for name in ("labels", "tokens"):
            given = objects(mark) if name == pickled_one else np.zeros(1, np.int32)
            np.save(tmp_path / f"train.{name}.npy", given, allow_pickle=True)
        with pytest.raises(ValueError, match="allow_pickle=False|Python objects"):
            texts.load(tmp_path, "train")


def test_stored_predictions(tmp_path, mark):
    folder = Archived(tmp_path / "demo/evaluation/vanilla.zip", "run")
    put(folder, predictions=npz(probabilities=objects(mark), labels=np.zeros(1)))
    with pytest.raises(UserError, match="allow_pickle=False"):
        evaluated.predictions(folder)


def test_weights(tmp_path, mark):
    for write in (lambda path: path.write_bytes(pickled(mark)), lambda path: torch.save(Payload(mark), path)):
        write(tmp_path / checkpoint.WEIGHTS)
        with pytest.raises(UserError, match=r"weights\.safetensors: not readable as safetensors"):
            checkpoint.load(tmp_path)


def test_a_checkpoint_of_training(tmp_path, mark):
    model = make_model()
    optimizer = torch.optim.Adam(model.parameters())
    for given in (Payload(mark), {"model": Payload(mark), "optimizer": {}, "state": {}}):
        torch.save(given, tmp_path / "checkpoint.pt")
        with pytest.raises(Exception, match="[Ww]eights.only"):
            state.resume(tmp_path / "checkpoint.pt", model, optimizer)


def test_nothing_in_the_source_loads_pickles():
    """Every np.load is without pickle (numpy's default), every torch.load of weights only; no other loader,
    but for what a Dask client sends to its own workers.
    """
    loaders = (
        "import pickle",
        "pickle.load",
        "allow_pickle=True",
        "joblib.load",
        "read_pickle",
        "yaml.unsafe_load",
        "yaml.full_load",
        "weights_only=False",
    )
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path.name != "dask_client.py":
            assert [word for word in loaders if word in text] == [], path
        assert text.count("torch.load(") == text.count("weights_only=True"), path
