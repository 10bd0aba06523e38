"""The reliability script: what it takes for half-written, its log, its page; and some kills for real.

tests/run/test_kills.py kills training.
"""

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.faults import clock, disturbed, kills, prepared, processes, rehearsed, table, visible
from tests.faults.log import DETAIL, Log

FINGERPRINT, NAME = "0" * 32, "data/raw/demo/a/file"
PAGE = "reports/demo/index.html"
STAGE = "preprocess@demo"
MD5 = "993ed7d20d5f775dc558eb129f5a6c20"  # of "words\n"


@pytest.fixture
def whole(tmp_path):
    """A folder with one item, one output of two files, a page, an object, a lock: all whole."""
    text = b"words\n"
    item = tmp_path / "data/store" / FINGERPRINT
    for path in (item / "file", tmp_path / NAME, tmp_path / "data/raw/demo/b/file"):
        path.parent.mkdir(parents=True)
        path.write_bytes(text)
    content = hashlib.sha256(f"file {hashlib.sha256(text).hexdigest()}\n".encode()).hexdigest()
    (item / "item.json").write_text(json.dumps({"fingerprint": FINGERPRINT, "content": content}))
    (tmp_path / PAGE).parent.mkdir(parents=True)
    (tmp_path / PAGE).write_text("<html></html>\n")
    md5 = hashlib.md5(text).hexdigest()
    (tmp_path / ".dvc/cache/files/md5" / md5[:2]).mkdir(parents=True)
    (tmp_path / ".dvc/cache/files/md5" / md5[:2] / md5[2:]).write_bytes(text)
    (tmp_path / "dvc.lock").write_text("schema: '2.0'\n")
    (tmp_path / visible.RWLOCK).parent.mkdir()
    (tmp_path / visible.RWLOCK).write_text("{}")
    return tmp_path


HALF = "schema: '2.0'\nstages:\n  one:\n    cmd: a\n    outs:\n    - path:"  # YAML all the same


@pytest.mark.parametrize(
    ("pattern", "text", "problem"),
    [
        (f"data/store/{FINGERPRINT}/file", "wor", f"the item {FINGERPRINT} is not whole"),
        (f"data/store/{FINGERPRINT}/item.json", None, f"the item {FINGERPRINT} is not whole"),
        (NAME, "wor", f"{NAME} is not the uninterrupted run's"),
        (NAME, None, f"{NAME} is not there, but others of its output are"),
        (PAGE, "<html>", f"{PAGE} is not the uninterrupted run's"),
        (".dvc/cache/files/md5/??/*", "wor", f"the cache's object {MD5} is not whole"),
        (visible.LOCK, "stages: [", visible.CUT[visible.LOCK]),
        (visible.LOCK, HALF, visible.CUT[visible.LOCK]),
        (visible.LOCK, "", visible.CUT[visible.LOCK]),
        (visible.RWLOCK, "", visible.CUT[visible.RWLOCK]),
    ],
)
def test_what_is_half_is_seen(whole, pattern, text, problem):
    expected = visible.outputs(whole)
    assert visible.faults(whole, expected, []) == []
    (path,) = whole.glob(pattern)
    path.unlink() if text is None else path.write_text(text)
    assert visible.faults(whole, expected, ["data/raw/demo"]) == [problem]


@pytest.mark.parametrize("name", [visible.LOCK, visible.RWLOCK])
def test_the_page_on_recovery_mends_what_dvc_leaves_half_written(whole, name):
    (whole / name).write_text("")
    found = visible.faults(whole, visible.outputs(whole), [])
    assert found and visible.ours([*found, "a process is left"]) == ["a process is left"]
    page = (Path(__file__).parents[2] / "docs/recovery.md").read_text()
    (advice,) = [line.split(" | ")[1] for line in page.splitlines() if f"`{name}` is" in line]
    assert advice.startswith(visible.MEND[name].split(" it ")[0])


def test_an_absent_output_is_no_fault_of_its_own_stage_alone(whole):
    expected = visible.outputs(whole)
    (whole / NAME).unlink()
    (whole / NAME).parent.rmdir()
    assert visible.faults(whole, expected, ["data/raw/demo/a"]) == []
    assert visible.faults(whole, expected, ["data/raw/demo/b"]) != []


def test_what_holds_times_is_not_compared(whole):
    expected = visible.outputs(whole)
    (whole / "reports/demo/timings").mkdir()
    (whole / "reports/demo/timings/vanilla.json").write_text("{}")
    (whole / "reports/demo/costs.md").write_text("1.5 seconds")
    assert visible.outputs(whole) == expected


