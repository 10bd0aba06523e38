"""A Dask cluster does the same as this machine's cores: equal bits, nothing lost or doubled, clear errors."""

import os
import re
import shutil
import signal
from functools import partial

import dask
import distributed  # noqa: F401  whose defaults are then in dask.config
import psutil
import pytest

from tests.run.cluster import Cluster, by, client, place, stored, unfinished, waiting
from tests.run.scratch import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster(tmp_path):
    """A scheduler, and no worker yet."""
    made = Cluster(place(tmp_path / "repository"), tmp_path / "logs")
    yield made
    made.stop()


def test_a_failing_item_is_named_and_the_others_finish(cluster):
    cluster.worker()
    cluster.worker()
    client = cluster.client(one="write", two="fail", three="write")
    output, _ = client.communicate(timeout=120)
    assert client.returncode == 1
    assert "trial: 1 of 3 items failed" in output and "two: Traceback" in output and "disk full" in output
    assert stored(cluster.root) == ["one", "three"]


def test_a_killed_workers_item_is_done_elsewhere(cluster):
    for _ in range(2):
        cluster.worker(None, "--no-nanny", PYTHONPATH="src", OMP_NUM_THREADS="1")
    client = cluster.client(one="wait", two="write", three="write")
    victim = wait_until(lambda: waiting(cluster.root), "an item is in the middle")
    assert victim in [process.pid for process in cluster.processes]
    os.kill(victim, signal.SIGKILL)
    wait_until(lambda: waiting(cluster.root) != victim, "another worker has begun it")
    (cluster.root / "go").touch()
    output, _ = client.communicate(timeout=120)
    assert client.returncode == 0, output
    assert stored(cluster.root) == ["one", "three", "two"] and not unfinished(cluster.root)
    assert [output.count(f"done {name}") for name in ("one", "two", "three")] == [1, 1, 1]


