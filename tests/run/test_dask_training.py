"""Real training on a Dask cluster gives the weights of local training, also where a worker is killed."""

import pytest

from tests.run.cluster import Cluster
from tests.run.scratch import BLOCK, make, wait_until

pytestmark = pytest.mark.slow
TARGET = ("dvc", "repro", "train@demo-attention_vat")


def training(params: dict) -> None:
    """Two runs with every source of randomness: dropout, VAT's start, shuffling, unlabeled texts."""
    demo = params["profiles"]["demo"]
    block = {"methods": ["attention_vat"], "seeds": [0, 1], "variants": [{"unlabeled": 700}]}
    demo["suites"] = {"attention_vat": {"all": BLOCK | block}}
    demo["train"]["epochs"] = 4
    demo["model"]["dropout"] = 0.3


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A repository whose data are ready to train on."""
    repository = make(tmp_path_factory.mktemp("dask") / "prepared", training, "unlabeled")
    repository.run("dvc", "repro", "select_unlabeled")
    return repository


@pytest.fixture(scope="module")
def local(prepared, tmp_path_factory):
    """The weights of training in one process of this machine."""
    repository = prepared.copy(tmp_path_factory.mktemp("dask") / "local")
    repository.run(*TARGET)
    return repository.weights("attention_vat")


@pytest.mark.parametrize("killed", [False, True], ids=["undisturbed", "killed"])
def test_the_weights_are_those_of_local_training(prepared, local, tmp_path, killed):
    repository = prepared.copy(tmp_path / "repository")
    cluster = Cluster(repository.root, tmp_path / "logs")
    try:
        single = {"PYTHONPATH": "src", "OMP_NUM_THREADS": "1"}
        workers = [cluster.worker(None, "--no-nanny", **single) for _ in range(2)]
        here = {"backend": "dask", "scheduler": cluster.address}
        repository.params(lambda params: params["execution"].update(here))
        started = repository.start(*TARGET)
        if killed:
            wait_until(lambda: checkpoints(repository), "a run has finished an epoch")
            workers[0].kill()
            assert not repository.weights("attention_vat"), "killed too late: raise the epochs"
        assert started.wait(300) == 0
    finally:
        cluster.stop()
    assert len(local) == 2 and repository.weights("attention_vat") == local
    assert not list(repository.root.glob("data/store/*.work"))


def checkpoints(repository):
    """The checkpoints of the runs in progress."""
    return list(repository.root.glob("data/store/*.work/checkpoint.pt"))
