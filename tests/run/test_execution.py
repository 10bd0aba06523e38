"""How the work is run, as params.yaml says it, and what it loads."""

import errno
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import count

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from steady_attention import instructions
from steady_attention.run import execution
from steady_attention.run.work import work
from steady_attention.settings import execution as of_execution
from steady_attention.settings.execution import Execution
from steady_attention.store import artifacts, sections, sources
from steady_attention.store.artifacts import Item
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_text
from steady_attention.store.provenance import processor

ADDRESSES = ("tcp://127.0.0.1:8786", "tls://head-node:8786", "tcp://[::1]:8786", None)


@pytest.mark.parametrize("address", ADDRESSES)
def test_dask_takes_the_address_of_a_scheduler_or_none(address):
    given = {"jobs": "auto", "backend": "dask", "scheduler": address, "device": "auto"}
    read = sections.read("execution", given, Execution)
    of_execution.check(read)
    assert read.scheduler == address


@pytest.mark.parametrize(
    ("backend", "scheduler", "text"),
    [
        (
            "dask",
            "127.0.0.1:8786",
            "expected tcp://host:port or null with backend: dask, got '127.0.0.1:8786'",
        ),
        (
            "dask",
            "tcp://head-node",
            "expected tcp://host:port or null with backend: dask, got 'tcp://head-node'",
        ),
        (
            "processes",
            "tcp://a:1",
            "execution.scheduler: expected null with backend: processes, got 'tcp://a:1'",
        ),
        ("dusk", None, "execution.backend: 'dusk' is not one of processes, dask; did you mean 'dask'?"),
    ],
)
def test_a_wrong_backend_or_address_names_the_key(backend, scheduler, text):
    given = {"jobs": 1, "backend": backend, "scheduler": scheduler, "device": "cpu"}
    with pytest.raises(UserError) as error:
        of_execution.check(sections.read("execution", given, Execution))
    assert text in str(error.value)


def test_dask_is_not_imported_without_it():
    program = (
        "import sys; sys.path[:0] = ['src', 'stages']; import train; "
        "assert not {'dask', 'distributed'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_a_machine_without_dask_says_what_it_lacks(tmp_path, monkeypatch):
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(execution, "find_spec", lambda name: None)
    how = Execution(1, "dask", "tcp://127.0.0.1:1", "cpu")
    with pytest.raises(UserError, match="execution.backend: dask needs the package distributed"):
        execution.ensure([Item("one", "steady_attention.text.preprocess", {})], how, "stage")


TWO = [Item(name, "steady_attention.text.preprocess", {"of": name}) for name in ("one", "two")]


@pytest.fixture
def by(tmp_path, monkeypatch):
    """The processes that compute items, none of which does any work."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setenv("JOBLIB_MULTIPROCESSING", "1")  # put back behind the test
    found = []
    monkeypatch.setattr(artifacts, "produce", lambda item, fingerprint, report: found.append(os.getpid()))
    return found


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.ENOENT, errno.ENOSYS])
@pytest.mark.parametrize("jobs", ["auto", 2])
def test_without_room_for_semaphores_one_process_computes_and_says_so(by, monkeypatch, capsys, number, jobs):
    """A container's /dev/shm of 64 MB may be full, read-only, or not there."""

    def lock(context):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(multiprocessing.context.BaseContext, "Lock", lock)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    execution.ensure(TWO, Execution(jobs, "processes", None, "cpu"), "stage")
    assert by == [os.getpid()] * 2
    told = capsys.readouterr().err
    assert told.count("stage: one process instead of several: /dev/shm takes no more semaphores") == 1
    assert os.strerror(number) in told and "--shm-size" in told


def test_one_process_asks_for_no_semaphores(by, monkeypatch, capsys):
    monkeypatch.setattr(execution, "no_semaphores", lambda: pytest.fail("asked"))
    execution.ensure(TWO, Execution(1, "processes", None, "cpu"), "stage")
    execution.ensure(TWO[:1], Execution("auto", "processes", None, "cpu"), "stage")
    assert by == [os.getpid()] * 3 and "/dev/shm" not in capsys.readouterr().err


def test_semaphores_are_there_and_leave_no_file(monkeypatch):
    """Their names are of this process, since others may make some beside it."""
    synchronize, numbers = pytest.importorskip("multiprocessing.synchronize"), count()
    name = staticmethod(lambda: f"/mp-{os.getpid()}-{next(numbers)}")
    monkeypatch.setattr(synchronize.SemLock, "_make_name", name)
    if reason := execution.no_semaphores():
        pytest.skip(f"this machine has no room for semaphores: {reason}")
    assert next(numbers) >= execution.SEMAPHORES
    assert not [file for file in os.listdir("/dev/shm") if f"mp-{os.getpid()}-" in file]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EAGAIN, errno.ENOMEM])
