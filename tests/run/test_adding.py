"""The examples of docs/extending.md: a method, an encoder, a measure, a corpus are a file and a line each."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from steady_attention.metrics import cards
from tests.settings import params_file

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/extending.md").read_text(encoding="utf-8")
FILES = {  # of the examples: a text that each holds
    "methods/attention_entropy.py": "Attention entropy",
    "models/encoders/gru.py": "A GRU from left",
    "evaluation/measures/concentration.py": "How much of a text's attention",
    "corpora/weather.py": "Weather in a word",
}
STAGES = """
import sys
from argparse import Namespace

sys.path[:0] = ["src", "stages"]
import collect, cross, download, evaluate, experiment, grid, preprocess, train
from steady_attention.settings import methods

of_profile = Namespace(profile="demo")
for stage in (download, preprocess, grid):
    stage.main(of_profile)
for stage in (train, evaluate):
    for name in ("base", *methods.known().methods):
        stage.main(Namespace(profile="demo", method=name))
for stage in (collect, cross, experiment):
    stage.main(of_profile)
"""


def block(language: str, holding: str) -> str:
    """The page's code block of a language that holds a text."""
    blocks = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    (found,) = [text for text in blocks if holding in text]
    return found


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """The project's sources and settings with the four files, and one block of one run of each of them."""
    root = tmp_path_factory.mktemp("added")
    for name in ("src", "stages"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, holding in FILES.items():
        (root / "src/steady_attention" / name).write_text(block("python", holding), encoding="utf-8")
    content = params_file.copy(params_file.CONTENT)
    demo = content["profiles"]["demo"]
    runs = {"datasets": ["weather"], "encoders": ["gru"], "measures": ["concentration"]}
    demo |= {"corpora": ["weather"], "counterparts": {}, "bert": None, "pretrain": None, "unlabeled": None}
    demo["suites"] = {"added": {"methods": runs | {"methods": ["vanilla", "attention_entropy"]}}}
    demo["train"]["epochs"] = 2
    content["execution"] |= {"jobs": 1, "device": "cpu"}
    content |= {"dataset": "weather", "encoder": "gru", "method": "attention_entropy"}
    params_file.write(root, content)
    file = root / "conf/methods.yaml"
    edit(file, "trained:\n- vanilla\n", "trained:\n- vanilla\n- attention_entropy\n")
    edit(file, "methods:\n", f"methods:\n{block('yaml', 'attention_entropy:')}")
    return root


def test_what_is_added_is_in_the_cross_table(root):
    done = subprocess.run([sys.executable, "-c", STAGES], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    with (root / "reports/demo/cross.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["metric"] == "concentration"]
    rows = [row for row in rows if row["selection"] == "best"]
    assert [row["method"] for row in rows] == ["attention_entropy", "vanilla"]
    for row in rows:
        assert (row["dataset"], row["encoder"]) == ("weather", "gru") and 0 < float(row["mean"]) < 1
    page = (root / "reports/experiment/attention.html").read_text(encoding="utf-8")
    assert "attention_entropy" in page and "weather-gru-additive" in page
    spread, vanilla = (float(row["mean"]) for row in rows)
    assert spread < vanilla, "the bonus for spread-out attention lowers its peak"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("methods/attention_entropy.py", "there is no src/steady_attention/methods/attention_entropy.py for"),
        (
            "models/encoders/gru.py",
            "encoder: 'gru' is not one of auto, bert, bilstm, lstm, rnn; a new one is a file in",
        ),
        ("evaluation/measures/concentration.py", "measures[0]: 'concentration' is not one of adversarial,"),
        ("corpora/weather.py", "conf/demo/settings.yaml: corpora[0]: there is no data set 'weather'"),
    ],
)
def test_a_name_without_its_file_is_refused(root, file, said):
    path = root / "src/steady_attention" / file
    text = path.read_text(encoding="utf-8")
    path.unlink()
    program = (
        "import sys; sys.path[:0] = ['src']; from steady_attention.settings import params; params.load()"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True)
    path.write_text(text, encoding="utf-8")
    assert done.returncode == 1 and said in done.stderr.splitlines()[-1]


def test_the_example_measure_has_a_card_and_measures(tmp_path):
    path = tmp_path / "concentration.py"
    path.write_text(block("python", "How much of a text's attention"), encoding="utf-8")
    assert cards.gathered([path])["concentration"].allows(0.75)
    module = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module)
    attention = [np.array([0.25, 0.75]), np.array([0.5, 0.3, 0.2])]
    subject = SimpleNamespace(predictions=SimpleNamespace(attention=attention))
    assert module["measured"](subject, tmp_path) == {"concentration": 0.625}
