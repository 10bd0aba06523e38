"""`dvc push` and `dvc pull` to a folder: a clone gets data and models, and nothing runs again."""

import subprocess

import pytest

from tests.run.scratch import BLOCK, Repository, make

pytestmark = pytest.mark.slow


def training(params: dict) -> None:
    """One run of one epoch."""
    demo = params["profiles"]["demo"]
    demo["suites"] = {"attention_at": {"all": BLOCK | {"methods": ["vanilla"]}}}
    demo["train"]["epochs"] = 1


def test_a_clone_pulls_what_was_pushed_to_a_folder(tmp_path):
    repository = make(tmp_path / "repository", training)
    repository.edit(".gitignore", "/reports/demo/\n", "")  # git brings the reports, as those of `small`
    repository.run("dvc", "repro", "train@demo-vanilla")
    repository.run("dvc", "remote", "add", "--default", "shared", str(tmp_path / "remote"))
    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--quiet", "--message", "Train")
    repository.run("dvc", "push", "train@demo-vanilla", "--with-deps")
    clone = Repository(tmp_path / "clone")
    subprocess.run(["git", "clone", "--quiet", str(repository.root), str(clone.root)], check=True)
    assert not clone.weights("vanilla")
    clone.run("dvc", "pull", "train@demo-vanilla", "--with-deps")
    assert clone.weights("vanilla") == repository.weights("vanilla") and len(clone.weights("vanilla")) == 1
    assert "to compute" not in clone.run("dvc", "repro", "train@demo-vanilla")
