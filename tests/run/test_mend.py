"""What a kill of DVC has cut off is mended, and nothing else is touched."""

import fcntl
import subprocess

import pytest

from steady_attention.run import mend
from steady_attention.store.errors import UserError

WHOLE = f"schema: '2.0'\nstages:\n  one:\n    cmd: a\n    outs:\n    - path: b\n      md5: {'c' * 32}\n"
CUTS = (
    *("", "stages: [", "schema: '2.0'\nstages:\n  one:\n    cmd: a\n    outs:\n    - path:"),
    *(WHOLE[:-1], WHOLE + "  two:\n    cmd: b"),  # these fit DVC's schema
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with both files; dvc.lock has a stage more than the commit's."""
    monkeypatch.chdir(tmp_path)
    mend.LOCK.write_text(WHOLE)
    who = ("-c", "user.name=tester", "-c", "user.email=tester@example.org")
    for command in (("init", "-q"), ("add", "dvc.lock"), (*who, "commit", "-qm", "Begin")):
        subprocess.run(["git", *command], check=True)
    mend.LOCK.write_text(WHOLE + "  two:\n    cmd: b\n")
    mend.RWLOCK.parent.mkdir(parents=True)
    mend.RWLOCK.write_text('{"write": {}, "read": {}}')
    return tmp_path


def test_whole_and_absent_files_stay(folder):
    before = mend.LOCK.read_text(), mend.RWLOCK.read_text()
    assert mend.main() == [] and (mend.LOCK.read_text(), mend.RWLOCK.read_text()) == before
    mend.LOCK.unlink()
    mend.RWLOCK.unlink()
    assert mend.main() == [] and not mend.LOCK.exists() and not mend.RWLOCK.exists()


@pytest.mark.parametrize("cut", CUTS)
def test_the_committed_lock_comes_back(folder, cut):
    mend.LOCK.write_text(cut)
    (said,) = mend.main()
    assert "dvc.lock was cut off" in said and mend.LOCK.read_text() == WHOLE


@pytest.mark.parametrize("cut", ["", '{"write": {"data/raw/de'])
def test_the_other_is_deleted(folder, cut):
    mend.RWLOCK.write_text(cut)
    (said,) = mend.main()
    assert ".dvc/tmp/rwlock was cut off" in said and not mend.RWLOCK.exists()


@pytest.mark.parametrize("path", [mend.LOCK, mend.RWLOCK])
def test_what_dvc_is_writing_stays(folder, path):
    path.write_text("")
    with open(mend.GUARDS[path], "a") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        assert mend.main() == [] and path.read_text() == ""
    assert len(mend.main()) == 1


def test_without_a_commit_it_is_said_what_to_do(folder):
    subprocess.run(["git", "rm", "-q", "--cached", "dvc.lock"], check=True)
    mend.LOCK.write_text("")
    with pytest.raises(UserError, match="Delete it: all stages are asked again"):
        mend.main()
    assert mend.LOCK.exists()


def test_the_guards_are_dvcs_own(folder):
    """DVC itself holds them while it writes."""
    subprocess.run(["dvc", "init", "-q", "--force"], check=True)
    from dvc.repo import Repo

    repo = Repo()
    with repo.lock:
        assert mend.GUARDS[mend.LOCK].exists()
        mend.LOCK.write_text("")
        assert mend.main() == []
    assert len(mend.main()) == 1
