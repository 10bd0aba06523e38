"""The prepared steps for a GPU: what is kept, cut and told, with tiny steps on a CPU."""

import os
import signal
import subprocess
import sys

import psutil
import pytest
import torch

from benchmarks import gpu, gpu_bert, throughput
from benchmarks.gpu import SUMMARY, Step
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json
from tests.run.scratch import wait_until

LONG = 601  # seconds that no test waits for


def shell(name, command, seconds=LONG, **further):
    return Step(name, ("bash", "-c", command), seconds, **further)


def running(pid):
    """Whether the process is there, and not one that nobody has asked about since its end."""
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def states(folder):
    """The outcome of each step, by the summary."""
    rows = [line.split(" | ") for line in (folder / SUMMARY).read_text(encoding="utf-8").splitlines()[4:]]
    return {row[0].removeprefix("| "): row[1] for row in rows}


def limit_once(path, monkeypatch):
    """A step with a limit below LONG meets it as soon as it has written the file, and not by the clock."""

    def status(process, seconds):
        if seconds == LONG:
            return process.wait(seconds)
        wait_until(lambda: path.exists() and path.read_text(), "the step has written")
        raise subprocess.TimeoutExpired("step", seconds)

    monkeypatch.setattr(gpu, "awaited", status)


def test_the_steps_fit_a_quarter_of_an_hour():
    assert sum(step.seconds + gpu.GRACE for step in gpu.STEPS) <= gpu.LIMIT == 15 * 60
    names = [step.name for step in gpu.STEPS]
    assert names == ["tests", "throughput", "stacked", "texts", "bert"]
    assert all(step.needs in names[:number] for number, step in enumerate(gpu.STEPS) if step.needs)


def test_every_part_of_throughput_is_measured_once():
    words = [word for step in gpu.STEPS for word in step.command]
    assert sorted(words[i + 1] for i, word in enumerate(words) if word == "--part") == sorted(
        throughput.PARTS
    )


def test_without_a_gpu_one_line_says_so():
    if torch.cuda.is_available():
        pytest.skip("there is a GPU")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.gpu"],
        env=os.environ | {"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1 and not done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith("gpu: torch ") and "finds no GPU here: start `make gpu` on a machine" in line


def test_what_failed_or_was_cut_leaves_the_rest_and_what_was_written(tmp_path, monkeypatch):
    kept, cut, old = tmp_path / "kept.md", tmp_path / "cut.md", tmp_path / "old.md"
    old.write_text("of an earlier start")
    os.utime(old, (1, 1))
    limit_once(cut, monkeypatch)
    folder = gpu.fresh(tmp_path / "gpu")
    steps = (
        shell("good", f"echo one > '{kept}'; echo 3 passed", keeps=(str(kept), str(old))),
        shell("bad", "echo 'a | b' >&2; exit 3"),
        shell("slow", f"echo begun > '{cut}'; sleep {LONG} & wait", seconds=0.5, keeps=(str(cut),)),
        shell("behind", "echo never", needs="bad"),
        shell("last", "true", needs="good"),
    )
    assert gpu.session(folder, steps, "a device") == 1
    assert states(folder) == {
        "good": "passed",
        "bad": "failed",
        "slow": "cut",
        "behind": "left out",
        "last": "passed",
    }
    text = (folder / SUMMARY).read_text(encoding="utf-8")
    assert text.startswith("# On a device\n") and "| 3 passed |" in text
    assert r"exit status 3; a \| b" in text and "at its limit of 0.5 s; said nothing" in text
    assert "needs the step bad, which did not pass" in text
    assert (folder / "kept.md").read_text() == "one\n" and (folder / "cut.md").read_text() == "begun\n"
    assert not (folder / "old.md").exists(), "not of this start"


def test_all_passed_is_0_and_the_next_start_has_its_own_folder(tmp_path):
    first = gpu.fresh(tmp_path)
    assert gpu.session(first, [shell("good", "true")], "a device") == 0
    assert [first.name, gpu.fresh(tmp_path).name] == ["1", "2"]


@pytest.mark.parametrize("ignores", [False, True])
def test_a_step_at_its_limit_ends_with_its_workers(tmp_path, monkeypatch, ignores):
    """Also one that does not listen."""
    monkeypatch.setattr(gpu, "GRACE", 0.2)
    pid = tmp_path / "pid"
    limit_once(pid, monkeypatch)
    trap = "trap '' TERM; " if ignores else ""
    gpu.session(tmp_path, [shell("slow", f"{trap}sleep {LONG} & echo $! > '{pid}'; wait; wait", 0.5)], "one")
    worker = int(pid.read_text())
    wait_until(lambda: not running(worker), "the worker has ended")


def test_an_interrupt_ends_the_step_and_leaves_a_summary(tmp_path, monkeypatch):
    """It comes while the step is waited for, as Ctrl-C does."""
    begun = []

    def interrupted(process, seconds):
        begun.append(process)
        raise KeyboardInterrupt

    monkeypatch.setattr(gpu, "awaited", interrupted)
    steps = [gpu.Step("slow", ("sleep", "601"), 601), gpu.Step("next", ("true",), 1)]
    assert gpu.session(tmp_path, steps, "a device") == 130
    assert [process.poll() for process in begun] == [-signal.SIGTERM]
    assert states(tmp_path) == {"slow": "stopped", "next": "not run"}


@pytest.mark.parametrize("options", [("--dataset", "no_such"), ("--dataset", "sst", "--methods", "no_such")])
def test_an_unknown_name_is_one_line(capsys, options):
    assert gpu_bert.main(["--profile", "small", *options]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"gpu_bert: {options[-2]}") and "'no_such' is not one of" in line


def test_the_scores_of_finished_runs_stay_where_a_later_one_fails(tmp_path, monkeypatch, capsys):
    """Each method is trained with encoder bert, and what the profile or the top of params.yaml says else."""
    asked = []

    def evaluated(settings, profile, run, data):
        asked.append((profile, run.dataset, run.encoder, run.method, run.seed))
        if run.method == "word_at":
            raise UserError("the device is full")
        write_json(tmp_path / "scores.json", {"test": {"f1": 0.75}})
        return {run.method: tmp_path}

    monkeypatch.setattr(gpu_bert.beforehand, "check_bert", lambda *_: None)
    monkeypatch.setattr(gpu_bert.processed, "corpora", lambda *_: {"sst": tmp_path})
    monkeypatch.setattr(gpu_bert.text_items, "is_pair", lambda corpus: False)
    monkeypatch.setattr(gpu_bert.prepared, "of_run", lambda *_: None)
    monkeypatch.setattr(gpu_bert.experiment, "evaluated", evaluated)
    monkeypatch.setattr(gpu_bert, "SCORES", tmp_path / "bert.json")
    assert gpu_bert.main(["--prepare"]) == 0 and asked == []
    assert gpu_bert.main(["--methods", "vanilla", "word_at", "vib"]) == 1
    assert asked == [("small", "sst", "bert", method, 0) for method in ("vanilla", "word_at")]
    (kept,) = read_json(tmp_path / "bert.json")
    assert kept["method"] == "vanilla" and kept["f1"] == 0.75
    assert capsys.readouterr().err == "gpu_bert: the device is full\n"
