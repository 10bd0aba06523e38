"""A grid that two copies of the repository evaluated in parts: joined, it is what one alone would have."""

import shutil
from pathlib import Path

import pytest

from steady_attention.run import grid, items, kept
from steady_attention.run.join import join
from steady_attention.run.runs import Run
from steady_attention.settings import methods
from steady_attention.store import archive, artifacts, folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json

SETTINGS = {"draws": 3}
FILES = ("scores.json", kept.SHOWN[0])


def run(seed, method="vanilla"):
    return Run("sst", "rnn", "dot", method, (), seed)


def declare(*runs, measures=("erasure",)):
    """reports/demo/grid/ of the working folder."""
    for method in methods.known().methods:
        own = [
            one.arguments() | {"measures": list(measures), "training": {}}
            for one in runs
            if one.method == method
        ]
        write_json(folders.grid("demo") / f"{method}.json", {"evaluate": SETTINGS, "runs": own})


def evaluate(folder, *runs, measures=("erasure",), settings=None, text="", print_="by the same code"):
    """The archive and the timings of a method's runs, as the stage of a copy writes them."""
    made = {}
    for one in runs:
        made[one.name] = folder / "made" / one.method / one.name
        made[one.name].mkdir(parents=True)
        for name in FILES:
            (made[one.name] / name).write_text(f"{text}{one}", encoding="utf-8")
        arguments = items.scored(grid.Planned(one, tuple(measures)), settings or SETTINGS)
        record = {"fingerprint": f"{one.name} {print_}", "arguments": arguments}
        write_json(made[one.name] / artifacts.RECORD, record)
    method = runs[0].method
    archive.write(folder / folders.evaluation("demo") / f"{method}.zip", made, kept.left_out(runs))
    stages = {stage: {name: {"seconds": len(name)} for name in made} for stage in ("train", "evaluate")}
    write_json(folder / folders.timings("demo") / f"{method}.json", stages)


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The working folder, a copy of the repository beside `there` and `whole`."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def test_joined_archives_are_those_of_one_copy(here, tmp_path):
    """Byte by byte. Seeds 5 and 7, the smallest two there, keep their texts there, and not here."""
    declare(*map(run, (1, 3, 5, 7)), run(3, "seat"))
    evaluate(here, run(1), run(3))
    evaluate(tmp_path / "there", run(5), run(7))
    evaluate(tmp_path / "there", run(3, "seat"))
    evaluate(tmp_path / "whole", *map(run, (1, 3, 5, 7)))
    evaluate(tmp_path / "whole", run(3, "seat"))
    lines = join("demo", tmp_path / "there")
    for method in ("vanilla", "seat"):
        for made in (
            folders.evaluation("demo") / f"{method}.zip",
            folders.timings("demo") / f"{method}.json",
        ):
            assert (here / made).read_bytes() == (tmp_path / "whole" / made).read_bytes()
    assert lines[:2] == ["vanilla: 2 runs added", "seat: 1 run added"]
    assert lines[2].startswith("next: dvc repro -s sources grid collect ")
    assert join("demo", tmp_path / "there") == ["nothing to add"]


def test_what_is_missing_and_what_is_not_declared_is_said(here, tmp_path):
    declare(run(1), run(3))
    evaluate(tmp_path / "there", run(3), run(5))
    assert join("demo", tmp_path / "there") == [
        "vanilla: 1 run added",
        f"left, since conf/demo/grid.yaml does not declare them: vanilla/{run(5).name}",
        f"declared, and in neither copy: vanilla/{run(1).name}",
    ]
    assert list(archive.items(folders.evaluation("demo") / "vanilla.zip")) == [run(3).name]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"settings": {"draws": 2}}, "with other settings or measures"),
        ({"measures": ("erasure", "deletion")}, "with other settings or measures"),
    ],
)
def test_runs_evaluated_otherwise_are_refused_and_nothing_is_written(here, tmp_path, other, said):
    declare(run(1), run(3), run(3, "base"))
    evaluate(here, run(1))
    evaluate(tmp_path / "there", run(3), **other)
    evaluate(tmp_path / "there", run(3, "base"))
    before = {path: path.read_bytes() for path in here.rglob("*") if path.is_file()}
    with pytest.raises(UserError, match=rf"vanilla: {run(3).name}: evaluated in .* {said}"):
        join("demo", tmp_path / "there")
    assert {path: path.read_bytes() for path in here.rglob("*") if path.is_file()} == before


def test_a_run_of_both_copies_with_different_results_is_refused(here, tmp_path):
    declare(run(1), run(3))
    evaluate(here, run(1))
    evaluate(tmp_path / "there", run(1), run(3), print_="by other code")
    with pytest.raises(UserError, match=f"vanilla: {run(1).name}: in both copies with different results"):
        join("demo", tmp_path / "there")


def test_a_copy_without_evaluations_and_a_damaged_archive_are_named(here, tmp_path):
    declare(run(1))
    with pytest.raises(UserError, match="there.*evaluation not found: name the folder of a copy"):
        join("demo", tmp_path / "there")
    evaluate(tmp_path / "there", run(1))
    path = tmp_path / "there" / folders.evaluation("demo") / "vanilla.zip"
    content = bytearray(path.read_bytes())
    content[60] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"vanilla\.zip is damaged"):
        join("demo", tmp_path / "there")
    assert not Path("reports/demo/evaluation").exists()


def test_timings_that_a_copy_lacks_are_empty(here, tmp_path):
    declare(run(1))
    evaluate(tmp_path / "there", run(1))
    shutil.rmtree(tmp_path / "there" / folders.timings("demo"))
    join("demo", tmp_path / "there")
    assert read_json(folders.timings("demo") / "vanilla.json") == {
        "train": {run(1).name: {}},
        "evaluate": {run(1).name: {}},
    }
