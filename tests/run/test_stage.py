"""What a stage script does around its work: a parent that is gone, a disk that cannot be written to."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from steady_attention.run import execution, stage
from steady_attention.store import disk

STARTING = """
import os, time, pathlib
parent = os.getppid()
pathlib.Path("born").touch()
while {waits} and os.getppid() == parent:
    time.sleep(0.01)
from steady_attention.run import stage
from steady_attention.store import disk
pathlib.Path("left").write_text(f"{{stage._parent() == parent}}")
"""
UNTIL_BORN = '"$0" -c "$1" & while [ ! -e born ]; do sleep 0.02; done'


@pytest.mark.parametrize(
    ("command", "waits", "under", "left"),
    [
        (("sh", "-c", UNTIL_BORN), True, {"DVC_STAGE": "train"}, None),  # killed while the stage was starting
        (("sh", "-c", UNTIL_BORN), True, {}, "False"),  # without DVC a parent may leave: `nohup ... &`
        ((), False, {"DVC_STAGE": "train"}, "True"),
    ],
    ids=["dvc is gone", "no dvc", "dvc is there"],
)
def test_a_stage_ends_whose_dvc_was_killed_while_it_was_starting(tmp_path, command, waits, under, left):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DVC")}
    child = [sys.executable] if command else [sys.executable, "-c"]
    subprocess.run(  # ends when the last process has closed its output
        [*command, *child, STARTING.format(waits=waits)],
        cwd=tmp_path,
        start_new_session=bool(command),
        env=kept | under | {"PYTHONPATH": str(Path("src").resolve())},
        capture_output=True,
    )
    found = tmp_path / "left"
    assert (found.read_text() if found.exists() else None) == left


@pytest.fixture
def run(monkeypatch):
    """run(main) calls it as stages/grid.py would, without the watch on the parent."""
    monkeypatch.setattr(execution, "watch", lambda parent: None)
    monkeypatch.setattr(sys, "argv", ["stages/grid.py"])
    handler = signal.getsignal(signal.SIGINT)
    yield lambda main: stage.run(main, "A stage.")
    signal.signal(signal.SIGINT, handler)


def test_a_full_disk_is_told_without_traceback(run, capsys):
    def main(arguments):
        raise OSError(errno.ENOSPC, "No space left on device", "data/runs/a")

    with pytest.raises(SystemExit) as status:
        run(main)
    assert status.value.code == 1
    told = f"grid: data/runs/a: No space left on device; make room there; {stage.RESUME}\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(
    ("number", "helps"),
    [(errno.EROFS, disk.READ_ONLY), (errno.EACCES, disk.FORBIDDEN), (errno.EDQUOT, "make room")],
)
def test_what_helps_depends_on_what_is_wrong(number, helps):
    """The same command again does not make a read-only folder writable."""
    assert helps in disk.told(OSError(number, "no", "data/store/a"))


@pytest.mark.parametrize("full", [("/dev/shm",), ("/dev/shm", "."), ()], ids=" and ".join)
def test_an_error_without_a_name_names_the_places_that_are_full(run, capsys, monkeypatch, full):
    """Semaphores and open files have no name in their errors."""
    there = {Path(place).resolve() for place in full}
    free = {True: 4096, False: 2**30}
    monkeypatch.setattr(
        disk.shutil, "disk_usage", lambda path: SimpleNamespace(free=free[path.resolve() in there])
    )

    def main(arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(SystemExit):
        run(main)
    named = [str(place) for place in (Path.cwd(), Path("/dev/shm")) if place in there]
    assert capsys.readouterr().err.startswith(f"grid: {' and '.join(named) or 'a file'}: No space left")


def test_sources_that_change_while_a_stage_runs_are_an_error(run, capsys, monkeypatch, tmp_path):
    """DVC hashes sources after the command: the old code's results would pass for the new code's."""
    script = tmp_path / "grid.py"
    script.write_text("one = 1\n", encoding="utf-8")
    monkeypatch.setattr(stage.sources, "listed", lambda *asked: None)  # a clone that has run lists its own
    monkeypatch.setattr(stage.sources, "files", lambda *asked: [script])
    run(lambda arguments: None)
    with pytest.raises(SystemExit) as status:
        run(lambda arguments: script.write_text("one = 2\n", encoding="utf-8"))
    assert status.value.code == 1
    assert "sources changed while running; run dvc repro again" in capsys.readouterr().err


def test_another_error_keeps_its_traceback(run):
    def main(arguments):
        raise FileNotFoundError(errno.ENOENT, "No such file or directory", "data/runs/a")

    with pytest.raises(FileNotFoundError):
        run(main)
