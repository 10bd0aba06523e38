"""A dvc.lock of another version, or none at all: DVC refuses it, and nothing is lost."""

import hashlib
import shutil
import subprocess

import pytest

from tests.run.scratch import ROOT, Repository, environment

STAGE = "stages:\n  one:\n    cmd: cp in.txt out.txt\n    deps: [in.txt]\n    outs: [out.txt]\n"
LOCKS = {
    "a later version": "schema: '99.0'\nstages: {}\n",
    "no mapping": "[1, 2]\n",
    "a conflict of git": "<<<<<<< HEAD\nschema: '2.0'\n=======\nschema: '1.0'\n>>>>>>> other\n",
    "an object": "!!python/object/apply:os.system ['> mark']\n",
    "no text": "\x00\x01\x02",
}


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """A repository of one stage, with the project's configuration, that has run."""
    made = Repository(tmp_path_factory.mktemp("lock") / "main")
    made.root.mkdir()
    made.run("git", "init", "--quiet")
    made.run("dvc", "init", "--quiet")
    shutil.copyfile(ROOT / ".dvc/config", made.root / ".dvc/config")
    (made.root / "dvc.yaml").write_text(STAGE, encoding="utf-8")
    (made.root / "in.txt").write_text("a good film\n", encoding="utf-8")
    made.run("dvc", "repro", "--quiet")
    return made


def contents(root):
    """sha256 of every file but DVC's notes of its own."""
    return {
        path.relative_to(root): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file() and ".dvc/tmp" not in path.as_posix() and ".git/" not in path.as_posix()
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_that_is_none(repository, name):
    lock = repository.root / "dvc.lock"
    valid = lock.read_bytes()
    lock.write_text(LOCKS[name], encoding="utf-8")
    before = contents(repository.root)
    try:
        for command in ("status", "repro"):
            done = subprocess.run(
                ("dvc", command), cwd=repository.root, env=environment(), capture_output=True, text=True
            )
            assert done.returncode != 0 and "dvc.lock" in done.stderr and "Traceback" not in done.stderr
            assert contents(repository.root) == before
    finally:
        lock.write_bytes(valid)


@pytest.mark.slow
def test_the_lock_that_was_put_back(repository):
    assert "up to date" in repository.run("dvc", "status")
