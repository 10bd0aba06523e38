"""A user's own data: fingerprinted by their bytes, copied, noticed by DVC."""

import json
from pathlib import Path

import pytest
import yaml

from steady_attention.run import beforehand, execution, plan, text_items
from steady_attention.run.runs import Run
from steady_attention.store import artifacts
from steady_attention.store.errors import UserError
from tests.run.how import ALONE
from tests.run.scratch import BLOCK, make
from tests.settings.user_data import MINE, rows

TASK = "steady_attention.corpora.raw.download"
NEEDED = [
    "download: 1",
    "preprocess: 1",
    "download: 1",
    "vectors: 1",
    "vectors by corpus: 1",
    "training: 1",
    "evaluation: 1",
]


@pytest.fixture
def root(tmp_path, monkeypatch):
    """data/own of the working folder, with two files of the user's."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "root"))
    folder = tmp_path / "root/data/own"
    folder.mkdir(parents=True)
    (folder / "a.tsv").write_text(rows(20), encoding="utf-8")
    (folder / "b.tsv").write_text(rows(20, "book"), encoding="utf-8")
    monkeypatch.chdir(tmp_path / "root")
    return folder


def test_vectors_of_a_file_are_a_plain_name(load, root):
    settings = load({}, lambda content: content["profiles"]["demo"].update(vectors="my.vec"))
    with pytest.raises(
        UserError, match="settings.yaml: vectors: .*own/my.vec is missing; put the file my.vec into data/own/"
    ):
        text_items.download_vectors(TASK, "demo", settings.at("demo"))
    (root / "my.vec").write_text("film 1.0 2.0 3.0\n", encoding="utf-8")
    item = text_items.download_vectors(TASK, "demo", settings.at("demo"))
    ((_, fingerprint),) = execution.ensure([item], ALONE, "download")
    assert (artifacts.store() / fingerprint / "my.vec").read_text(encoding="utf-8") == "film 1.0 2.0 3.0\n"
    with pytest.raises(
        UserError, match="conf/demo/settings.yaml: vectors: expected the name of a file in data/own/"
    ):
        load({}, lambda content: content["profiles"]["demo"].update(vectors="x/my.vec"))


def test_an_edit_of_a_file_changes_that_item_alone(load, root):
    two = {"mine": MINE, "other": MINE | {"splits": MINE["splits"] | {"file": "b.tsv"}}}

    def fingerprints():
        settings = load(two)
        names = settings.labeled("demo")
        return {name: text_items.download(TASK, settings, name).fingerprint() for name in names}

    before = fingerprints()
    assert len(set(before.values())) == len(before) and {"mine", "other"} < set(before)
    (root / "b.tsv").write_text(rows(21, "book"), encoding="utf-8")
    after = fingerprints()
    assert [name for name in before if before[name] != after[name]] == ["other"]
    (root / "b.tsv").write_text(rows(20, "book"), encoding="utf-8")
    assert fingerprints() == before


def test_files_are_copied_and_recorded(load, root):
    settings = load({"mine": MINE})
    ((_, fingerprint),) = execution.ensure([text_items.download(TASK, settings, "mine")], ALONE, "download")
    folder = artifacts.store() / fingerprint
    assert (folder / "a.tsv").read_bytes() == (root / "a.tsv").read_bytes()
    record = json.loads((folder / "copy.json").read_text(encoding="utf-8"))
    assert record["complete"] and list(record["files"]) == ["a.tsv"]


def test_a_missing_file_says_what_to_put_where(load, root):
    (root / "a.tsv").unlink()
    with pytest.raises(
        UserError, match="corpora.mine.splits.file: .* is missing; put the file a.tsv into data/own/"
    ):
        text_items.download(TASK, load({"mine": MINE}), "mine")


def test_a_file_that_only_the_main_repository_has_is_not_read(load, root, tmp_path, monkeypatch):
    """A queued experiment's folder holds what git tracks, and DVC hashes that."""
    settings = load({"mine": MINE})
    (tmp_path / "queued").mkdir()
    monkeypatch.chdir(tmp_path / "queued")
    with pytest.raises(UserError, match="git add data/own/a.tsv`, or give `-C data/own/a.tsv` to `dvc exp"):
        text_items.download(TASK, settings, "mine")


def test_a_name_of_this_project_is_refused(load, root):
    assert "imdb" in load({"imdb": MINE}).labeled("demo")  # a corpus of a profile that is not in use
    with pytest.raises(UserError, match="corpora.synthetic_nli: expected a name .*: rename your corpus"):
        load({"synthetic_nli": MINE})
    settings = load({"twitter": MINE})
    with pytest.raises(
        UserError, match="corpora.twitter: twitter is a data set of this project; choose another name"
    ):
        execution.ensure([text_items.download(TASK, settings, "twitter")], ALONE, "download")


