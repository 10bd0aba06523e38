"""reports/<profile>/index.html: all that a profile's runs gave, on one page that asks for nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from steady_attention.pipeline.runs import Run
from steady_attention.report.page import html_table
from steady_attention.report.page.exhibits import Section
from steady_attention.report.page.heatmap import PALETTE, Group
from steady_attention.report.page.origin import UP
from steady_attention.report.page.rendering import render
from steady_attention.report.setting import Setting
from steady_attention.report.tables.grid import Grid

MISSING = "not recorded"


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
    """The page's HTML, whose links hold from the folder reports/<profile>.

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
        up=UP,
        html_table=html_table,
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
