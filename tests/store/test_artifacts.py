"""Items are whole or absent, computed once, and fingerprinted by all that decides them."""

import json
import shutil
import threading
from pathlib import Path

import pytest

from steady_attention.run import execution
from steady_attention.store import archive, artifacts, files
from steady_attention.store.artifacts import Item
from steady_attention.store.errors import UserError
from tests.run.how import ALONE

TASK = "steady_attention.text.preprocess"  # any module of the package: only its code's hash is used


@pytest.fixture(autouse=True)
def own_store(tmp_path, monkeypatch):
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "root"))


class Task:
    """Stands in for a task module; counts its calls."""

    def __init__(self, body):
        self.body, self.calls = body, 0

    def compute(self, work, inputs, arguments, report):
        self.calls += 1
        self.body(work, arguments, report)


@pytest.fixture
def task(monkeypatch):
    def install(body):
        found = Task(body)
        monkeypatch.setattr(artifacts, "import_module", lambda name: found)
        return found

    return install


def write(work, arguments, report):
    report("working")
    (work / "number.txt").write_text(str(arguments["n"]), encoding="utf-8")


def refuse(work, arguments, report):
    raise UserError("nothing is computed here")


def item(n=1, inputs=None, name="one"):
    return Item(name, TASK, {"n": n}, inputs or {})


def test_an_item_is_computed_once(task):
    counted = task(write)
    for _ in range(2):
        ((_, fingerprint),) = execution.ensure([item()], ALONE, "stage")
    assert counted.calls == 1
    assert (artifacts.store() / fingerprint / "number.txt").read_text(encoding="utf-8") == "1"


def test_equal_items_under_two_names_are_computed_once(task):
    counted = task(write)
    execution.ensure([item(name="one"), item(name="two")], ALONE, "stage")
    assert counted.calls == 1


def test_arguments_inputs_and_code_are_in_the_fingerprint(task, tmp_path):
    task(write)
    folders = []
    for n in (1, 2):
        ((_, fingerprint),) = execution.ensure([item(n)], ALONE, "stage")
        folders.append(artifacts.store() / fingerprint)
    prints = [item(7).fingerprint(), item(8).fingerprint()]
    prints += [item(7, {"raw": folder}).fingerprint() for folder in folders]
    prints.append(Item("one", TASK, {"n": 7}, modules=("steady_attention.models.attention",)).fingerprint())
    assert len(set(prints)) == 5


def test_the_places_to_look_in_are_not(tmp_path):
    placed = Item("one", TASK, {"n": 1}, places={"mirror0": tmp_path})
    assert placed.fingerprint() == item().fingerprint()


def test_the_content_decides_not_the_way_there(task):
    """Items with equal files are the same input: a harmless change upstream recomputes nothing below."""
    task(lambda work, arguments, report: (work / "a.txt").write_text("same", encoding="utf-8"))
    done = execution.ensure([item(1, name="one"), item(2, name="two")], ALONE, "stage")
    contents = [artifacts.described(artifacts.store() / fingerprint)["content"] for _, fingerprint in done]
    assert contents[0] == contents[1]


def test_an_unfinished_input_is_named(tmp_path):
    with pytest.raises(UserError, match="is not there or not finished: run `dvc repro`"):
        item(1, {"raw": tmp_path / "nothing"}).fingerprint()


def test_a_failing_item_leaves_nothing_and_the_others_finish(task):
    def body(work, arguments, report):
        write(work, arguments, report)
        if arguments["n"] == 2:
            raise OSError("disk full")

    counted = task(body)
    with pytest.raises(
        UserError, match=r"stage: 1 of 3 items failed; the others are kept(.|\n)*two: (.|\n)*disk full"
    ):
        execution.ensure([item(1, name="one"), item(2, name="two"), item(3, name="three")], ALONE, "stage")
    assert counted.calls == 3
    assert artifacts.finished(item(1).fingerprint()) and artifacts.finished(item(3).fingerprint())
    assert not artifacts.finished(item(2).fingerprint())


def test_a_users_error_is_shown_without_traceback(task):
    def body(work, arguments, report):
        raise UserError("mend this")

    task(body)
    with pytest.raises(UserError) as error:
        execution.ensure([item()], ALONE, "stage")
    assert "one: mend this" in str(error.value) and "Traceback" not in str(error.value)