def test_a_file_that_changes_while_it_is_read_is_no_result(load, root, monkeypatch):
    item = text_items.download(TASK, load({"mine": MINE}), "mine")
    fingerprint = item.fingerprint()
    (root / "a.tsv").write_text(rows(30), encoding="utf-8")
    with pytest.raises(UserError, match="a file changed while it was read; run the same command again"):
        artifacts.produce(item, fingerprint, print)
    assert not artifacts.finished(fingerprint)


def test_git_tracks_the_folder_and_no_other_data():
    """So an edit of a table travels into queued experiments."""
    ignored = Path(".gitignore").read_text(encoding="utf-8").splitlines()
    assert ignored[:2] == ["/data/*", "!/data/own/"] and "/data/own/*" not in ignored


def computed(output):
    """What the stage says that it computes: `download: 1` of `download: 1 to compute, 0 kept`."""
    return [line.split(" to compute")[0] for line in output.splitlines() if " to compute" in line]


def output_of(repository, experiment, path):
    """A JSON output of an experiment's stage, out of DVC's cache."""
    (ref,) = repository.run(
        "git", "for-each-ref", "--format=%(refname)", f"refs/exps/**/{experiment}"
    ).split()
    lock = yaml.safe_load(repository.run("git", "show", f"{ref}:dvc.lock"))
    (md5,) = (out["md5"] for out in lock["stages"]["experiment"]["outs"] if out["path"] == path)
    return json.loads(
        (repository.root / ".dvc/cache/files/md5" / md5[:2] / md5[2:]).read_text(encoding="utf-8")
    )


@pytest.mark.slow
def test_an_own_table_under_dvc(tmp_path):
    """It is trained on, and nothing else is computed: not the other table, not the profile's corpora. An edit
    is noticed, in a temporary experiment too.
    """

    def tiny(content):
        content["profiles"]["demo"]["suites"] = {
            "attention_at": {"methods": BLOCK | {"methods": ["vanilla"]}}
        }
        content["profiles"]["demo"]["train"]["epochs"] = 1
        content["corpora"] = {"mine": MINE, "other": MINE | {"splits": MINE["splits"] | {"file": "b.tsv"}}}
        content["dataset"] = "mine"

    repository = make(tmp_path / "own", tiny)
    assert "put the file a.tsv into data/own/" in repository.run("dvc", "repro", "experiment", ok=False)
    for name, word in (("a.tsv", "film"), ("b.tsv", "book")):
        (repository.root / "data/own" / name).write_text(rows(40, word), encoding="utf-8")
    assert computed(repository.run("dvc", "repro", "experiment")) == NEEDED
    metrics = json.loads((repository.root / "reports/metrics.json").read_text(encoding="utf-8"))
    assert 0 <= metrics["accuracy"] <= 1
    assert "up to date" in repository.run("dvc", "status", "experiment")
    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--quiet", "--message", "Own data")

    (repository.root / "data/own/b.tsv").write_text(rows(42, "books"), encoding="utf-8")
    assert computed(repository.run("dvc", "repro", "experiment")) == []
    (repository.root / "data/own/a.tsv").write_text(rows(44), encoding="utf-8")
    queued = repository.run("dvc", "exp", "run", "--temp", "--name", "later", "-S", "seed=1", "experiment")
    assert computed(queued) == [*NEEDED[:2], *NEEDED[3:]]  # the raw vectors are here
    corpus = output_of(repository, "later", "reports/experiment/corpus.json")
    assert sum(split["examples"] for split in corpus["splits"].values()) == 44


def test_vectors_of_another_width_set_the_models_unless_it_is_given(load, root):
    (root / "my.vec").write_text("film 1.0 2.0 3.0 5.0 7.0\n", encoding="utf-8")
    run = Run("synthetic_sentiment", "bilstm", "additive", "vanilla", (), 0)

    def width(**model):
        def change(content):
            content["profiles"]["demo"]["vectors"] = "my.vec"
            content["profiles"]["demo"]["model"] |= model

        settings = load({}, change)
        beforehand.check_vectors(settings, "demo")
        return plan.training(settings, "demo", run)["model"]["embedding"]

    assert width() == width(embedding=5) == 5
    with pytest.raises(UserError, match="model.embedding is 3, but the vectors my.vec .* are 5 wide"):
        width(embedding=3)