def test_a_line_that_a_kill_cut_off_is_left_out(tmp_path):
    log = Log(tmp_path / "log.jsonl")
    assert log.rows() == []
    log.add(what="kill", number=3)
    with open(log.path, "a") as file:
        file.write('{"what": "ki')
    log.add(what="kill", number=5)
    assert [row["number"] for row in log.rows(what="kill")] == [3, 5]
    assert log.rows(number=5) == [{"what": "kill", "number": 5}]


def test_the_page_by_hand(tmp_path):
    log = Log(tmp_path / "log.jsonl")
    kill = {"what": "kill", "stage": STAGE, "missed": 0, "compared": 7}
    log.add(**kill, victim="dvc", number=0, phase="at work", problems=[])
    log.add(
        **kill,
        victim="dvc",
        number=1,
        phase="after",
        problems=[f"a process is left{DETAIL}{name}" for name in "ab"] + ["dvc.lock is cut off"],
    )
    log.add(**kill, victim="Ctrl-C", number=2, phase="before", problems=[])
    log.add(what="finished", stage=STAGE, compared=11, problems=[])
    log.add(what="case", kind="disk full", name="tables", tried=False)
    log.add(what="determinism", kind="jobs 1 against 2", compared=13, problems=[])
    log.add(what="fuzz", kind="TSV", inputs=17, accepted=5, refused=12, crashes=0, problems=[])
    table.write(log, tmp_path)
    lines = (tmp_path / "reliability.md").read_text().splitlines()
    assert f"| SIGKILL of dvc | 2 | 1 | 14 | {table.KILLED} | 2 |" in lines
    assert f"| Ctrl-C | 1 | 1 | 7 | {table.EXPECTED['Ctrl-C']} | 0 |" in lines
    assert "| jobs 1 against 2 | 1 | 1 | 13 | equal bytes | 0 |" in lines
    assert f"| {STAGE} | 2 | 1 | 1 | 1 | 0 | 1 | 2 | 11 | yes |" in lines
    assert "| TSV | 17 | 5 | 12 | 0 |" in lines
    assert "- disk full: tables" in lines and f"- {STAGE}: dvc.lock is cut off" in lines
    assert f"- {STAGE}: a process is left" in lines, "without the words of this machine"
    assert json.loads((tmp_path / "reliability.json").read_text())["stages"][0]["kills"] == 2


@pytest.mark.skipif(clock.compiler() is None, reason="no C compiler")
def test_the_clock_jumps_while_a_process_runs_and_for_it_alone(tmp_path):
    ours, code = (
        clock.Clock(tmp_path),
        "import time; print(time.time(), flush=True); input(); print(time.time())",
    )
    ours.jump(1_000_003)
    variables = os.environ | ours.variables
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen([sys.executable, "-c", code], env=variables, **pipes)
    first = float(process.stdout.readline())
    ours.jump(-1_000_003)
    second = float(process.communicate("\n")[0])
    assert first > time.time() + 500_000 and second < time.time() - 500_000


def test_what_was_done_to_a_rehearsal_is_a_line_each(tmp_path):
    log = Log(tmp_path / "log.jsonl")
    row = {
        "what": "rehearsal",
        "number": 3,
        "stage": disturbed.last_stage("Running stage 'a':\nRunning stage 'b':\n"),
    }
    log.add(**row, kind="SIGKILL of dvc", compared=7, problems=[])
    log.add(**row, kind="full disk", compared=11, problems=[f"does not fail{DETAIL}words of this machine"])
    rehearsed.write(log, tmp_path)
    lines = (tmp_path / "disturbed.md").read_text().splitlines()
    assert lines[-2:] == ["| SIGKILL of dvc | b | 7 | nothing |", "| full disk | b | 11 | does not fail |"]


@pytest.mark.slow
def test_a_kill_of_each_kind_and_ctrl_c_cost_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "SOON", 60.0)  # only there to end a hanging test
    monkeypatch.setattr(prepared, "KEPT", ("unlabeled",))  # two corpora for two workers
    log = Log(tmp_path / "log.jsonl")
    ready = prepared.prepare(tmp_path, log, STAGE)
    kills.of_stage(ready, log, STAGE, kills=4, interrupts=1)
    assert len(log.rows()) == 7  # two runs alike, five faults, one end
    assert [visible.ours(row["problems"]) for row in log.rows()] == [[]] * 7
    assert [row["problems"] for row in log.rows(what="finished")] == [[]]
    assert {row["victim"] for row in log.rows(what="kill")} == {*kills.VICTIMS, kills.CTRL_C}
    kills.of_stage(ready, log, STAGE, kills=4, interrupts=1)
    assert len(log.rows()) == 7, "the log has them all: nothing is left to do"
