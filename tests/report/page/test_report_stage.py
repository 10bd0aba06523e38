"""The stages of reports on a scratch copy: every link of the page leads somewhere, whatever has no rows."""

import json
import shutil
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import collect
import cross
import figures
import findings
import grid
import report
import search
import tables
from steady_attention import papers
from steady_attention.report.page import sections
from steady_attention.results.evaluated import folder_of
from tests.report.page.pages import Tags, mapped, unpacked
from tests.results.evaluated import npz, put
from tests.results.small import run, write
from tests.settings import params_file

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[3]
BLOCK = {
    "datasets": ["sst"],
    "encoders": ["bilstm"],
    "attentions": ["additive"],
    "seeds": [0, 1],
    "methods": ["vanilla", "attention_at"],
    "variants": [{}],
    "measures": [],
}
HISTORY = [{"epoch": epoch, "dev_f1": 0.5, "dev_pearson": 0.25 * epoch} for epoch in (0, 1, 2)]
BASE = {**BLOCK, "attentions": ["max"], "methods": ["base"]}


def params(root):
    """The profile `small` with two methods in every suite, the model without attention, and no search."""
    given = params_file.copy(params_file.CONTENT)
    suites = {suite: {"methods": BLOCK, "base": BASE} for suite in papers.SUITES}
    given["profiles"]["small"]["suites"] = {**suites, "search": {}}
    params_file.write(root, given)


def evaluate(evaluations):
    """Evaluations of the declared runs; base has neither attention nor examples."""
    for seed in (0, 1):
        for number, method in enumerate(("vanilla", "attention_at", "base")):
            one = replace(run(method, seed), attention="max" if method == "base" else "additive")
            write(evaluations, one, 0.5 + number / 8 + seed / 16)
            arrays = {"probabilities": np.array([[0.75, 0.25]], np.float32), "labels": np.array([0])}
            arrays["texts"] = np.array([0])
            if method != "base":
                arrays |= {"attention": np.array([0.25, 0.75], np.float16), "offsets": np.array([0, 2])}
            files = {"predictions": npz(**arrays), "history": json.dumps(HISTORY)}
            given = json.loads((folder_of(one, evaluations) / "scores.json").read_text())
            last = {"dev": {"f1": 0.25}, "test": {"f1": 0.25, "pearson": 0.25}, "counts": {}}
            files["scores"] = json.dumps({**given, "last_epoch": 8, "last": last})
            put(folder_of(one, evaluations), **files, **({"examples": None} if method == "base" else {}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """reports/small of a scratch copy, made by the stages one after the other."""
    root = tmp_path_factory.mktemp("repository")
    for name in ("src", "stages"):
        (root / name).symlink_to(ROOT / name)
    params(root)
    made = root / "reports/small"
    for name in ("corpora", "pretraining"):
        shutil.copytree(ROOT / "reports/small" / name, made / name)
    evaluate(made / "evaluation")
    (root / "reports/integrity.md").touch()  # of another stage
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        grid.main(Namespace(profile="small"))
        collect.main(Namespace(profile="small"))
        for suite in papers.SUITES:
            tables.main(Namespace(profile="small", suite=suite))
            figures.main(Namespace(profile="small", suite=suite))
        for stage in (cross, search, findings, report):
            stage.main(Namespace(profile="small"))
    return made


def test_every_link_leads_somewhere(folder):
    html = (folder / "index.html").read_text(encoding="utf-8")
    parser = Tags(unpacked(html))
    assert parser.open == [] and len(parser.ids) == len(set(parser.ids))
    parser.links += Tags(html).links  # those to read without scripts, too
    files = [link for link in parser.links if not link.startswith("#")]
    assert [link for link in files if not (folder / link).is_file()] == []
    for suite in papers.SUITES:
        shown = papers.get(suite)
        for kind, declared in (("table", shown.TABLES), ("figure", shown.FIGURES)):
            for one in declared:
                if kind == "figure" and one.fold:  # made where it has points
                    continue
                place = f"{kind}s/{suite}/{kind}{one.name}"
                assert {f"{place}.csv", f"{place}.md"} & set(files)  # the numbers, or the printed table
                assert f"{suite}-{kind}{one.name}" in parser.ids
    others = {
        "cross.csv",
        "scores/scores.csv",
        "search/search.csv",
        "pretraining/history.csv",
        "../integrity.md",
    }
    assert others <= set(files) and "pretraining-curve" in parser.ids


def test_tables_of_runs_have_a_twin_of_the_last_epoch(folder):
    made = folder / "tables/attention_vat"
    best, twin = ((made / f"table4a{name}.md").read_text(encoding="utf-8") for name in ("", ".last"))
    assert "| 0.250 |" in twin and "Model selection: none: the last epoch, fixed in advance" in twin
    assert "0.250" not in best and "Model selection: the epoch with the best score" in best
    cells = (made / "table4a.last.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(cells) == 2  # of two methods; the table's own file has empty cells, too
    assert not (made / "table2.last.md").exists()  # of corpora
    assert "\nlast," in (folder / "cross.csv").read_text(encoding="utf-8")


def test_what_no_paper_has_is_there_where_it_has_runs(folder):
    """Of the runs of all suites: vanilla's printed numbers beside ours, and the curves of two methods."""
    table = (folder / "tables/controls/table5.md").read_text(encoding="utf-8")
    assert "| printed | 79.27 | 0.852 |" in table and "Not run: Jain & Wallace's filter" in table
    assert "| the last epoch, not the one that dev chose | 25.00" in table
    assert sorted(path.name for path in (folder / "tables/controls").iterdir()) == ["table5.csv", "table5.md"]
    made = {path.stem for path in (folder / "figures/controls").iterdir()}
    assert made == {"figure1a", "figure1b", "figure1c", "figure6"}  # vanilla is in each family
    parser = Tags((folder / "index.html").read_text(encoding="utf-8"))
    assert {"controls-table5", "controls-figure1a"} <= set(parser.ids)


def test_every_figure_has_a_title_and_every_column_a_head_to_press(folder):
    parser = Tags(unpacked((folder / "index.html").read_text(encoding="utf-8")))
    parents = [(tag, parent) for tag, parent, _ in parser.tags]
    assert parents.count(("title", "svg")) == parents.count(("svg", "figure")) > 3
    columns = [named for named in parser.named("th") if named.get("scope") == "col"]
    sorted_by = [named for named in columns if "aria-sort" in named]  # not those of the first screen
    assert parents.count(("button", "th")) == len(sorted_by)
    assert {named["aria-sort"] for named in sorted_by} == {"none"}


def test_what_is_shown_and_what_is_not(folder):
    html = unpacked((folder / "index.html").read_text(encoding="utf-8"))
    assert "All methods, the key measures" in html
    assert sections.NO_SEARCH in html
    assert "no corpus of this profile stands for the data set" in html
    assert "http://" not in html.replace("http://www.w3.org/", "")  # names of SVG's parts, not requests
    titles = [group["title"] for group in mapped(html)]
    assert "sst: bilstm, additive attention" in titles and not [one for one in titles if "max" in one]
