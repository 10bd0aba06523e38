"""The workspace is made beside the repository's own outputs; a part of the profile paper runs in it."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from steady_attention.rehearsal import __main__ as command
from steady_attention.rehearsal import datasets, pretrained, rule, workspace
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json


def test_the_pipeline_of_the_workspace_is_the_repository_s(tmp_path):
    """Its stages and scripts are the same; each command runs the same script."""
    workspace.make(tmp_path / "here", "demo", of_part=False)
    ours, theirs = (yaml.safe_load(Path(root, "dvc.yaml").read_text()) for root in (".", tmp_path / "here"))
    for name, stage in ours["stages"].items():
        made = theirs["stages"][name]
        assert made["cmd"].replace(workspace.BY_US, workspace.SCRIPT) == stage["cmd"] != made["cmd"]
        assert {**made, "cmd": ""} == {**stage, "cmd": ""}
    for script in Path("stages").glob("*.py"):
        assert (tmp_path / "here" / script).read_bytes() == script.read_bytes()


def test_a_folder_of_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(UserError, match="expected a rehearsal's folder, or none"):
        workspace.make(tmp_path, "demo", of_part=False)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.tex"]


def test_what_was_computed_stays_unless_the_raw_files_change(tmp_path, capsys):
    root = tmp_path / "here"
    workspace.make(root, "demo", of_part=False)
    kept = root / "data/store/item"
    kept.mkdir(parents=True)
    workspace.make(root, "demo", of_part=True)
    assert kept.is_dir()
    write_json(root / workspace.DECLARED, read_json(root / workspace.DECLARED) | {"contents": "other"})
    workspace.make(root, "demo", of_part=True)
    assert not kept.exists() and "made anew" in capsys.readouterr().out


def test_an_unknown_profile_is_told_before_anything_is_written(tmp_path, capsys):
    assert command.main(["--profile", "papr", "--folder", str(tmp_path / "here")]) == 1
    assert "did you mean 'paper'" in capsys.readouterr().err
    assert not (tmp_path / "here").exists()


def test_help_says_what_is_run_and_where_the_list_is(capsys):
    with pytest.raises(SystemExit) as ended:
        command.main(["--help"])
    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert f"{command.FOLDER}/<profile>" in told and command.RESULT in told and "--part" in told


def test_the_page_of_documentation_states_the_sizes():
    page = " ".join(Path("docs/rehearsal.md").read_text().split())
    train, dev, test = datasets.SPLITS.values()
    width, pieces = pretrained.BERT.hidden_size, pretrained.BERT.vocab_size
    assert f"{train} training, {dev} dev and {test} test texts" in page
    assert (
        f"{pretrained.BERT.num_hidden_layers} layers of width {width} and a vocabulary of {pieces:,} pieces"
        in page
    )
    assert f"divided by {rule.SHRUNK:,}. Learning rates are at least {rule.LEARNING_RATE}" in page
    assert f"(`epochs: {rule.MOST['epochs']}`, `hidden: {rule.MOST['hidden']}`)" in page


@pytest.mark.slow
def test_a_part_of_the_profile_paper_runs_from_raw_files_to_the_page(tmp_path, monkeypatch):
    """Each method with each encoder, each corpus and each measure, on generated files alone."""
    monkeypatch.delenv("STEADY_ATTENTION_MIRROR", raising=False)
    root = tmp_path / "here"
    done = subprocess.run(
        [sys.executable, "-m", "steady_attention.rehearsal", "--part", "--folder", str(root)],
        env={
            "PATH": str(Path(sys.executable).parent) + ":/usr/bin:/bin",
            "PYTHONPATH": "src",
            "OMP_NUM_THREADS": "1",
        },
        capture_output=True,
        text=True,
    )
    result = (root / command.RESULT).read_text()
    assert done.returncode == 0, result + done.stderr[-2000:]
    assert "## Failed\n\nNothing." in result
    assert (root / "reports/rehearsal/index.html").is_file()
    assert (root / "reports/rehearsal/FINDINGS.md").is_file()
