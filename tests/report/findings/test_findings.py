"""The page itself, of nothing, of a little, and of this repository's reports."""

import math
from dataclasses import replace

import pandas as pd
import pytest

from steady_attention import methods
from steady_attention.papers.headlines import HEADLINES
from steady_attention.report.findings import drawn, text
from steady_attention.report.findings import sources as findings_sources
from steady_attention.results import scores
from steady_attention.results.scores import COLUMNS
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_json, write_text
from steady_attention.store.sources import ROOT
from tests.report.findings.profiles import claim, row, sources
from tests.report.findings.test_costs import ROWS, TIMINGS

LETTERS, LINES = 110, 150  # two screens: of a line, and lines that are not empty


def test_of_nothing():
    page = text.findings(sources(cross=False), None, [])
    assert (
        page.count("- none") == 2
        and page.count(text.NONE) == 1
        and "Turned:** 0 verdicts would" in page
        and "elsewhere" not in text.causes(sources(cross=False), [])
    )
    assert "No method has runs of three seeds beside vanilla's." in page and "`reports/small`." in page
    assert text.COSTS in page and "test split" not in page
    assert "No timings were recorded." in text.costs(sources(cross=False))
    assert "Attention AT" in text.causes(sources(cross=False), [])
    assert drawn.svg(sources(cross=False)).startswith("<svg")


def test_times_stand_in_it_where_git_keeps_them_alone():
    """Elsewhere they differ at every run, and the page is to be the same."""
    timed, untimed = sources(rows=ROWS, timings=TIMINGS), sources(rows=ROWS)
    assert "Training time over vanilla's" in text.findings(timed, "abc1234", [])
    assert "Training times were not recorded." in text.findings(untimed, "abc1234", [])
    assert text.findings(timed, None, []) == text.findings(untimed, None, [])


def test_a_notice_stands_first_and_once():
    page = text.findings(replace(sources(), notice="A toy."), None, [])
    assert page.startswith("# Findings\n\n**A toy.**\n\n- Claims") and page.count("A toy.") == 1


def test_the_commit_of_the_evaluations_is_named():
    page = text.findings(sources("small", {"seat": [claim("a", "holds")]}), "abc1234 of 2026-01-02", [])
    assert "`reports/small`, of commit abc1234 of 2026-01-02." in page.replace("\n", " ")
    assert "of the papers' 1 claims 1 hold and 0 fail" in page.replace("\n  ", " ")


def test_a_selection_on_test_is_told_where_it_was_run():
    rows = [row("seat", 0, 0.81, variant="as_published=True"), row("seat", 0, 0.80)]
    page = text.findings(sources(rows=rows), None, HEADLINES.values())
    section = page[page.index("### SEAT") : page.index("### Variational")].replace("\n  ", " ")
    assert "adds points of F1 (± deviation, seeds): 1.00 (1), sst, " in section
    assert page.count("by test score") == 1


def test_costs_are_at_the_cross_tables_place():
    rows = [row("vanilla", 0, 0.8)]
    timings = {"train-vanilla": {"a": {"seconds": 7.0, "machine": "x"}}}
    page = text.costs(sources(rows=rows, timings=timings))
    assert "At sst, bilstm, additive attention." in page and "Memory is not recorded." in page
    assert (
        "| train-vanilla | 1 | 7.0 | 7.0 |" in page
        and "- Machine and libraries of 1 items: machine x." in page
    )


def test_what_the_words_rely_on():
    """The fixed words name a test, a folder's file and two methods: these are there."""
    assert (ROOT.parent / text.PROOF).is_file() and (ROOT.parent / "benchmarks/README.md").is_file()
    assert {"attention_at", "attention_iat"} <= set(methods.NAMES)
    proof = (ROOT.parent / text.PROOF).read_text(encoding="utf-8")
    assert "def test_identities_of_the_readings" in proof


def test_test_scores_alone_are_taken():
    rows = [
        ("sst", "bilstm", "additive", "vanilla", "default", 0, split, "f1", value)
        for split, value in (("dev", 0.75), ("test", 0.5))
    ]
    found = findings_sources.of_test(pd.DataFrame(rows, columns=list(COLUMNS)))
    assert list(found.columns) == [*findings_sources.KEY, "value"] and list(found["value"]) == [0.5]


def test_missing_reports(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="suites.json not found: make it with `dvc repro grid@small`"):
        findings_sources.load("small")
    nothing = {"counterparts": {}, "selection": "f1", "suites": []}
    write_json(folders.grid("small") / "suites.json", nothing)
    with pytest.raises(UserError, match="scores.csv not found: make it with `dvc repro collect@small`"):
        findings_sources.load("small")
    write_text(
        folders.scores("small") / "scores.csv", scores.to_csv(pd.DataFrame(columns=list(scores.TABLE)))
    )
    with pytest.raises(UserError, match="claims.csv not found: make it with `dvc repro tables@small-"):
        findings_sources.load("small")


@pytest.mark.slow
def test_of_the_repository_is_two_screens(monkeypatch):
    monkeypatch.chdir(ROOT.parent)
    page = text.findings(findings_sources.load("small"), "abc1234 of 2026-01-02", HEADLINES.values())
    lines = [line for line in page.splitlines() if line]
    assert sum(math.ceil(len(line) / LETTERS) for line in lines) <= LINES
    assert [line for line in lines if len(line) > LETTERS and line[:1] not in ("|", "-")] == []
    assert "nan" not in page.lower().replace("finan", "")


@pytest.mark.slow
def test_the_picture_of_the_repository_names_every_method_and_is_the_same_each_time(monkeypatch):
    monkeypatch.chdir(ROOT.parent)
    source = findings_sources.load("small")
    svg = drawn.svg(source)
    assert svg == drawn.svg(source)
    for name in ("attention_at", "seat", "vib", "word_at", "better than vanilla", "F1 [points]"):
        assert f">{name}" in svg
    assert svg.count(f">{drawn.LACKING}<") == 1, "vib under perturbed attention"