def test_an_item_whose_workers_die_is_given_up_as_late_as_its_scheduler_says(tmp_path):
    """By the variable that the error and docs/cluster.md name: the item dies once, and all else is done."""
    assert dask.config.get("distributed.scheduler.allowed-failures") + 1 == 4, "as docs/cluster.md has it"
    logs, root = tmp_path / "logs", place(tmp_path / "repository")
    cluster = Cluster(root, logs, DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    try:
        cluster.worker()
        client = cluster.client(one="die", two="write")
        output, _ = client.communicate(timeout=240)
    finally:
        cluster.stop()
    assert client.returncode == 1 and "one: Dask gave it up after 1 lost workers" in output
    assert "run the same command again" in output and "ALLOWED_FAILURES" in output
    assert "Traceback" not in output and stored(root) == ["two"]


def test_an_item_ends_with_its_client(cluster):
    """Killed, not asked: the next client's item is not kept waiting, and does the work anew."""
    cluster.worker()
    client = cluster.client(one="wait", two="write")
    wait_until(lambda: waiting(cluster.root), "an item is in the middle")
    client.kill()
    client.communicate()
    following = cluster.client(three="write")
    output, _ = following.communicate(timeout=120)
    assert following.returncode == 0, output
    assert stored(cluster.root) == ["three"] and len(unfinished(cluster.root)) == 1


def test_a_scheduler_that_goes_away_is_an_error(cluster):
    cluster.worker()
    client = cluster.client(one="wait")
    wait_until(lambda: waiting(cluster.root), "an item is in the middle")
    cluster.scheduler.kill()
    output, _ = client.communicate(timeout=120)
    assert client.returncode == 1 and f"the Dask scheduler at {cluster.address} is gone" in output


def test_a_scheduler_that_goes_away_before_any_worker_comes_is_an_error(cluster):
    client = cluster.client(one="write")
    wait_until(lambda: "waiting for one" in client.stdout.readline(), "the client waits for a worker")
    cluster.scheduler.kill()
    output, _ = client.communicate(timeout=120)
    assert client.returncode == 1 and f"the Dask scheduler at {cluster.address} is gone" in output


def test_without_a_scheduler_a_cluster_of_this_machine_computes_and_ends_with_its_client(tmp_path):
    root = place(tmp_path / "repository")
    killed = client(root, "local", {"one": "wait", "two": "write"})
    worker = psutil.Process(wait_until(lambda: waiting(root), "an item is in the middle"))
    assert worker.pid != killed.pid
    killed.kill()
    killed.communicate()
    wait_until(lambda: not worker.is_running(), "the worker has ended with it")
    (root / "go").touch()
    output, _ = client(root, "local", {"one": "wait", "two": "fail", "three": "write"}).communicate(
        timeout=120
    )
    assert "trial: 1 of 3 items failed" in output and "two: Traceback" in output, output
    assert stored(root) in (["one", "three"], ["one", "three", "two"])


def test_items_go_to_workers_with_room_for_them_the_longest_first(cluster):
    """By declared resources, of which the worker with the device is the one that has it: no GPU is needed."""
    one_device = ("--no-nanny", "--resources", "GPU=1,MEMORY=5e9")
    single = {"PYTHONPATH": "src", "OMP_NUM_THREADS": "1"}
    device = cluster.worker(None, *one_device, **single)
    large = {"work": 1, "memory": 7e9}
    output, _ = cluster.client(one={"work": 2, "memory": 1}, two=large).communicate(timeout=120)
    assert "too large for every Dask worker: two; up to 7.0 GB are needed, and the largest" in output
    assert not stored(cluster.root)
    order = {
        "one": {"work": 2, "memory": 1},
        "two": {"work": 5, "memory": 1},
        "three": {"work": 3, "memory": 1},
    }
    output, _ = cluster.client(**order).communicate(timeout=120)
    assert re.findall("done (one|two|three) ", output) == ["two", "three", "one"]
    cluster.worker(None, "--no-nanny", "--resources", "MEMORY=3e9", **single)
    on_device = {f"gpu{number}": {"work": 7, "memory": 1, "gpu": True} for number in range(3)}
    others = {"four": {"work": 2, "memory": 4e9}, "five": {"work": 1, "memory": 1}}
    output, _ = cluster.client(**on_device, **others).communicate(timeout=120)
    found = by(cluster.root)
    assert {found[name] for name in (*on_device, "four")} == {device.pid}, output
    assert "five" in found


def elsewhere(cluster, tmp_path):
    return {"folder": tmp_path, "words": ("--no-nanny",)}


def other_sources(cluster, tmp_path):
    shutil.copytree(cluster.root, tmp_path / "other")
    with open(tmp_path / "other/src/steady_attention/trial.py", "a") as handle:
        handle.write("# edited\n")
    return {"folder": tmp_path / "other", "words": ("--no-nanny",)}


def other_instructions(cluster, tmp_path):
    return {"variables": {"PYTHONPATH": "src", "MKL_CBWR": "AVX2"}}


PACKAGE = r"cannot load the package: start it in \S+/repository with PYTHONPATH=src"
SOURCES = r"has other sources in \S+/other/src: start it in \S+/repository with PYTHONPATH=src"
INSTRUCTIONS = "had loaded numpy or torch before MKL_CBWR said how to compute"


@pytest.mark.parametrize(
    ("wrong", "text", "late"),
    [
        (elsewhere, PACKAGE, False),
        (elsewhere, PACKAGE, True),
        (other_sources, SOURCES, True),
        (other_instructions, INSTRUCTIONS, False),
    ],
    ids=["folder", "folder, late", "sources, late", "instructions"],
)
def test_a_worker_that_does_not_fit_is_an_error(cluster, tmp_path, wrong, text, late):
    """Also where it comes in the middle of a run, when an item falls to it. test_dask_worker.py has further
    reasons.
    """
    given = wrong(cluster, tmp_path)
    start = partial(
        cluster.worker, given.get("folder"), *given.get("words", ()), **given.get("variables", {})
    )
    if not late:
        start()
    client = cluster.client(one="write")
    if late:
        wait_until(lambda: "waiting for one" in client.stdout.readline(), "the client waits for a worker")
        start()
    output, _ = client.communicate(timeout=120)
    assert client.returncode == 1 and not stored(cluster.root)
    assert re.search("execution.scheduler: the Dask worker .*" + text, output), output


def test_sources_that_a_worker_has_not_loaded_are_an_error(cluster):
    """Its modules are those of the first run: it would compute by the old code."""
    cluster.worker()
    cluster.client(one="write").communicate(timeout=120)
    with open(cluster.root / "src/steady_attention/trial.py", "a") as handle:
        handle.write("# edited\n")
    output, _ = cluster.client(two="write").communicate(timeout=120)
    assert "has loaded the sources before they were changed: restart it" in output
    assert stored(cluster.root) == ["one"]
