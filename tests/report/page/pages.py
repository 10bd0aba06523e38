"""A page of few runs, and the tags of a page."""

import base64
import gzip
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd

from steady_attention import papers
from steady_attention.papers.headlines import HEADLINES
from steady_attention.report.figures import figure as figures
from steady_attention.report.page import answered, exhibits, glance, page, sections
from steady_attention.report.page import judged as judging
from steady_attention.report.page.exhibits import Section
from steady_attention.report.tables import filling
from steady_attention.report.tables.grid import Grid
from steady_attention.results.evaluated import fingerprints
from steady_attention.results.scores import TABLE
from steady_attention.results.setting import Material, Setting
from tests.report.findings.profiles import claim, rows, sources
from tests.results.evaluated import put
from tests.results.small import WORDS, scored

PACKED = re.compile(r'<div data-packed="([^"]*)">.*?</div>', re.DOTALL)
VOID = {"meta", "br", "link", "input", "use", "path", "rect"}


class Tags(HTMLParser):
    """Checks that tags nest, and collects ids, links, and each tag's attributes with its parent's name."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.links, self.tags = [], [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        self.ids += [named["id"]] if "id" in named else []
        self.links += [named[key] for key in ("href", "src") if key in named]
        self.tags.append((tag, self.open[-1] if self.open else "", named))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def named(self, tag):
        """The attributes of all tags of a name."""
        return [named for name, _, named in self.tags if name == tag]


def unpacked(html):
    """A page as its script leaves it: with all that stands compressed."""
    return PACKED.sub(lambda box: gzip.decompress(base64.b64decode(box[1])).decode(), html)


def mapped(html):
    """The groups of heat maps that a page's script is given."""
    (data,) = re.findall(r'id="heatmap-data">([^<]*)</script>', html)
    return json.loads(gzip.decompress(base64.b64decode(data)))


PERTURBED = ["a", "brave", "film"]


def perturb(folder, kind="words", **changes):
    """Puts perturbed.json into an evaluation: test-0 with its second word replaced."""
    benign = {"words": WORDS, "attention": [0.2, 0.5, 0.3], "probabilities": [0.25, 0.75]}
    other = {"words": PERTURBED, "attention": [0.5, 0.4, 0.1], "probabilities": [0.5, 0.5]}
    row = {"id": "test-0", "label": 1, "kind": kind, "benign": benign, "perturbed": other | changes}
    row |= {"jsd": 0.0321, "tvd": 0.25}
    put(folder, perturbed=json.dumps([row]))


def draw(figure, material, folder):
    """Draws a figure into a folder as the stage does; returns the folder."""
    folder.mkdir(exist_ok=True)
    points = figure.points(material)
    (folder / f"figure{figure.name}.csv").write_text(figures.to_csv(points), encoding="utf-8")
    if figure.drawable(points):
        svg = figure.svg(points, material.setting)
        (folder / f"figure{figure.name}.svg").write_text(svg, encoding="utf-8")
    return folder


MANY = exhibits.Exhibit(
    "lines-all",
    "Lines",
    "grid",
    Grid("Lines", ("line", "square"), [[f"l{n:02}", str(n * n)] for n in range(29)]),
    exhibits.Origin("search@small", "conf/small/", "lines.csv"),
)
CLAIMS = [
    claim("a-gain", "holds where run", margin="2.5", low="0.5", high="4.5", unit="points", seeds="3"),
    claim("a-loss", "fails where run", margin="-0.25", low="", high="-0.125", unit="plain", seeds="3"),
    claim("a-start", "holds", start="it begins there", margin="", low="", high="", unit="", seeds=""),
    claim("an-absence", "not run", margin="", low="", high="", unit="", seeds=""),
]


def judged(title="Attention VAT and iVAT (Kitada & Iyatomi 2022)"):
    """The claims of a paper: one that holds, one that fails, one by construction, one that was not run."""
    origin = exhibits.Origin("tables@small-attention_vat", "claims.yaml", "tables/attention_vat/claims.csv")
    return judging.Judged("attention_vat", title, [judging.claim(row) for row in CLAIMS], origin)


SCORES = [
    *rows("vanilla", [0.80, 0.81, 0.82]),
    *rows("attention_vat", [0.81, 0.80, 0.83]),
    *rows("word_at", [0.84, 0.85, 0.87]),
    *rows("vanilla", [0.5, 0.6, 0.7], metric="pearson"),
    *rows("word_at", [0.4, 0.45, 0.6], metric="pearson"),
]


def first_screen():
    """The first screen of three seeds: word_at gains, attention_vat cannot be told from vanilla."""
    source = replace(sources(), runs=pd.DataFrame(SCORES, columns=list(TABLE)))
    return glance.glance(source, HEADLINES, [judged()], {"sst": "sst"})


def page_of(evaluations, runs):
    """The page of a profile whose evaluations hold vanilla and attention_vat on SST."""
    frame, setting, paper = (
        scored(runs, evaluations),
        Setting("small"),
        papers.get("attention_vat"),
    )
    tables = [
        filling.fill(table, frame, setting, runs) for table in paper.TABLES if table.name in ("3a", "6")
    ]
    material = Material(frame, setting, runs, evaluations)
    drawn = [figure for figure in paper.FIGURES if figure.name == "2"]
    folder = evaluations.parent / "figures"
    curves = [exhibits.drawn(figure, draw(figure, material, folder), setting) for figure in drawn]
    return page.index(
        setting,
        first_screen(),
        list(answered.aims(replace(sources(), runs=pd.DataFrame(SCORES, columns=list(TABLE))))),
        [judged()],
        Section("cross", "Cross table", (sections.NO_MEASURES,)),
        [sections.exhibited("small", "attention_vat", paper, tables, curves)],
        [Section("lines", "Many lines", (), [MANY, replace(MANY, id="lines-again")]), sections.INTEGRITY],
        {"attention_vat": runs},
        page.groups(evaluations, runs, {}),
        page.Made({"torch": "abc"}, None, fingerprints(runs, evaluations)),
    )
