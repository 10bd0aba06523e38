"""The README's worked example works as written."""

import os
import re
import subprocess
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from steady_attention.metrics import cards
from tests.run.scratch import BLOCK, make

README = Path("README.md").read_text(encoding="utf-8")


def block(language: str, holding: str) -> str:
    """The README's code block of a language that holds a text."""
    blocks = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    (found,) = [text for text in blocks if holding in text]
    return found


@pytest.mark.slow
def test_the_example_method_and_encoder_can_be_added_and_run(tmp_path):
    def grid(params):
        params["profiles"]["demo"]["suites"] = {"attention_at": {"methods": BLOCK}}
        params["profiles"]["demo"]["train"]["epochs"] = 2

    repository = make(tmp_path / "example", grid)
    package = repository.root / "src/steady_attention"
    for name, holding in (
        ("methods/attention_entropy.py", "Attention entropy"),
        ("models/encoders/gru.py", "A GRU from left"),
    ):
        (package / name).write_text(block("python", holding), encoding="utf-8")
    trained, section = "trained:\n- vanilla\n", block("yaml", "attention_entropy:")
    repository.edit("conf/methods.yaml", trained, f"{trained}- attention_entropy\n")
    repository.edit("conf/methods.yaml", "  vanilla: {}\n", f"  vanilla: {{}}\n{section}")
    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--quiet", "--message", "Add a method and an encoder")
    selected = ("-S", "method=attention_entropy", "-S", "encoder=gru")
    repository.run("dvc", "exp", "run", *selected, "experiment")
    page = (repository.root / "reports/experiment/attention.html").read_text(encoding="utf-8")
    assert "attention_entropy" in page and "synthetic_sentiment-gru-additive" in page


def test_the_example_measure_has_a_card_and_measures(tmp_path):
    path = tmp_path / "concentration.py"
    path.write_text(block("python", "How much of a text's attention"), encoding="utf-8")
    assert cards.gathered([path])["concentration"].allows(0.75)
    module = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), module)
    attention = [np.array([0.25, 0.75]), np.array([0.5, 0.3, 0.2])]
    subject = SimpleNamespace(predictions=SimpleNamespace(attention=attention))
    assert module["measured"](subject, tmp_path) == {"concentration": 0.625}


def test_every_dependency_has_its_reason():
    names = [
        line.split("==")[0] for line in Path("requirements.txt").read_text(encoding="utf-8").splitlines()
    ]
    table = README[README.index("| dependency | why |") :]
    assert not [name for name in names if name and not name.startswith("#") and name not in table]


def test_every_make_target_exists():
    targets = re.findall(r"^([a-z-]+):.*## ", Path("Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"make ([a-z-]+)", README)) <= {*targets}


@pytest.mark.parametrize(
    "page", ["README.md", "REPRODUCTION.md", "benchmarks/README.md", "data/own/README.md"]
)
def test_what_a_page_links_to_is_in_git(page):
    """The demo's reports are not: a reader of the repository would find nothing there."""
    text = Path(page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    known = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.split("\n")
    places = [os.path.normpath(Path(page).parent / link) for link in links]
    assert [place for place in places if place not in known and not Path(place).is_dir()] == []
