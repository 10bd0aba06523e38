"""The code's fingerprint changes with what the code says, and with nothing else."""

import shutil
from pathlib import Path

import pytest

from steady_attention.store import sources
from steady_attention.store.files import write_json

MODULE = "steady_attention.models.attention"


@pytest.fixture
def edited(tmp_path, monkeypatch):
    """A copy of the package in which one file's text can be changed; returns the new fingerprint."""
    shutil.copytree("src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(sources, "ROOT", tmp_path / "src")

    def edit(module: str, old: str, new: str) -> None:
        path = tmp_path / "src" / (module.replace(".", "/") + ".py")
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        sources.meaning.cache_clear()
        sources._tree.cache_clear()

    yield edit
    sources.meaning.cache_clear()
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
    edited("steady_attention.methods.parts.perturbation", "length > 0", "length >= 0")
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
    assert {"steady_attention.training.task", "steady_attention.run.grid"} <= names


def test_an_unknown_module_is_an_error():
    with pytest.raises(ModuleNotFoundError, match="steady_attention.nothing"):
        sources.closure(["steady_attention.nothing"])


def test_a_package_that_imports_by_name_counts_whole(monkeypatch):
    """Methods, encoders, measures, corpora and papers are chosen when a stage runs."""
    training, evaluation, reports = (set(sources.of_group(g)) for g in ("training", "evaluation", "reports"))
    package = sources.ROOT / sources.PACKAGE
    assert {*(package / "methods").glob("*.py"), *(package / "models/encoders").glob("*.py")} <= training
    assert set((package / "evaluation/measures").glob("*.py")) <= evaluation
    assert {*(package / "papers").rglob("*.py"), *package.rglob("reported.yaml")} <= reports
    assert not any("report" in path.parts for path in training | evaluation)
    assert {*(package / "metrics").glob("*.py"), *(package / "evaluation/measures").glob("*.py")} <= reports


def test_meanings_are_of_syntax_and_of_data_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    module, data = tmp_path / "one.py", tmp_path / "one.yaml"

    def said(code, text):
        sources.meaning.cache_clear()
        module.write_text(code), data.write_text(text)
        return sources.meanings([module, data])

    before = said("a = 1  # one", "a: 1")
    assert set(before) == {"one.py", "one.yaml"}
    assert said("a = 1", "a: 1") == before
    assert said("a = 2", "a: 1")["one.py"] != before["one.py"]
    assert said("a = 1", "a: 2")["one.yaml"] != before["one.yaml"]


def test_a_listing_is_taken_until_a_file_of_it_is_written(edited, tmp_path, monkeypatch):
    """Then the code is read anew; what it says decides whether the listing is outdated."""
    shutil.copytree("stages", tmp_path / "stages")
    monkeypatch.chdir(tmp_path)
    script = Path("stages/train.py")
    assert sources.listed(script) is None and not sources.outdated(script)
    write_json(sources.listing("training"), sources.meanings(sources.of_group("training")))
    assert set(sources.listed(script)) >= {script, Path("src/steady_attention/methods/seat.py")}
    edited("steady_attention.methods.seat", '"""', '"""A further word. ')
    assert sources.listed(script) is None and not sources.outdated(script)
    edited("steady_attention.methods.parts.perturbation", "length > 0", "length >= 0")
    assert sources.outdated(script)
