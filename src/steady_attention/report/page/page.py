"""reports/<profile>/index.html: all that a profile's runs gave, on one page that asks for nothing else."""

from collections.abc import Mapping, Sequence

from steady_attention.report.page import html_table, overview
from steady_attention.report.page.exhibits import Section
from steady_attention.report.page.heatmap import PALETTE, Group, data
from steady_attention.report.page.origin import UP
from steady_attention.report.page.perturbed import KINDS
from steady_attention.report.page.rendering import render
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run


def index(
    setting: Setting,
    sections: Sequence[Section],
    runs: Mapping[str, Sequence[Run]],
    groups: Sequence[Group] = (),
    versions: Mapping[str, str] | None = None,
    fingerprints: Mapping[str, str] | None = None,
    commit: str | None = None,
) -> str:
    """The page's HTML, whose links hold from the folder reports/<profile>.

    runs: by suite, as declared; versions: what made this (libraries); commit: the last one that changed the
    evaluations, None where git does not keep them. Times are in costs.md: they differ at every run, and this
    page is the same to the byte wherever the numbers are.
    """
    declared = [run for of_suite in runs.values() for run in of_suite]
    return render(
        "index.html.j2",
        setting=setting,
        sections=sections,
        maps=data(groups),
        kinds=KINDS,
        verdicts=overview.verdicts(sections),
        counts=[overview.counts(suite, of_suite) for suite, of_suite in runs.items()],
        seeds=sorted({run.seed for run in declared}),
        total=len(set(declared)),
        versions=versions or {},
        fingerprints=fingerprints or {},
        commit=commit,
        palette=PALETTE,
        up=UP,
        html_table=html_table,
    )
