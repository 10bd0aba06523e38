"""`steady-attention score`: a failure is one line, and leaves nothing and loses nothing."""

from pathlib import Path

import pytest

from steady_attention.score import command
from steady_attention.score import texts as of_texts
from tests.score.asked import LINES, run, uneven


def long(words):
    return [*LINES, {"text": " ".join(["good"] * words), "label": 1}]


def test_a_text_that_is_too_long(checkpoints, file, tmp_path, capsys):
    """100,000 characters: refused by its line, or cut."""
    out, path = tmp_path / "out", file(lines=long(20_000))
    words = (path, "--model", checkpoints(), "--out", out, "--explain", "random")
    assert run(*words) == 1
    assert "mine.jsonl:7: the text is too long: 99,999 characters, 20,002 pieces" in capsys.readouterr().err
    assert not out.exists()
    assert run(*words, "--cut") == 0
    *_, last = of_texts.read(out / "explanations" / "random.jsonl")
    assert len(last.tokens) == 41 and "1 texts that are too long" in (out / "scores.md").read_text()


@pytest.mark.parametrize(
    ("given", "more", "told"),
    [
        ({}, (), "mine.jsonl: no scores, and no model to make explanations of: name its folder by --model"),
        ({"scores": uneven}, ("--explain", "random"), "--explain: explanations are made of a model"),
        (
            {"scores": uneven},
            ("--beside", "reports/none"),
            "--beside: reports/none/scores/scores.csv is not there",
        ),
        ({"scores": uneven}, ("--model", "none"), "none is no folder"),
        ({"scores": uneven}, ("--annotations", "none.jsonl"), "--annotations: none.jsonl is not there"),
        (
            {"scores": lambda line: [1e101] * 3},
            (),
            "scores[0]: expected a finite number of at most 1e+100 in size",
        ),
        ({"scores": lambda line: [10**400] * 3}, (), "scores[0]: expected a finite number"),
        ({"scores": uneven, "id": lambda line: "\ud800"}, (), "mine.jsonl:1: id: half a surrogate pair"),
        (
            {"scores": uneven, "label": lambda line: "\udfff"},
            (),
            "mine.jsonl:1: label: half a surrogate pair",
        ),
        (
            {"scores": uneven, "label": lambda line: 10**12},
            (),
            "label: expected the number of a class, below 1,000",
        ),
        ({"scores": lambda line: [1.0]}, (), "mine.jsonl:1: scores: expected 3, one for each token, found 1"),
        (
            {},
            ("--model", "none", "--explain", "rollout"),
            "--explain: 'rollout' is not one of attention_mean",
        ),
    ],
)
def test_a_failure_is_one_line_and_leaves_nothing(file, tmp_path, capsys, given, more, told):
    out = tmp_path / "out"
    assert run(file(**given), "--out", out, *more) == 1
    error = capsys.readouterr().err
    assert error.startswith("steady-attention: ") and told in error and error.count("\n") == 1
    assert not out.exists() and sorted(path.name for path in tmp_path.iterdir()) == ["mine.jsonl"]


def test_a_label_that_the_model_lacks(checkpoints, file, tmp_path, capsys):
    path = file(label=lambda line: "negativ")
    assert run(path, "--model", checkpoints(), "--out", tmp_path / "out", "--explain", "random") == 1
    error = capsys.readouterr().err
    assert (
        "mine.jsonl:1: label: the model has no class 'negativ'" in error
        and "did you mean 'negative'?" in error
    )


def test_an_earlier_run_is_replaced_and_nothing_else(file, tmp_path, capsys):
    out, path = tmp_path / "out", file(scores=uneven)
    for _ in range(2):
        assert run(path, "--out", out) == 0
    other = tmp_path / "other"
    other.mkdir()
    (other / "mine.txt").write_text("mine")
    assert run(path, "--out", other) == 1
    assert "other holds other files ('mine.txt'), and would be replaced as a whole" in capsys.readouterr().err
    assert (other / "mine.txt").read_text() == "mine"
    (out / "notes.txt").write_text("mine")
    assert run(path, "--out", out) == 1
    assert "out holds other files ('notes.txt')" in capsys.readouterr().err
    assert (out / "notes.txt").read_text() == "mine"
    (out / "notes.txt").unlink()
    written = out / "explanations" / "scores.jsonl"
    assert run(written, "--out", out) == 1 and written.is_file()
    assert "out holds scores.jsonl, and would be replaced" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("mine.jsonl", "mine.jsonl is a file, expected a folder"),
        ("mine.jsonl/below/out", "mine.jsonl is a file, expected a folder"),
        (".", "holds the folder in which this runs"),
        ("..", "holds the folder in which this runs"),
        ("link", "link is a link, expected a folder"),
    ],
)
def test_a_folder_that_cannot_be_made_is_told_at_once(file, tmp_path, monkeypatch, capsys, out, told):
    path = file(scores=uneven)
    monkeypatch.chdir(tmp_path)
    Path("link").symlink_to("elsewhere")
    assert run(path, "--out", out) == 1
    error = capsys.readouterr().err
    assert error.startswith("steady-attention: --out: ") and told in error and error.count("\n") == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link", "mine.jsonl"]


def test_a_place_where_no_folder_can_be_made(file, capsys):
    assert run(file(scores=uneven), "--out", "/proc/none/out") == 1
    error = capsys.readouterr().err
    assert "--out: /proc/none/out cannot be made: " in error and error.count("\n") == 1


def test_a_key_that_stands_twice(tmp_path, capsys):
    path = tmp_path / "mine.jsonl"
    path.write_text('{"text": "a b", "scores": [1, 2], "scores": [2, 1]}\n')
    assert run(path, "--out", tmp_path / "out") == 1
    assert "mine.jsonl:1: the key 'scores' stands twice" in capsys.readouterr().err


def test_a_stop_leaves_nothing(file, tmp_path, monkeypatch, capsys):
    from steady_attention.score import report

    def stopped(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr(report, "page", stopped)
    assert run(file(scores=uneven), "--out", tmp_path / "out") == command.STOPPED
    assert "stopped; nothing was written" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.jsonl"]
