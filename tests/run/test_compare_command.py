"""`make compare` from a table to a page: killed, it goes on; what is there is not computed again."""

import csv
import re
import subprocess
import sys

import pytest

import compare
from steady_attention.run import stage
from tests.run.scratch import environment, make, wait_until
from tests.settings.user_data import MINE, rows

FOLDS = {"file": "b.tsv", "folds": 2, "dev": 0.2, "seed": 0}


def tiny(content):
    demo = content["profiles"]["demo"]
    demo["train"]["epochs"] = 2
    demo["evaluate"] |= {"measured_texts": 3, "sensitivity_texts": 2}
    content["corpora"] = {"mine": MINE | {"blank": "skip"}, "other": MINE | {"splits": FOLDS}}


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    made = make(tmp_path_factory.mktemp("compare") / "own", tiny)
    for name, word in (("a.tsv", "film"), ("b.tsv", "book")):
        (made.root / "data/own" / name).write_text(rows(40, word) + " \tgood\n" * (word == "film"), "utf-8")
    return made


def command(*options):
    return [sys.executable, "stages/compare.py", "--profile", "demo", *options]


def run(repository, *options, ok=True):
    done = subprocess.run(
        command(*options),
        cwd=repository.root,
        env=environment() | {"PYTHONPATH": "src"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode == 0) == ok, done.stderr
    return done.stderr


CHOSEN = ("--methods", "seat", "attention_at", "--seeds", "0")


@pytest.mark.slow
def test_killed_it_goes_on_and_gives_one_page(repository):
    begun = subprocess.Popen(
        command("--dataset", "mine", "other", *CHOSEN),
        cwd=repository.root,
        env=environment() | {"PYTHONPATH": "src"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    store = repository.root / "data/store"
    wait_until(lambda: list(store.glob("*/weights.safetensors")), "a run is trained")
    begun.kill()
    begun.wait()
    trained = {path.parent.name for path in store.glob("*/weights.safetensors")}
    folder = repository.root / "reports/compare/mine+other"
    assert trained and not folder.exists()
    said = run(repository, "--dataset", "mine", "other", *CHOSEN)
    kept = int(re.search(r"train: \d+ to compute, (\d+) kept", said)[1])
    assert 1 <= len(trained) <= kept + 3  # of the trained ones up to three begin from vanilla
    assert "mine: left out: rows with a blank text: 1 of a.tsv" in said
    with (folder / "compare.csv").open(encoding="utf-8", newline="") as file:
        found = {(row["corpus"], row["method"]): row for row in csv.DictReader(file) if row["metric"] == "f1"}
    expected = {
        (corpus, name) for corpus in ("mine", "other") for name in ("vanilla", "base", "seat", "attention_at")
    }
    assert set(found) == expected
    assert (found["other", "seat"]["runs"], found["other", "seat"]["folds"]) == ("2", "2")
    assert all(0 <= float(row["mean"]) <= 1 for row in found.values())
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "left out: rows with a blank text: 1 of a.tsv" in page and "2 folds" in page
    crossed = (folder / "cross.md").read_text(encoding="utf-8")
    assert re.findall("^# All methods, the key measures: (.*)$", crossed, re.M) == [
        "mine",
        "other_fold1",
        "other_fold2",
    ]
    part = run(repository, "--dataset", "mine", "--methods", "attention_at", "--seeds", "0")
    assert (
        not re.search("(train|evaluate).*: .* to compute", part)
        and (repository.root / "reports/compare/mine/index.html").is_file()
    )


@pytest.mark.slow
def test_a_table_that_cannot_be_read_leaves_what_was_there(repository):
    path = repository.root / "data/own/a.tsv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "no label here\n", encoding="utf-8")
    said = run(repository, "--dataset", "mine", *CHOSEN, ok=False)
    path.write_text(text, encoding="utf-8")
    assert "data/own/a.tsv:43: 1 field, expected 2, as in the header" in said and "Traceback" not in said
    folders = sorted(one.name for one in (repository.root / "reports/compare").iterdir())
    assert folders == ["mine", "mine+other"]


def test_help_names_every_option():
    told = stage.parser(compare.__doc__, "profile", options=compare.OPTIONS).format_help()
    assert {"--profile", "--dataset", "--methods", "--seeds"} <= set(re.findall(r"--\w+", told))


def test_a_file_in_the_pages_place_stays(repository):
    path = repository.root / "reports/compare/mine+other"
    kept = path.is_dir() and path.rename(path.with_name("kept"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine", encoding="utf-8")
    said = run(repository, "--dataset", "mine", "other", *CHOSEN, ok=False)
    place = path.relative_to(repository.root)
    assert said == f"compare: {place} is a file, expected a folder; name another, or move it away\n"
    assert path.read_text(encoding="utf-8") == "mine"
    path.unlink()
    if kept:
        kept.rename(path)


@pytest.mark.parametrize("seed", ["-1", "x", "9" * 30])
def test_a_seed_is_a_whole_number(seed, capsys):
    parser = stage.parser("", "profile", options=compare.OPTIONS)
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(["--profile", "demo", "--seeds", seed])
    assert ended.value.code == 2 and "argument --seeds: expected " in capsys.readouterr().err
