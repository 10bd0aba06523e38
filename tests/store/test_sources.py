"""The code's fingerprint changes with what the code says, and with nothing else."""

from pathlib import Path

import pytest

from steady_attention.store import sources

MODULE = "steady_attention.models.attention"


@pytest.fixture
def edited(tmp_path, monkeypatch):
    """A copy of the package in which one file's text can be changed; returns the new fingerprint."""
    import shutil

    shutil.copytree("src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sources, "ROOT", tmp_path / "src")

    def edit(module: str, old: str, new: str) -> None:
        path = tmp_path / "src" / (module.replace(".", "/") + ".py")
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        sources._meaning.cache_clear()
        sources._tree.cache_clear()

    yield edit
    sources._meaning.cache_clear()
    sources._tree.cache_clear()


def test_comments_docstrings_and_layout_change_nothing(edited):
    before = sources.code([MODULE])
    edited(MODULE, '"""Attention scores and their softmax."""', '"""Another text."""\n\n# a remark\n')
    edited(MODULE, "dim=1", "dim  =  1")
    assert sources.code([MODULE]) == before


def test_a_sign_changes_it(edited):
    before = sources.code([MODULE])
    edited(MODULE, 'float("-inf")', 'float("inf")')
    assert sources.code([MODULE]) != before


def test_an_imported_module_counts_and_another_method_does_not(edited):
    task = ["steady_attention.training.task", "steady_attention.methods.attention_at"]
    before = sources.code(task)
    edited("steady_attention.methods.attention_vat", "hparams.xi * start", "2 * hparams.xi * start")
    assert sources.code(task) == before
    edited("steady_attention.methods.perturbation", "length > 0", "length >= 0")
    assert sources.code(task) != before


def test_the_pipeline_package_decides_no_number(edited):
    before = sources.code(["steady_attention.training.task"])
    edited("steady_attention.store.files", 'newline="\\n"', 'newline=""')
    assert sources.code(["steady_attention.training.task"]) == before


def test_a_card_decides_no_number_and_arithmetic_beside_it_does(edited):
    name = "steady_attention.metrics.divergence"
    before = sources.code([name])
    edited(name, 'SCIENTIFIC, LESS, 0, LN2, "Hu', 'SCIENTIFIC, MORE, 0, LN2, "Hu')
    edited(
        "steady_attention.metrics.card", "MORE, LESS, NEITHER = 1, -1, 0", "MORE, LESS, NEITHER = 2, -1, 0"
    )
    assert sources.code([name]) == before
    edited(name, "(p + q) / 2", "(p - q) / 2")
    assert sources.code([name]) != before


def test_a_task_named_by_a_text_counts_as_an_import():
    names = sources.imported(Path("stages/train.py"))
    assert {"steady_attention.training.task", "steady_attention.methods"} <= names


def test_an_unknown_module_is_an_error():
    with pytest.raises(ModuleNotFoundError, match="steady_attention.nothing"):
        sources.closure(["steady_attention.nothing"])
