"""What the stage `findings` tells, as exhibits of the page: which method for what, each paper's effects."""

from collections.abc import Iterator
from dataclasses import replace

from steady_attention.report.findings import answers, measured
from steady_attention.report.findings.headline import Headline, Table
from steady_attention.report.findings.sources import Sources
from steady_attention.report.page.exhibits import Exhibit, Origin, file_of

CAUSES = "Headline effects, and what changes them"
READING = (
    "An effect is the mean difference over paired seeds, or a level of vanilla's, with its 95 % interval "
    "(Student's t). Under a cause one thing is changed; what that makes of the effect is known where both "
    "are of the same texts and measure."
)


def aims(source: Sources) -> Iterator[Exhibit]:
    """Which methods are better than vanilla, a row a measure; then the same at other places. Nothing where no
    method has three seeds beside vanilla's.
    """
    for name, grid, note in (
        ("aims", answers.aims(source), answers.where(source)),
        ("elsewhere", answers.elsewhere(source), answers.READ),
    ):
        if grid.rows:
            grid = replace(grid, notes=(note,))
            origin = _origin(source, file_of(answers), "FINDINGS.md")
            yield Exhibit(f"findings-{name}", grid.title, "grid", grid, origin)


def causes(source: Sources, suite: str, headline: Headline) -> Exhibit:
    """A paper's headline effects, and what each cause that was run makes of them."""
    grid = measured.causes(headline, Table(source.runs), measured.here(headline, source.counterparts))
    grid = replace(grid, notes=(READING, *grid.notes, *filter(None, [headline.known])))
    origin = _origin(source, "src/steady_attention/papers/headlines.py", "causes.md")
    return Exhibit(f"{suite}-causes", CAUSES, "grid", grid, origin)


def _origin(source: Sources, declared: str, text: str) -> Origin:
    return Origin(f"findings@{source.profile}", declared, text)
