"""A grid that two copies of the repository evaluated in parts: joined, it is what one alone would have."""

import shutil

import pytest

from steady_attention.run import grid, items, join, kept
from steady_attention.run.runs import Run
from steady_attention.settings import methods
from steady_attention.store import archive, artifacts, folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json

SETTINGS = {"draws": 3}
MEASURES = ("erasure",)
FILES = ("scores.json", kept.SHOWN[0])
MADE = (folders.evaluation("demo"), folders.timings("demo"))


def run(seed, method="vanilla"):
    return Run("sst", "rnn", "dot", method, (), seed)


def declare(root, *runs, measures=MEASURES, training=None):
    """reports/demo/grid/ of a copy."""
    given = {"measures": list(measures), "training": training or {"epochs": 5}}
    for method in methods.known().methods:
        own = [one.arguments() | given for one in runs if one.method == method]
        write_json(root / folders.grid("demo") / f"{method}.json", {"evaluate": SETTINGS, "runs": own})


def evaluate(root, *runs, measures=MEASURES, settings=None, text="", code="this"):
    """The archive and the timings of a method's runs, as a copy's stage writes them; statistics of SST."""
    made = {}
    for one in runs:
        made[one.name] = root / "made" / one.method / one.name
        made[one.name].mkdir(parents=True)
        for name in FILES:
            (made[one.name] / name).write_text(f"{text}{one}", encoding="utf-8")
        arguments = items.scored(grid.Planned(one, tuple(measures)), settings or SETTINGS)
        record = {"fingerprint": f"{one.name} by {code} code", "arguments": arguments}
        write_json(made[one.name] / artifacts.RECORD, record | {"content": f"{text}{one}"})
    method = runs[0].method
    archive.write(root / folders.evaluation("demo") / f"{method}.zip", made, kept.left_out(runs))
    stages = {stage: {name: {"seconds": len(name)} for name in made} for stage in ("train", "evaluate")}
    write_json(root / folders.timings("demo") / f"{method}.json", stages)
    write_json(root / folders.corpora("demo") / "sst.json", {"texts": 7})


