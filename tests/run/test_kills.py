"""Real training that is killed in the middle, or done by a Dask cluster: in the end the weights are those of
a run that nothing disturbed, bit for bit, and no process is left.
"""

import contextlib
import os
import signal
from functools import partial

import pytest

from tests.run.cluster import Cluster
from tests.run.scratch import BLOCK, is_worker, make, session, wait_until

pytestmark = pytest.mark.slow
TARGET = ("dvc", "repro", "train@demo-attention_vat")
EPOCHS = 6  # long enough, each of 119 steps, to be killed in the middle three times


def training(params: dict) -> None:
    """Two runs with every source of randomness: dropout, VAT's start, shuffling, unlabeled texts."""
    demo = params["profiles"]["demo"]
    demo["suites"] = {"attention_vat": {"all": BLOCK | {"methods": ["attention_vat"], "seeds": [0, 1]}}}
    demo["suites"]["attention_vat"]["all"]["variants"] = [{"unlabeled": 700}]
    demo["train"] |= {"epochs": EPOCHS, "patience": EPOCHS, "batch_size": 16}
    demo["model"]["dropout"] = 0.3
    params["execution"]["jobs"] = 2


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A repository whose data are ready to train on."""
    repository = make(tmp_path_factory.mktemp("faults") / "prepared", training, "unlabeled")
    repository.run("dvc", "repro", "select_unlabeled")
    return repository


@pytest.fixture(scope="module")
def uninterrupted(prepared, tmp_path_factory):
    """The weights of a run that nothing disturbed, with one job."""
    repository = prepared.copy(tmp_path_factory.mktemp("faults") / "uninterrupted")
    repository.params(lambda params: params["execution"].update(jobs=1))
    repository.run(*TARGET)
    weights = repository.weights("attention_vat")
    assert len(weights) == 2
    return weights


def checkpoints(repository):
    """The checkpoints of the runs in progress."""
    return list(repository.root.glob("data/store/*.work/checkpoint.pt"))


def written(repository) -> set[tuple]:
    """Each checkpoint, and when it was written."""
    found = set()
    for path in checkpoints(repository):
        with contextlib.suppress(FileNotFoundError):  # its run has ended meanwhile
            found.add((path, path.stat().st_mtime_ns))
    return found


def stopped(repository, kill, *command: str, runs: int = 1) -> None:
    """Start the training, kill it once so many runs have finished an epoch more, and see it end in the
    middle.
    """
    before = written(repository)
    started = repository.start(*(command or TARGET))
    wait_until(lambda: len(written(repository) - before) >= runs, "runs have finished an epoch")
    kill(started)
    started.wait(60)
    wait_until(lambda: not session(started.pid), "no process of the session is left")
    assert not repository.weights("attention_vat")
    assert checkpoints(repository), "killed after the last epoch: the test proves nothing, raise EPOCHS"


def processes(leader: int) -> dict[str, list]:
    """The session's processes by what they are."""
    found = {"dvc": [], "stage": [], "worker": []}
    for process in session(leader):
        command = " ".join(process.cmdline())
        if process.pid == leader:
            found["dvc"].append(process)
        elif "stages/train.py" in command:
            found["worker" if is_worker(process) else "stage"].append(process)
    return found


def test_kills_in_the_middle_of_an_epoch_cost_nothing(prepared, uninterrupted, tmp_path):
    """Of each process once, the one after the other."""
    repository = prepared.copy(tmp_path / "killed")

    def kill(started, victim):
        wait_until(lambda: processes(started.pid)[victim], f"the {victim} is there")[0].kill()

    for victim in ("dvc", "stage", "worker"):
        stopped(repository, partial(kill, victim=victim))
    repository.run(*TARGET)
    assert repository.weights("attention_vat") == uninterrupted


def test_what_a_kill_leaves_half_is_not_taken_for_whole_and_ctrl_c_says_how_to_resume(
    prepared, uninterrupted, tmp_path
):
    """All are killed at once; then half a checkpoint and half of the weights lie in the work folders of both
    runs. Then it is interrupted.
    """
    repository, log = prepared.copy(tmp_path / "writing"), tmp_path / "log"
    stopped(repository, lambda started: os.killpg(started.pid, signal.SIGKILL), runs=2)
    assert len(checkpoints(repository)) == 2
    for checkpoint in checkpoints(repository):
        whole = checkpoint.read_bytes()
        (checkpoint.parent / "checkpoint.pt.half").write_bytes(whole[: len(whole) // 2])
        (checkpoint.parent / "weights.safetensors").write_bytes(whole[: len(whole) // 3])
    command = ("sh", "-c", f"exec {' '.join(TARGET)} > {log} 2>&1")
    stopped(repository, lambda started: os.killpg(started.pid, signal.SIGINT), *command)
    text = log.read_text(encoding="utf-8")
    assert "run the same command again to go on" in text and "Traceback" not in text
    repository.run(*TARGET)
    assert repository.weights("attention_vat") == uninterrupted


def test_a_dask_cluster_gives_the_weights_of_local_training(prepared, uninterrupted, tmp_path):
    """Although of four workers two come late, one is killed and one is told to leave. That one has a nanny:
    Dask's worker without one may never end then, and goes on to tell the scheduler that it lives.
    """
    repository = prepared.copy(tmp_path / "repository")
    cluster = Cluster(repository.root, tmp_path / "logs")
    try:
        single = {"PYTHONPATH": "src", "OMP_NUM_THREADS": "1"}
        killed, leaving = cluster.worker(None, "--no-nanny", **single), cluster.worker()
        here = {"backend": "dask", "scheduler": cluster.address}
        repository.params(lambda params: params["execution"].update(here))
        started = repository.start(*TARGET)
        wait_until(lambda: len(checkpoints(repository)) == 2, "both runs have finished an epoch")
        killed.kill()
        leaving.terminate()
        assert not repository.weights("attention_vat"), "killed too late: raise EPOCHS"
        for _ in range(2):
            cluster.worker(None, "--no-nanny", **single)
        assert started.wait(300) == 0
    finally:
        cluster.stop()
    assert repository.weights("attention_vat") == uninterrupted
    assert not list(repository.root.glob("data/store/*.work"))
