"""The runs that are compared differ in the weights that they begin with, and the page shows both."""

from benchmarks import pretrained
from steady_attention.pipeline.artifacts import Item


def test_the_weights_alone_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(pretrained, "UNTRAINED", tmp_path / "without")
    bert = tmp_path / "bert"
    bert.mkdir()
    for name in ("config.json", "vocab.txt", "model.safetensors"):
        (bert / name).write_text(name, encoding="utf-8")
    trained = Item("run", "a.task", {"seed": 3}, {"bert": bert, "corpus": tmp_path / "corpus"})
    other = pretrained.from_random(trained)
    assert other.inputs == {"bert": tmp_path / "without", "corpus": tmp_path / "corpus"}
    assert other.arguments == trained.arguments and other.name == trained.name
    assert sorted(path.name for path in (tmp_path / "without").iterdir()) == ["config.json", "vocab.txt"]


def test_the_page_by_hand():
    scored = {"the checkpoint": {"dev": [0.5, 0.75], "test": [0.25, 0.25]}, "random weights": {"dev": [0.5]}}
    page = pretrained.page("emotion", scored)
    assert "| the checkpoint | 62.50 ± 17.68 (2) | 25.00 ± 0.00 (2) |" in page
    assert "| random weights | 50.00 (1) |" in page
