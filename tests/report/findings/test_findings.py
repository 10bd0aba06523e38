"""The page itself, of nothing, of a little, and of this repository's reports."""

import pandas as pd
import pytest

from steady_attention import methods
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.sources import ROOT
from steady_attention.report.claims import SUITES
from steady_attention.report.findings import sources as findings_sources
from steady_attention.report.findings import text
from steady_attention.report.scores import COLUMNS
from tests.report.findings.profiles import claim, row, sources

WIDTH, HEIGHT = 120, 100  # two screens: letters of a line outside tables and lists, lines


def test_of_nothing():
    page = text.findings([sources(cross=False), sources("demo", cross=False)])
    assert page.count("- none") == 2 and page.count(text.NONE) == 2
    assert "`reports/small` and `reports/demo`" in page


def test_the_profile_with_a_cross_table_tells_the_cost():
    rows = [row("vanilla", 0, 0.8)]
    page = text.findings([sources(cross=False), sources("demo", {"seat": [claim("a", "holds")]}, rows)])
    assert "Profile demo: sst, bilstm, additive attention." in page
    assert "Memory is not recorded." in page


def test_what_the_words_rely_on():
    """The fixed words name a test, a folder's file and two methods: these are there."""
    assert (ROOT.parent / text.PROOF).is_file() and (ROOT.parent / "benchmarks/README.md").is_file()
    assert {"attention_at", "attention_iat"} <= set(methods.NAMES)
    proof = (ROOT.parent / text.PROOF).read_text(encoding="utf-8")
    assert "def test_identities_of_the_readings" in proof


def test_test_scores_of_all_suites_are_taken_once():
    rows = [
        (suite, "sst", "bilstm", "additive", "vanilla", "default", 0, split, "f1", value)
        for suite in ("seat", "attention_at")
        for split, value in (("dev", 0.75), ("test", 0.5))
    ]
    found = findings_sources.of_test(pd.DataFrame(rows, columns=list(COLUMNS)))
    assert list(found.columns) == [*findings_sources.KEY, "value"] and list(found["value"]) == [0.5]


def test_missing_reports(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UserError, match="scores.csv not found: the stage tables@<profile>-<suite> writes it"):
        findings_sources.load("small")


def test_profiles_whose_reports_are_here_whole_are_told_from(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(findings_sources, "load", str)
    cross = [tmp_path / "reports" / name / "cross.csv" for name in ("demo", "small", "paper")]
    files = [
        path.parent / suite / "tables" / name
        for path in cross
        for suite in SUITES
        for name in ("claims.csv", "scores.csv")
    ]
    for path in (*cross, *files):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert findings_sources.every("demo") == ["paper", "small", "demo"]
    files[-1].unlink()
    cross[0].unlink()
    assert findings_sources.every("demo") == ["small", "demo"]
    assert findings_sources.every("mine") == ["small", "mine"]


@pytest.mark.slow
def test_of_the_repository_is_two_screens(monkeypatch):
    monkeypatch.chdir(ROOT.parent)
    page = text.findings(findings_sources.every("demo"))
    lines = page.splitlines()
    assert len(lines) <= HEIGHT
    assert [line for line in lines if len(line) > WIDTH and line[:1] not in ("|", "-")] == []
    assert "nan" not in page.lower().replace("finan", "")
