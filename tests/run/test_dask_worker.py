"""What a Dask worker must share with its client, and an address at which no scheduler is."""

import shutil
import socket
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from distributed import Reschedule, Status

from steady_attention.run import dask_worker, execution
from steady_attention.settings.execution import Execution
from steady_attention.store import artifacts
from steady_attention.store.artifacts import Item
from steady_attention.store.errors import UserError
from steady_attention.text import preprocess


@pytest.fixture
def how(tmp_path, monkeypatch):
    """An execution on a port at which nothing listens, with an item store of its own."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return Execution(1, "dask", f"tcp://127.0.0.1:{port}", "cpu")


ITEM = Item("one", "steady_attention.text.preprocess", {})


@pytest.mark.slow  # waits for the answer that does not come
def test_a_scheduler_that_is_not_there_is_an_error(how):
    with pytest.raises(UserError, match="execution.scheduler: no Dask scheduler answers at tcp://127.0.0.1"):
        execution.ensure([ITEM], how, "stage")


def test_another_server_at_the_address_is_an_error(how):
    """One that speaks HTTP."""
    with socket.create_server(("127.0.0.1", int(how.scheduler.rpartition(":")[2]))) as server:

        def answer():
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9)

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(UserError, match="execution.scheduler: no Dask scheduler answers"):
            execution.ensure([ITEM], how, "stage")


@pytest.fixture
def client(tmp_path, monkeypatch):
    """What a client tells a worker that shares all with it."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    with artifacts.locked("token"):
        lock = artifacts.store() / "token.lock"
        yield dask_worker.Client(Path.cwd(), tmp_path, dask_worker.loaded(), lock)


WORKER = SimpleNamespace(state=SimpleNamespace(nthreads=1), status=Status.running)


def test_a_worker_that_shares_all_fits(client):
    assert dask_worker.misfit(client, [ITEM.task], WORKER) is None


@pytest.mark.parametrize(
    ("threads", "lacking", "sources", "said"),
    [
        (2, None, None, "has more than one thread: start it with --nthreads 1"),
        (1, "had loaded numpy", None, "had loaded numpy in {folder}, then start it again"),
        (1, None, "theirs", "has other sources in {sources}: start it in {folder} with PYTHONPATH=src"),
    ],
    ids=["threads", "instructions", "sources"],
)
def test_what_does_not_fit_is_told(client, monkeypatch, threads, lacking, sources, said):
    monkeypatch.setattr(dask_worker.environment, "lacking", lambda: lacking)
    worker = SimpleNamespace(state=SimpleNamespace(nthreads=threads))
    told = dask_worker.misfit(replace(client, sources=sources or client.sources), [ITEM.task], worker)
    assert told.startswith(said.format(folder=Path.cwd(), sources=dask_worker.sources.ROOT))


def test_sources_that_changed_after_loading_do_not_fit(client, monkeypatch):
    monkeypatch.setattr(dask_worker, "loaded", lambda: "before")
    assert "has loaded the sources before they were changed" in dask_worker.misfit(client, [], WORKER)


def test_a_store_of_its_own_does_not_fit(client):
    client.lock.unlink()
    assert "data/store must be on a file system that all share" in dask_worker.misfit(client, [], WORKER)


def test_a_file_system_without_common_locks_does_not_fit(client):
    """Two workers would write one item at once."""
    shutil.copyfile(client.lock, client.lock.with_suffix(".copy"))
    client.lock.with_suffix(".copy").replace(client.lock)  # the same name, and not the client's lock
    assert "mount its file system so that flock holds for all" in dask_worker.misfit(client, [], WORKER)


def test_a_missing_package_does_not_fit(client):
    told = dask_worker.misfit(client, ["steady_attention.nothing"], WORKER)
    assert told == "lacks a package: No module named 'steady_attention.nothing'"


def test_a_worker_that_is_told_to_leave_ends_its_item_at_the_next_report(client, monkeypatch):
    """It gives the item back: its end is no failure of the item's. Else its thread goes on, holds the item's
    lock, and ends within torch when the interpreter does, which aborts the process.
    """
    worker = SimpleNamespace(state=WORKER.state, status=Status.running)
    reported = []

    def compute(work, inputs, arguments, report):
        for epoch in range(3):
            if epoch == 1:
                worker.status = Status.closing
            report(f"epoch {epoch}")
            reported.append(epoch)

    monkeypatch.setattr(dask_worker, "get_worker", lambda: worker)
    monkeypatch.setattr(preprocess, "compute", compute)
    with pytest.raises(Reschedule):
        dask_worker.compute(ITEM, "a" * 32, client)
    assert reported == [0]
    with artifacts.locked("a" * 32):
        assert not artifacts.finished("a" * 32)