@pytest.mark.parametrize("started", [0, 1])
def test_processes_that_cannot_be_started_are_told(by, monkeypatch, number, started):
    """Those that were started before are ended."""
    before = multiprocessing.active_children()
    fork, left = os.fork, [None] * started

    def full():
        if not left:
            raise OSError(number, os.strerror(number))
        left.pop()
        return fork()

    monkeypatch.setattr(os, "fork", full)
    with pytest.raises(UserError, match="cannot be started .* /dev/shm and memory; .* execution.jobs to 1"):
        execution.ensure(TWO, Execution(2, "processes", None, "cpu"), "stage")
    begun = [process for process in multiprocessing.active_children() if process not in before]
    for process in begun:
        process.join(60)
    assert not left and [process.exitcode for process in begun] == [-signal.SIGKILL] * len(begun)


ON_DEVICES = [replace(item, how={"device": "auto"}) for item in TWO]


def test_workers_are_forked_after_one_import_and_on_a_gpu_started_anew(by, monkeypatch):
    """CUDA works in no forked process; items that use no device ask for none."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    assert execution.start_method(ON_DEVICES) == "spawn"
    assert execution.start_method([replace(item, how={"device": "cpu"}) for item in TWO]) == "fork"
    imported = []
    monkeypatch.setattr(execution, "import_module", imported.append)
    assert execution.start_method(TWO) == "fork" and imported == ["steady_attention.text.preprocess"]
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    assert execution.start_method(ON_DEVICES) == "fork" and len(imported) == 2


def test_workers_started_anew_compute(tmp_path, monkeypatch):
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(execution, "start_method", lambda items: "spawn")
    with pytest.raises(UserError, match="stage: 2 of 2 items failed") as error:
        execution.ensure(TWO, Execution(2, "processes", None, "cpu"), "stage")
    assert "KeyError: 'raw'" in str(error.value)


def test_a_module_that_cannot_be_imported_is_told_by_its_items_name(tmp_path, monkeypatch):
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    monkeypatch.setattr(sources, "code", lambda modules: "code")
    items = [replace(item, task="steady_attention.no_such_task") for item in TWO]
    with pytest.raises(UserError, match="No module named 'steady_attention.no_such_task'") as error:
        execution.ensure(items, Execution(2, "processes", None, "cpu"), "stage")
    assert "2 of 2 items failed" in str(error.value)


def test_a_processor_whose_numbers_differ_is_noted_before_work(by, monkeypatch, capsys):
    monkeypatch.setattr(instructions, "UNLIKE", "lacks avx2")
    execution.ensure(TWO, Execution(1, "processes", None, "cpu"), "stage")
    assert f"note: {processor()} lacks avx2: what is computed here differs" in capsys.readouterr().err


def test_a_full_gpu_is_told_without_a_traceback(monkeypatch):
    """As torch raises it; what to do is said."""

    class OutOfMemoryError(RuntimeError):
        pass

    def produce(item, fingerprint, report):
        raise OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(artifacts, "produce", produce)
    outcome = work(Item("big", "a.task", {}), "print", lambda text: None)
    assert outcome.item == "big" and "lower execution.jobs" in outcome.error
    assert "Traceback" not in outcome.error


@pytest.mark.parametrize(
    "save",
    [
        lambda path: torch.save({"a": torch.zeros(99_991)}, path),
        lambda path: save_file({"a": torch.zeros(99_991)}, path),
        lambda path: np.save(path, np.zeros(99_991)),
        lambda path: write_text(path, "a" * 99_991),
    ],
    ids=["torch", "safetensors", "numpy", "text"],
)
def test_a_full_disk_is_told_without_a_traceback(save, tmp_path, monkeypatch):
    """As each library tells of a file that may grow no further."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(artifacts, "produce", lambda item, fingerprint, report: save(tmp_path / "file"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, limits[1]))
    try:
        outcome = work(Item("big", "a.task", {}), "0", lambda text: None)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert "a file could not be written" in outcome.error and "Traceback" not in outcome.error
    assert "room" in outcome.error
