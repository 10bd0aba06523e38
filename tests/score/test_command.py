"""`steady-attention score`: from a file to a folder, and what it says."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from steady_attention.score import command, needs
from steady_attention.score import texts as of_texts
from tests.score.asked import LINES, run, uneven, values
from tests.score.test_eraser_files import ONE, TWO, annotated

NAMES = ("attention_mean", "attention_rollout", "gradient_x_input", "occlusion", "random")
EXPLAIN = ",".join(NAMES)


def test_explanations_of_a_model(checkpoints, file, tmp_path, capsys):
    """Made, scored, written; what is written is scored the same."""
    out = tmp_path / "out"
    assert run(file(), "--model", checkpoints(), "--out", out, "--explain", EXPLAIN) == 0
    told = capsys.readouterr()
    assert [line.split() for line in told.out.splitlines()][0] == list(NAMES)
    assert "explaining: occlusion: 18 texts" in told.err.splitlines()
    found = values(out)
    assert {name for name, _ in found} == set(NAMES)
    assert sorted(path.name for path in out.iterdir()) == sorted(
        ["eraser", "explanations", "index.html", "scores.csv", "scores.md"]
    )
    again = tmp_path / "again"
    written = out / "explanations" / "occlusion.jsonl"
    assert run(written, "--model", checkpoints(), "--out", again) == 0
    for (name, metric), value in found.items():
        if name == "occlusion" and value:
            assert float(values(again)["scores", metric]) == pytest.approx(float(value), abs=1e-5)
    alone = tmp_path / "alone"
    assert run(written, "--out", alone) == 0
    for metric in ("accuracy", "auprc"):
        assert values(alone)["scores", metric] == found["occlusion", metric]


def test_scores_without_a_model(file, tmp_path):
    """Agreement with rationales; each of the other measures says what it needs."""
    out = tmp_path / "out"
    assert run(file(scores=uneven), "--out", out) == 0
    with (out / "scores.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["measure"] for row in rows] == list(needs.NAMES)
    assert all(bool(row["value"]) != bool(row["left_out"]) for row in rows)
    told = {row["measure"]: row["left_out"] for row in rows}
    assert told["comprehensiveness_aopc"] == "needs a model (--model)" and not told["auprc"]
    text = (out / "scores.md").read_text()
    assert "needs a model (--model)" in text and "rationale AUPRC ↑" in text
    assert not (out / "eraser").exists()


def test_beside_the_methods(checkpoints, file, tmp_path):
    out = tmp_path / "out"
    words = (file(scores=uneven), "--model", checkpoints(), "--out", out, "--beside", "reports/small")
    assert run(*words) == 0
    text = (out / "scores.md").read_text()
    for name in (
        "Beside the methods",
        "| scores |",
        "| vanilla |",
        "| vanilla: integrated_gradients |",
        "| seat |",
    ):
        assert name in text
    assert "th of 2" in text.partition("Beside the methods")[2].partition("| scores |")[2].partition("\n")[0]


def test_erasers_annotations_are_explained(checkpoints, tmp_path):
    """As FILE, with their documents; the predictions that come out are read with them."""
    lines = [
        {**one, "classification": {"POS": "positive", "NEG": "negative"}[one["classification"]]}
        for one in (ONE, TWO)
    ]
    folder = annotated(tmp_path / "data")
    (folder / "test.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    out, again = tmp_path / "out", tmp_path / "again"
    assert run(folder / "test.jsonl", "--model", checkpoints(), "--out", out, "--explain", "random") == 0
    predictions = out / "eraser" / "random.jsonl"
    assert run(predictions, "--annotations", folder / "test.jsonl", "--out", again) == 0
    for metric in ("token_f1", "auprc", "accuracy"):
        assert values(again)["scores", metric] == values(out)["random", metric]


def test_a_sample_is_evenly_spaced(checkpoints, file, tmp_path):
    out = tmp_path / "out"
    assert run(file(), "--model", checkpoints(), "--out", out, "--explain", "random", "--texts", 3) == 0
    ids = [one.id for one in of_texts.read(out / "explanations" / "random.jsonl")]
    assert ids == ["1", "3", "6"] and "3 of mine.jsonl, evenly spaced of 6" in (out / "scores.md").read_text()


def test_predictions_of_another_model_are_told(checkpoints, file, tmp_path):
    out = tmp_path / "out"
    both = [{**LINES[0], "id": "a", "prediction": 0}, {**LINES[0], "id": "b", "prediction": 1}]
    assert run(file(lines=both, scores=uneven), "--model", checkpoints(), "--out", out) == 0
    assert "1 of the file's are not the model's" in (out / "scores.md").read_text()


def test_help_is_whole_and_fast():
    """It shows a line of the file and examples, and needs no torch."""
    program = (
        "import sys; from steady_attention.score import command\n"
        "try: command.main(['score', '--help'])\n"
        "finally: assert 'torch' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": "src", "COLUMNS": "100"},
    )
    assert done.returncode == 0, done.stderr
    for words in ("--model FOLDER", "--out FOLDER", '"scores": [0.1, 0.8, 0.1]', "examples:", "occlusion"):
        assert words in done.stdout
    from steady_attention.score import explainers

    assert all(f"  {name} " in command.EXPLAINERS for name in explainers.NAMES)


@pytest.mark.parametrize("words", [("--texts", "0"), ("--share", "2"), ("--nothing",)])
def test_wrong_options_are_told_with_the_usage(words, capsys):
    with pytest.raises(SystemExit) as caught:
        run("mine.jsonl", "--out", "out", *words)
    assert caught.value.code == 2 and "usage: steady-attention" in capsys.readouterr().err


def test_the_documented_measures_are_those_that_there_are():
    text = Path("docs/score.md").read_text(encoding="utf-8")
    for name in needs.NAMES:
        assert f"`{name}`" in text