def every_file(root):
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def here(tmp_path, monkeypatch):
    """The working folder, a copy of the repository beside `there` and `whole`."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


@pytest.fixture
def there(tmp_path):
    return tmp_path / "there"


def test_joined_archives_are_those_of_one_copy(here, there, tmp_path):
    """Byte by byte. Seeds 5 and 7, the smallest two there, keep their texts there, and not here."""
    declare(here, *map(run, (1, 3, 5, 7)), run(3, "seat"))
    declare(there, run(5), run(7), run(3, "seat"))
    evaluate(here, run(1), run(3))
    evaluate(there, run(5), run(7))
    evaluate(there, run(3, "seat"))
    evaluate(tmp_path / "whole", *map(run, (1, 3, 5, 7)))
    evaluate(tmp_path / "whole", run(3, "seat"))
    lines = join.join("demo", there)
    for method in ("vanilla", "seat"):
        for made in (MADE[0] / f"{method}.zip", MADE[1] / f"{method}.json"):
            assert (here / made).read_bytes() == (tmp_path / "whole" / made).read_bytes()
    assert lines == ["vanilla: 2 runs added", "seat: 1 run added", f"next: {join.NEXT}"]
    assert join.join("demo", there) == ["nothing to add", f"next: {join.NEXT}"]


def test_what_is_missing_and_what_is_not_declared_is_said(here, there):
    declare(here, run(1), run(3))
    declare(there, run(3), run(5))
    evaluate(there, run(3), run(5))
    assert join.join("demo", there) == [
        "vanilla: 1 run added",
        f"left, since conf/demo/grid.yaml did not declare them for the stage grid: vanilla/{run(5).name}",
        f"declared, and in neither copy: vanilla/{run(1).name}",
    ]
    assert list(archive.items(MADE[0] / "vanilla.zip")) == [run(3).name]
    assert read_json(folders.corpora("demo") / "sst.json") == {"texts": 7}


def test_runs_of_this_copy_that_are_not_declared_stay_as_they_are(here, there):
    declare(here, run(5))
    declare(there, run(5))
    evaluate(here, run(1), run(3))
    evaluate(there, run(5))
    before = {
        name: archive.items(MADE[0] / "vanilla.zip")[name].names() for name in (run(1).name, run(3).name)
    }
    join.join("demo", there)
    found = archive.items(MADE[0] / "vanilla.zip")
    assert {name: found[name].names() for name in before} == before and run(5).name in found


@pytest.mark.parametrize(
    ("declared", "evaluated"),
    [
        ({}, {"settings": {"draws": 2}}),
        ({"measures": ("erasure", "deletion")}, {"measures": ("erasure", "deletion")}),
        ({"training": {"epochs": 3}}, {}),
    ],
)
def test_runs_made_otherwise_are_refused_and_nothing_is_written(here, there, declared, evaluated):
    """seat comes behind vanilla, which alone would do."""
    declare(here, run(1), run(3), run(3, "seat"))
    declare(there, run(3), run(3, "seat"), **declared)
    evaluate(here, run(1))
    if not declared:
        evaluate(there, run(3))
    evaluate(there, run(3, "seat"), **evaluated)
    before = every_file(here)
    with pytest.raises(
        UserError, match=rf"seat: {run(3).name}: trained or evaluated in .* with other settings"
    ):
        join.join("demo", there)
    assert every_file(here) == before


def test_runs_of_other_texts_and_old_runs_of_this_copy_are_refused(here, there):
    declare(here, run(1), run(3))
    declare(there, run(3))
    evaluate(here, run(1))
    evaluate(there, run(3))
    write_json(there / folders.corpora("demo") / "sst.json", {"texts": 11})
    with pytest.raises(UserError, match=r"sst\.json and .* differ: the runs there are on other texts"):
        join.join("demo", there)
    declare(here, run(1), run(3), measures=("deletion",))
    with pytest.raises(UserError, match=f"vanilla: {run(1).name}: evaluated here with other settings"):
        join.join("demo", there)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"code": "other"}, "by other code, settings or data than here"),
        ({"text": "x"}, "to other numbers than"),
    ],
)
def test_a_run_of_both_copies_with_different_results_is_refused(here, there, other, said):
    declare(here, run(1), run(3))
    declare(there, run(1), run(3))
    evaluate(here, run(1))
    evaluate(there, run(1), run(3), **other)
    with pytest.raises(UserError, match=f"vanilla: {run(1).name}: evaluated in .* {said}"):
        join.join("demo", there)


def test_a_run_of_both_copies_with_fewer_measures_there_stays(here, there):
    declare(here, run(1))
    declare(there, run(1), measures=())
    evaluate(here, run(1))
    evaluate(there, run(1), measures=(), code="another item's")
    before = every_file(here)
    assert join.join("demo", there)[0] == "nothing to add"
    assert every_file(here) == before


def test_a_copy_without_evaluations_and_a_damaged_archive_are_named(here, there):
    declare(here, run(1))
    declare(there, run(1))
    with pytest.raises(UserError, match=r"there.*evaluation not found: name the folder of a copy"):
        join.join("demo", there)
    evaluate(there, run(1))
    path = there / MADE[0] / "vanilla.zip"
    content = bytearray(path.read_bytes())
    content[60] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"there.*vanilla\.zip is damaged"):
        join.join("demo", there)
    assert not (here / MADE[0]).exists()


def test_one_that_is_killed_goes_on(here, there, monkeypatch):
    """Timings come first, so what is not in the archive is new again."""
    declare(here, run(1), run(3))
    declare(there, run(3))
    evaluate(here, run(1))
    evaluate(there, run(3))

    def killed(*given, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(archive, "write", killed)
        join.join("demo", there)
    assert join.join("demo", there)[0] == "vanilla: 1 run added"
    assert set(read_json(MADE[1] / "vanilla.json")["train"]) == {run(1).name, run(3).name}


def test_timings_that_a_copy_lacks_are_empty(here, there):
    declare(here, run(1))
    declare(there, run(1))
    evaluate(there, run(1))
    shutil.rmtree(there / MADE[1])
    join.join("demo", there)
    assert read_json(MADE[1] / "vanilla.json") == {"train": {run(1).name: {}}, "evaluate": {run(1).name: {}}}