def test_half_written_files_do_not_survive_and_checkpoints_do(task):
    """What a kill in the middle of writing leaves is cleared; the checkpoint is there for the task."""
    seen = []

    def body(work, arguments, report):
        seen.extend(sorted(path.name for path in work.iterdir()))
        write(work, arguments, report)

    task(body)
    fingerprint = item().fingerprint()
    work = artifacts.store() / f"{fingerprint}.work"
    work.mkdir(parents=True)
    for name in ("weights.safetensors", "checkpoint.pt", "checkpoint.pt.half", ".number.txt.half"):
        (work / name).write_text("half", encoding="utf-8")
    execution.ensure([item()], ALONE, "stage")
    assert seen == ["checkpoint.pt", "checkpoint.pt.half"]
    left = sorted(path.name for path in (artifacts.store() / fingerprint).iterdir())
    assert left == ["item.json", "number.txt"]


def test_two_at_once_compute_it_once(task):
    """The second waits for the lock and finds the first one's result."""
    inside, go_on = threading.Event(), threading.Event()

    def body(work, arguments, report):
        inside.set()
        go_on.wait(30)
        write(work, arguments, report)

    counted = task(body)
    fingerprint = item().fingerprint()
    threads = [
        threading.Thread(target=artifacts.produce, args=(item(), fingerprint, print)) for _ in range(2)
    ]
    threads[0].start()
    inside.wait(30)
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert counted.calls == 1


def test_what_is_written_does_not_tell_which_name_came_first(task, tmp_path):
    task(write)
    said = []
    for number, names in enumerate((("one", "two"), ("two", "one"))):
        shutil.rmtree(artifacts.store(), ignore_errors=True)
        done = execution.ensure([item(1, name=name) for name in names], ALONE, "stage")
        artifacts.fill(tmp_path / str(number), done)
        said.append([(tmp_path / str(number) / name / "item.json").read_bytes() for name in ("one", "two")])
    assert said[0] == said[1] and said[0][0] == said[0][1]


def test_an_output_holds_exactly_its_items(task, tmp_path):
    task(write)
    done = execution.ensure([item(1, name="one"), item(2, name="two")], ALONE, "stage")
    output = tmp_path / "out"
    artifacts.fill(output, done)
    artifacts.fill(output, done[1:])
    assert [path.name for path in output.iterdir()] == ["two"]
    described = json.loads((output / "two" / "item.json").read_text(encoding="utf-8"))
    assert described["arguments"] == {"n": 2} and set(described) == {
        "fingerprint",
        "arguments",
        "content",
    }


def test_an_archive_holds_exactly_its_items_and_gives_them_back(task, tmp_path, monkeypatch):
    """As after `dvc pull`, or in a clone whose git has it: nothing is computed again."""
    task(write)
    done = execution.ensure([item(1, name="one"), item(2, name="two")], ALONE, "stage")
    output = tmp_path / "demo/evaluation/vanilla.zip"
    artifacts.pack(output, done)
    artifacts.pack(output, done[1:])
    assert list(archive.items(output)) == ["two"]
    kept = {path.name: path.read_bytes() for path in (artifacts.store() / done[1][1]).iterdir()}
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "clone"))
    task(refuse)
    assert execution.ensure([item(2, name="two")], ALONE, "stage", archive.intact(output)) == done[1:]
    assert {path.name: path.read_bytes() for path in (artifacts.store() / done[1][1]).iterdir()} == kept
    with pytest.raises(UserError, match="nothing is computed"):
        execution.ensure([item(1, name="one")], ALONE, "stage", archive.intact(output))


def test_an_item_that_an_archive_has_not_whole_is_computed(task, tmp_path, monkeypatch):
    task(write)
    done = execution.ensure([item()], ALONE, "stage")
    output = tmp_path / "demo/evaluation/vanilla.zip"
    artifacts.pack(output, done, without=lambda item, file: file == "number.txt")
    assert archive.items(output)["one"].names() == ["item.json"]
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "clone"))
    execution.ensure([item()], ALONE, "stage", archive.intact(output))
    assert (artifacts.store() / done[0][1] / "number.txt").read_text(encoding="utf-8") == "1"


def test_a_folder_is_replaced_whole_or_not_at_all(tmp_path):
    folder = tmp_path / "tables"
    with files.replacing(folder) as fresh:
        (fresh / "table1.md").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), files.replacing(folder) as fresh:
        (fresh / "table1.md").write_text("half", encoding="utf-8")
        raise RuntimeError
    assert (folder / "table1.md").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_json_refuses_what_is_not_a_number(tmp_path):
    with pytest.raises(ValueError, match="Out of range float values"):
        files.write_json(tmp_path / "a.json", {"x": float("nan")})
    assert not list(Path(tmp_path).iterdir())
