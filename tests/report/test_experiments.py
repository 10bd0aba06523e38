"""The table of experiments, of rows as dvc.api.exp_show gives them."""

import subprocess

import pytest

from steady_attention.report import experiments
from steady_attention.report.experiments import NONE, READING, text
from steady_attention.store.errors import UserError

SAME = {"profile": "demo", "dataset": "sst", "encoder": "lstm", "attention": "dot", "unlabeled": 0.0}


def row(name, method, seed, f1, state=None, **rest):
    scores = {"f1": f1, "accuracy": f1} if f1 is not None else {"f1": "!", "accuracy": "!"}
    known = {"Experiment": name, "rev": "abc1234", "State": state, "execution.jobs": "auto"}
    return {**known, **SAME, "method": method, "seed": float(seed), **scores, **rest}


def table(*rows):
    lines = text(rows).splitlines()
    return [line.split() for line in lines[: lines.index("")]]


def test_only_settings_that_differ_are_shown_and_seeds_are_one_row():
    """0.5 and 0.75: mean 0.625, deviation 0.1768."""
    found = table(
        row(None, "seat", 0, 0.5, rev="workspace"),
        row("a", "seat", 0, 0.5),
        row("b", "seat", 1, 0.75),
        row("c", "vanilla", 0, 0.25),
    )
    assert found == [
        ["method", "seeds", "f1", "accuracy", "experiments"],
        ["seat", "0", "1", "0.6250", "±", "0.1768", "0.6250", "±", "0.1768", "a,", "b"],
        ["vanilla", "0", "0.2500", "0.2500", "c"],
    ]
    said = text([row("a", "seat", 0, 0.5)])
    assert said.endswith(
        "The same in all: profile demo, dataset sst, encoder lstm, attention dot, method seat, unlabeled 0.\n"
        + READING
    )


def test_hparams_and_edited_files_tell_experiments_apart():
    files = [{"conf/demo/settings.yaml": f"{letter * 8}", "data/raw/demo": letter} for letter in "ef"]
    header, *rows = table(
        row("a", "seat", 0, 0.5, **{"hparams.k": 3.0}, **files[0]),
        row("b", "seat", 0, 0.5, **{"hparams.k": float("nan")}, **files[1]),
    )
    assert header[:2] == ["k", "conf/demo/settings.yaml"]
    assert [line[:2] for line in rows] == [["3", "eeeeeee"], ["-", "fffffff"]]


def test_what_waits_or_failed_is_counted():
    given = [
        row("a", "seat", 0, None, "Queued"),
        row("b", "seat", 0, None, "Failed"),
        row(None, "seat", 0, None),
    ]
    assert text(given).splitlines() == [
        NONE,
        "1 queued: `dvc queue status` names them.",
        "1 failed: `dvc queue status` names them.",
    ]
    assert text([]) == NONE


def test_many_experiments_of_a_row_are_counted():
    assert (
        table(*(row(f"e{n}", "seat", n, 0.5) for n in range(5)))[1][-5:]
        == ["e0,", "e1,", "e2", "and", "2", "more"][-5:]
    )


def test_experiments_are_found_whatever_commit_they_began_from(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="not a git repository"):
        experiments._commits()
    who = ("-c", "user.name=tester", "-c", "user.email=tester@example.org")
    for command in (("init", "-q"), (*who, "commit", "-q", "--allow-empty", "-m", "Begin")):
        subprocess.run(["git", *command], check=True)
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    subprocess.run(["git", "update-ref", f"refs/exps/{head[:2]}/{head[2:]}/tiny-name", head], check=True)
    subprocess.run(["git", "update-ref", "refs/exps/exec/EXEC_HEAD", head], check=True)
    assert experiments._commits() == ["HEAD", head]
