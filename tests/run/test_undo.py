"""What `make undo` does to params.yaml: the experiment's keys are as committed, and nothing else changes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from steady_attention.run import undo
from steady_attention.store.errors import UserError

COMMITTED = """# What Zoë runs.
profile: demo # the switch
method: vanilla # a method
seed: 0
hparams: {}
methods:
  seat:
    k: 7 # the paper's
corpora: {}
"""


@pytest.fixture
def params(tmp_path, monkeypatch):
    """params.yaml of a repository with one commit."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "params.yaml"
    path.write_text(COMMITTED, encoding="utf-8")
    who = ("-c", "user.name=tester", "-c", "user.email=tester@example.org")
    for command in (("init", "-q"), ("add", "params.yaml"), (*who, "commit", "-qm", "Begin")):
        subprocess.run(["git", *command], check=True)
    return path


def edit(path: Path, *pairs: tuple[str, str]) -> str:
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return text


def test_nothing_has_changed(params):
    assert undo.main() == "undo: no key that selects the run had changed"
    assert params.read_text(encoding="utf-8") == COMMITTED


def test_the_experiments_keys_go_back(params):
    edit(
        params,
        ("method: vanilla", "method: seat"),
        ("seed: 0", "seed: 3"),
        ("{}\nmethods", "{k: 5}\nmethods"),
    )
    assert undo.main() == "undo: put back: method, hparams, seed"
    assert params.read_text(encoding="utf-8") == COMMITTED


def test_a_comment_stays_behind_its_value(params):
    """Also behind a value that DVC has put in the place of a shorter one."""
    edit(params, ("method: vanilla #", "method: attention_at #"))
    assert undo.main() == "undo: put back: method"
    assert params.read_text(encoding="utf-8") == COMMITTED


def test_changed_files_of_conf_are_named(params):
    """`-S` may have set a key there, too, which the next experiment would be run with."""
    settings = params.parent / "conf/demo/settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("epochs: 5\n", encoding="utf-8")
    subprocess.run(["git", "add", "conf"], check=True)
    who = ("-c", "user.name=tester", "-c", "user.email=tester@example.org")
    subprocess.run(["git", *who, "commit", "-qm", "Settle"], check=True)
    settings.write_text("epochs: 3\n", encoding="utf-8")
    edit(params, ("seed: 0", "seed: 3"))
    assert undo.main().splitlines() == [
        "undo: put back: seed",
        "undo: left, since it may be you who set them and no `-S`: conf/demo/settings.yaml "
        "(`git restore -p conf` asks for each)",
    ]
    assert settings.read_text(encoding="utf-8") == "epochs: 3\n"


def test_a_file_in_another_form_is_not_rewritten_where_nothing_goes_back(params):
    text = edit(params, ("corpora: {}", "corpora: null  # none"), ("hparams: {}", "hparams: {  }"))
    undo.main()
    assert params.read_text(encoding="utf-8") == text


def test_other_edits_stay_and_are_named(params):
    """An uncommitted corpus is the user's work, and not the experiment's."""
    kept = edit(params, ("corpora: {}", "corpora:\n  mine:\n    text: review"), ("k: 7", "k: 11"))
    edit(params, ("seed: 0", "seed: 3"))
    said = undo.main()
    assert "put back: seed" in said and "no `-S`: corpora.mine, methods.seat.k (`git restore -p" in said
    assert params.read_text(encoding="utf-8") == kept


def test_without_a_commit_it_says_so(params):
    subprocess.run(["git", "update-ref", "-d", "HEAD"], check=True)
    with pytest.raises(UserError, match="commit it before experiments"):
        undo.main()
    assert params.read_text(encoding="utf-8") == COMMITTED


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "params.yaml is missing: `git restore params.yaml` brings the committed one"),
        ("", "params.yaml: expected keys and values, found none: `git restore params.yaml`"),
        ("- 3\n", "params.yaml: expected keys and values, found none"),
        ("seed: [3\n", "params.yaml is not valid YAML: line 2"),
        ("seed: 3\n<<<<<<< HEAD\nseed: 5\n", "params.yaml is not valid YAML: line "),
    ],
)
def test_a_file_that_cannot_be_read_stays_and_is_named(params, content, said):
    params.unlink()
    if content is not None:
        params.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match=f"^{said}"):
        undo.main()
    assert (params.read_text(encoding="utf-8") if params.exists() else None) == content


def test_the_systems_encoding_does_not_matter(params):
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    source = str(Path(undo.__file__).parents[2])
    command = [sys.executable, "-m", "steady_attention.run.undo"]
    done = subprocess.run(
        command, env=os.environ | ascii_only | {"PYTHONPATH": source}, capture_output=True, text=True
    )
    assert done.stdout == "undo: no key that selects the run had changed\n", done.stderr
