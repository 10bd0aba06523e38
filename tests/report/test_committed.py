"""Which commit reports are of: said only where they are as it has them."""

import subprocess

import pytest

from steady_attention.report.committed import commit_of

WHO = ("-c", "user.name=tester", "-c", "user.email=tester@example.org")


def git(*words):
    return subprocess.run(["git", *words], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that a first commit has, and a second one has not touched."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "reports/small/evaluation"
    path.mkdir(parents=True)
    (path / "a.json").write_text("1")
    git("init", "-q")
    for file in ("reports", "b"):
        (tmp_path / "b").write_text(file)
        git("add", file)
        git(*WHO, "commit", "-qm", file)
    return path


def test_the_last_commit_that_changed_it(folder):
    assert (
        commit_of(folder)
        == f"{git('rev-parse', '--short=12', 'HEAD~')} of {git('log', '-1', '--format=%cs')}"
    )


@pytest.mark.parametrize("name", ["a.json", "new.json"])
def test_what_is_not_as_committed_is_of_no_commit(folder, name):
    (folder / name).write_text("2")
    assert commit_of(folder) is None


def test_what_git_does_not_keep_is_of_no_commit(folder, tmp_path, monkeypatch):
    (tmp_path / ".gitignore").write_text("/reports/demo/\n")
    (tmp_path / "reports/demo").mkdir()
    (tmp_path / "reports/demo/a.json").write_text("1")
    assert commit_of(tmp_path / "reports/demo") is None
    monkeypatch.setenv("PATH", str(tmp_path))
    assert commit_of(folder) is None  # no git


def test_what_left_git_is_of_no_commit(folder, tmp_path):
    """Not of the commit that took it away."""
    git("rm", "-rq", "--cached", "reports")
    (tmp_path / ".gitignore").write_text("/reports/\n")
    git(*WHO, "commit", "-qm", "Ignore the reports")
    assert commit_of(folder) is None


def test_outside_a_repository_there_is_none(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert commit_of(tmp_path) is None
