"""`steady-attention score`: from a file to a folder, what it says, and that a failure leaves nothing."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from steady_attention.score import command, needs
from steady_attention.score import texts as of_texts
from tests.score.test_eraser_files import ONE, TWO, annotated

WORDS = ("a good film", "the worst film ever made", "good fun , indeed", "bad acting", "film", "fun and good")
LINES = [
    {
        "text": text,
        "label": number % 2,
        "rationale": [int(word in ("good", "worst", "bad")) for word in text.split()],
    }
    for number, text in enumerate(WORDS)
]
NAMES = ("attention_mean", "attention_rollout", "gradient_x_input", "occlusion", "random")
EXPLAIN = ",".join(NAMES)


@pytest.fixture
def file(tmp_path):
    """A file of texts; given: keys of every line, or a function of the line."""

    def write(name="mine.jsonl", lines=LINES, **given):
        path = tmp_path / name
        rows = [{**line, **{key: one(line) for key, one in given.items()}} for line in lines]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write


def run(*words):
    return command.main(["score", *map(str, words), *(() if "--beside" in words else ("--beside", "none"))])


def values(folder):
    """The values of scores.csv, by explanation and measure."""
    with (folder / "scores.csv").open(newline="") as lines:
        return {(row["explanation"], row["measure"]): row["value"] for row in csv.DictReader(lines)}


def uneven(line):
    return [len(word) / 7 for word in line["text"].split()]


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


def test_predictions_of_another_model_are_told(checkpoints, file, tmp_path):
    out = tmp_path / "out"
    both = [{**LINES[0], "id": "a", "prediction": 0}, {**LINES[0], "id": "b", "prediction": 1}]
    assert run(file(lines=both, scores=uneven), "--model", checkpoints(), "--out", out) == 0
    assert "1 of the file's are not the model's" in (out / "scores.md").read_text()


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
