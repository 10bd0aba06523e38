"""A user's own data: fingerprinted by their bytes, copied, noticed by DVC."""

import json
from pathlib import Path

import pytest

from steady_attention.pipeline import artifacts, execution, items
from steady_attention.pipeline.errors import UserError
from tests.pipeline.how import ALONE
from tests.pipeline.own_data import MINE, rows
from tests.pipeline.scratch import BLOCK, make

TASK = "steady_attention.corpora.download"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A main repository with two files of the user's, run from elsewhere as a queued experiment is."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "root"))
    folder = tmp_path / "root/data/own"
    folder.mkdir(parents=True)
    (folder / "a.tsv").write_text(rows(20), encoding="utf-8")
    (folder / "b.tsv").write_text(rows(20, "book"), encoding="utf-8")
    return folder


def test_vectors_of_a_file_are_a_plain_name(load, root):
    settings = load({}, lambda content: content["profiles"]["demo"].update(vectors="my.vec"))
    with pytest.raises(
        UserError, match="demo.vectors: .*own/my.vec is missing; put the file my.vec into data/own/"
    ):
        items.download_vectors(TASK, "demo", settings.at("demo"))
    (root / "my.vec").write_text("film 1.0\n", encoding="utf-8")
    item = items.download_vectors(TASK, "demo", settings.at("demo"))
    ((_, fingerprint),) = execution.ensure([item], ALONE, "download")
    assert (artifacts.store() / fingerprint / "my.vec").read_text(encoding="utf-8") == "film 1.0\n"
    with pytest.raises(UserError, match="profiles.demo.vectors: expected the name of a file in data/own/"):
        load({}, lambda content: content["profiles"]["demo"].update(vectors="x/my.vec"))


def test_an_edit_of_a_file_changes_that_item_alone(load, root):
    two = {"mine": MINE, "other": MINE | {"splits": MINE["splits"] | {"file": "b.tsv"}}}

    def fingerprints():
        settings = load(two)
        names = settings.texts("demo")
        return {name: items.download(TASK, settings, name).fingerprint() for name in names}

    before = fingerprints()
    assert len(set(before.values())) == len(before) and {"mine", "other"} < set(before)
    (root / "b.tsv").write_text(rows(21, "book"), encoding="utf-8")
    after = fingerprints()
    assert [name for name in before if before[name] != after[name]] == ["other"]
    (root / "b.tsv").write_text(rows(20, "book"), encoding="utf-8")
    assert fingerprints() == before


def test_files_are_copied_and_recorded(load, root):
    settings = load({"mine": MINE})
    ((_, fingerprint),) = execution.ensure([items.download(TASK, settings, "mine")], ALONE, "download")
    folder = artifacts.store() / fingerprint
    assert (folder / "a.tsv").read_bytes() == (root / "a.tsv").read_bytes()
    record = json.loads((folder / "copy.json").read_text(encoding="utf-8"))
    assert record["complete"] and list(record["files"]) == ["a.tsv"]


def test_a_missing_file_says_what_to_put_where(load, root):
    (root / "a.tsv").unlink()
    with pytest.raises(
        UserError, match="corpora.mine.splits.file: .* is missing; put the file a.tsv into data/own/"
    ):
        items.download(TASK, load({"mine": MINE}), "mine")


def test_a_name_of_this_project_is_refused(load, root):
    with pytest.raises(UserError, match="profiles.paper.corpora: 'imdb' stands under `corpora` too; choose"):
        load({"imdb": MINE})
    settings = load({"twitter": MINE})
    with pytest.raises(
        UserError, match="corpora.twitter: twitter is a data set of this project; choose another name"
    ):
        execution.ensure([items.download(TASK, settings, "twitter")], ALONE, "download")


def test_a_file_that_changes_while_it_is_read_is_no_result(load, root, monkeypatch):
    item = items.download(TASK, load({"mine": MINE}), "mine")
    fingerprint = item.fingerprint()
    (root / "a.tsv").write_text(rows(30), encoding="utf-8")
    with pytest.raises(UserError, match="a file changed while it was read; run the same command again"):
        artifacts.produce(item, fingerprint, print)
    assert not artifacts.finished(fingerprint)


def test_the_folder_is_in_git_and_its_files_are_not():
    ignored = Path(".gitignore").read_text(encoding="utf-8").splitlines()
    assert ignored[:4] == ["/data/*", "!/data/own/", "/data/own/*", "!/data/own/README.md"]


@pytest.mark.slow
def test_an_own_table_under_dvc(tmp_path):
    """It is trained on, beside another; an edit of it is noticed, and computes that corpus's items alone."""

    def tiny(content):
        content["profiles"]["demo"]["suites"] = {
            "attention_at": {"methods": BLOCK | {"methods": ["vanilla"]}}
        }
        content["profiles"]["demo"]["train"]["epochs"] = 1
        content["profiles"]["demo"]["unlabeled"]["strategies"] = ["random"]
        content["profiles"]["demo"]["unlabeled"]["amount"] = 7
        content["corpora"] = {"mine": MINE, "other": MINE | {"splits": MINE["splits"] | {"file": "b.tsv"}}}
        content["dataset"] = "mine"

    repository = make(tmp_path / "own", tiny)
    assert "put the file a.tsv into data/own/" in repository.run("dvc", "repro", "experiment", ok=False)
    for name, word in (("a.tsv", "film"), ("b.tsv", "book")):
        (repository.root / "data/own" / name).write_text(rows(40, word), encoding="utf-8")
    repository.run("dvc", "repro", "experiment")
    metrics = json.loads((repository.root / "reports/metrics.json").read_text(encoding="utf-8"))
    assert 0 <= metrics["accuracy"] <= 1
    assert "up to date" in repository.run("dvc", "status", "experiment")
    ignored = repository.run("git", "status", "--short", "--ignored", "data")
    assert "!! data/own/a.tsv" in ignored and "?? data/own/README.md" not in ignored

    (repository.root / "data/own/b.tsv").write_text(rows(42, "books"), encoding="utf-8")
    output = repository.run("dvc", "repro", "experiment")
    found = [line for line in output.splitlines() if " to compute" in line]
    assert [line.split(" to compute")[0] for line in found] == [
        "download: 1", "preprocess: 1", "vectors: 1", "vectors by corpus: 3", "bert: 1",
        "word pieces: 3", "select_unlabeled: 1",
    ]  # fmt: skip
    # The other corpora's vectors came out as they were, so that nothing is trained.
    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--quiet", "--message", "Own data")
    queued = repository.run("dvc", "exp", "run", "--temp", "-S", "seed=1", "experiment")
    assert "missing" not in queued
