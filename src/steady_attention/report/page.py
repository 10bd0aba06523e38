"""reports/<profile>/index.html: all that a profile's runs gave, on one page that asks for nothing else."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from markupsafe import Markup

from steady_attention.pipeline.runs import Run
from steady_attention.report.diagram import Diagram
from steady_attention.report.figure import Figure
from steady_attention.report.filled import Filled
from steady_attention.report.grid import Grid
from steady_attention.report.heatmap import PALETTE, Group
from steady_attention.report.rendering import inline_svg, render
from steady_attention.report.setting import Setting

MISSING = "not recorded"


@dataclass(frozen=True)
class Drawn:
    """A figure with what is said under it and its SVG."""

    figure: Figure | Diagram
    captions: Sequence[str]
    svg: str


@dataclass(frozen=True)
class Section:
    """A suite on the page: its tables, figures, further grids (claims) and links (text: address)."""

    suite: str
    title: str
    tables: Sequence[Filled] = ()
    figures: Sequence[Drawn] = ()
    grids: Sequence[Grid] = ()
    links: Mapping[str, str] = field(default_factory=dict)

    def picture(self, drawn: Drawn) -> Markup:
        """A figure's SVG as it stands in the page."""
        prefix = f"{self.suite}-{drawn.figure.name}"
        return inline_svg(drawn.svg, f"Figure {drawn.figure.name}: {drawn.figure.title}", prefix)


def drawn(
    figure: Figure | Diagram, scores: pd.DataFrame, setting: Setting, runs: Iterable[Run] = ()
) -> Drawn:
    """A declared figure, drawn from a suite's scores."""
    points = figure.points(scores, setting, runs)
    return Drawn(figure, figure.captions(points, setting), figure.svg(points, setting))


def index(
    setting: Setting,
    sections: Sequence[Section],
    runs: Mapping[str, Sequence[Run]],
    groups: Sequence[Group] = (),
    versions: Mapping[str, str] | None = None,
    timings: Mapping[str, Mapping[str, Mapping[str, Any]]] | None = None,
    stages: Sequence[str] = (),
    fingerprints: Mapping[str, str] | None = None,
) -> str:
    """The page's HTML.

    runs: by suite, as declared; versions: what made this (commit, libraries); timings: a stage's records by
    item, each with "seconds" and what is known of the machine, may be partial; stages: all to be timed.
    """
    timings, declared = timings or {}, [run for of_suite in runs.values() for run in of_suite]
    return render(
        "index.html.j2",
        setting=setting,
        sections=sections,
        groups=groups,
        counts=[_counts(suite, of_suite) for suite, of_suite in runs.items()],
        seeds=sorted({run.seed for run in declared}),
        total=len(set(declared)),
        versions=versions or {},
        times=[_time(stage, timings.get(stage)) for stage in dict.fromkeys([*stages, *timings])],
        untimed=[stage for stage in stages if not timings.get(stage)],
        fingerprints=fingerprints or {},
        palette=PALETTE,
    )


def _counts(suite: str, runs: Sequence[Run]) -> Grid:
    """How many runs each method has on each dataset."""
    counted = Counter((run.method, run.dataset) for run in dict.fromkeys(runs))
    datasets = list(dict.fromkeys(run.dataset for run in runs))
    rows = [
        [method, *(str(counted[method, dataset]) for dataset in datasets)]
        for method in dict.fromkeys(run.method for run in runs)
    ]
    return Grid(f"Runs of {suite}", ("method", *datasets), rows)


def _time(stage: str, records: Mapping[str, Mapping[str, Any]] | None) -> tuple[str, str, str, str]:
    """Stage, items, seconds of all items together, and the machines and libraries they ran on."""
    if not records:
        return stage, MISSING, MISSING, MISSING
    timed = [record["seconds"] for record in records.values() if "seconds" in record]
    items = str(len(records)) if len(timed) == len(records) else f"{len(timed)} of {len(records)} timed"
    places = {
        ", ".join(f"{key} {value}" for key, value in record.items() if key != "seconds")
        for record in records.values()
    }
    return (
        stage,
        items,
        f"{sum(timed):,.1f}" if timed else MISSING,
        "; ".join(sorted(places - {""})) or MISSING,
    )
