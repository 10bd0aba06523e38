"""A page of few runs, and the tags of a page."""

from html.parser import HTMLParser

from steady_attention import papers
from steady_attention.report import scores
from steady_attention.report.material import Material
from steady_attention.report.page import comparisons, exhibits, gallery, page, paper_section
from steady_attention.report.setting import Setting
from steady_attention.report.tables import filled
from steady_attention.report.tables.grid import Grid

VOID = {"meta", "br", "link", "use", "path", "rect"}


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


def page_of(evaluations, runs):
    """The page of a profile whose evaluations hold vanilla and attention_vat on SST."""
    frame, setting, paper = (
        scores.collect("s", runs, evaluations),
        Setting("small"),
        papers.get("attention_vat"),
    )
    tables = [filled.fill(table, frame, setting, runs) for table in paper.TABLES if table.name in ("3a", "6")]
    material = Material(frame, setting, runs, evaluations)
    figures = [exhibits.drawn(figure, material) for figure in paper.FIGURES if figure.name == "2"]
    claims = Grid("Claims", ("claim", "verdict"), [["VAT < AT", "undecided at this scale"]])
    return page.index(
        setting,
        [
            paper_section.exhibited("small", "attention_vat", paper, tables, figures, claims),
            comparisons.INTEGRITY,
        ],
        {"attention_vat": runs},
        groups=gallery.groups(evaluations, runs, {}),
        versions={"commit": "abc"},
        timings={"train-vanilla": {"a": {"seconds": 1.5, "machine": "x"}, "b": {"machine": "x"}}},
        stages=["download", "train-vanilla"],
        fingerprints=scores.fingerprints(runs, evaluations),
    )
