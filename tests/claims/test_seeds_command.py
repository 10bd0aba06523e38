"""stages/seeds.py by its effect, on the committed numbers of profile small."""

import os
import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

import seeds as stage
from steady_attention.claims import steps
from steady_attention.run import plan
from steady_attention.settings import params
from steady_attention.store.errors import UserError
from tests.claims.test_steps import OPEN

ROOT = Path(__file__).parents[2]
LOOKS = "looks:\n- seeds: 3\n  error: 0.01\n- seeds: 7\n  error: 0.04\n"
pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path):
    """A copy of the settings beside the code and the reports."""
    for name in ("src", "stages", "reports"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "conf", tmp_path / "conf")
    shutil.copy(ROOT / "params.yaml", tmp_path)
    return tmp_path


def seeds(folder, *words):
    """The command there."""
    command = [sys.executable, "stages/seeds.py", "--profile", "small", *words]
    own = {"env": os.environ | {"PYTHONPATH": "src"}, "cwd": folder}
    return subprocess.run(command, capture_output=True, text=True, **own)


def test_what_comes_next_is_written_into_the_grid(folder):
    """Only new seeds, up to the next look; what was declared stays."""
    with (folder / "conf/small/settings.yaml").open("a", encoding="utf-8") as file:
        file.write(LOOKS)
    before = plan.of_profile(params.load("small", folder).at("small"))
    done = seeds(folder, "--write")
    assert done.returncode == 0 and "\nverdicts: " in done.stdout, done.stderr
    after = plan.of_profile(params.load("small", folder).at("small"))
    new = set(after) - set(before)
    assert set(before) <= set(after) and (new or "nothing comes next" in done.stdout)
    assert f": {len(new)} runs more" in done.stdout or not new
    assert {run.seed for run in new} <= set(range(7)) and all(run.method != "random" for run in new)


def test_nothing_is_written_that_is_not_asked_for(folder, monkeypatch, capsys):
    """A profile without looks is told so."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr(steps, "of_profile", lambda *_: OPEN)
    grid = Path("conf/small/grid.yaml").read_bytes()
    with pytest.raises(UserError, match=r"conf/small/settings\.yaml: looks are missing"):
        stage.main(Namespace(profile="small", write=False))
    with Path("conf/small/settings.yaml").open("a", encoding="utf-8") as file:
        file.write(LOOKS)
    stage.main(Namespace(profile="small", write=False))
    assert "seat: 2 runs come next" in capsys.readouterr().out
    assert Path("conf/small/grid.yaml").read_bytes() == grid
