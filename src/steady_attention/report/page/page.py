"""reports/<profile>/index.html: all that a profile's runs gave, on one page that asks for nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from steady_attention.claims.verdict import VERDICTS
from steady_attention.report.page import html_table
from steady_attention.report.page.exhibits import UP, Section
from steady_attention.report.page.heatmap import KINDS, PALETTE, Group, of_models
from steady_attention.report.page.rendering import render
from steady_attention.report.tables.grid import Grid
from steady_attention.results.evaluated import folder_of
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run
from steady_attention.store.archive import Archived

SENTENCES = 12  # of a group; git keeps the page


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
        maps=[asdict(group) for group in groups],
        kinds=KINDS,
        verdicts=verdicts(sections),
        counts=[counts(suite, of_suite) for suite, of_suite in runs.items()],
        seeds=sorted({run.seed for run in declared}),
        total=len(set(declared)),
        versions=versions or {},
        fingerprints=fingerprints or {},
        commit=commit,
        palette=PALETTE,
        up=UP,
        html_table=html_table,
    )


def verdicts(sections: Iterable[Section]) -> Grid:
    """How many claims of each paper have each verdict here, and how many of them hold on print."""
    rows = []
    for section in sections:
        for grid in (one.content for one in section.exhibits if one.id == f"{section.id}-claims"):
            claims = [dict(zip(grid.header, row, strict=True)) for row in grid.rows]
            ours, printed = (Counter(claim.get(name) for claim in claims) for name in ("verdict", "on_print"))
            counts = (len(claims), *(ours[verdict] for verdict in VERDICTS), printed["holds"])
            rows.append([section.title, *map(str, counts)])
    header = ("paper", "claims", *(f"here: {verdict}" for verdict in VERDICTS), "on print: holds")
    note = "Each claim with its evidence stands in its paper's section, under Claims."
    return Grid("Verdicts on the papers' claims", header, rows, (note,))


def counts(suite: str, runs: Sequence[Run]) -> Grid:
    """How many runs each method has on each dataset."""
    counted = Counter((run.method, run.dataset) for run in dict.fromkeys(runs))
    datasets = list(dict.fromkeys(run.dataset for run in runs))
    rows = [
        [method, *(str(counted[method, dataset]) for dataset in datasets)]
        for method in dict.fromkeys(run.method for run in runs)
    ]
    return Grid(f"Runs of {suite}", ("method", *datasets), rows)


def groups(
    evaluations: Path, runs: Iterable[Run], classes: Mapping[str, Sequence[str]], limit: int = SENTENCES
) -> list[Group]:
    """A group a dataset, encoder and attention: each method's smallest seed, without and with most unlabeled
    texts.

    Runs that a sweep of another key made are left out. classes: the names of a dataset's labels.
    """
    chosen: dict[tuple, dict[str, dict[int, Run]]] = defaultdict(lambda: defaultdict(dict))
    for run in sorted(dict.fromkeys(runs), key=lambda run: -run.seed):  # the smallest seed last
        changes = dict(run.variant)
        amount = changes.pop("unlabeled", 0)
        if not changes:
            chosen[run.dataset, run.encoder, run.attention][run.method][amount] = run
    return [
        of_models(
            f"{place[0]}: {place[1]}, {place[2]} attention",
            _folders(evaluations, methods),
            classes.get(place[0], ()),
            limit,
        )
        for place, methods in sorted(chosen.items())
    ]


def _folders(evaluations: Path, methods: Mapping[str, Mapping[int, Run]]) -> dict[str, Archived]:
    """The evaluation folders of a group by the name that its page shows, vanilla first."""
    folders = {}
    for method in sorted(methods, key=lambda name: (name != "vanilla", name)):
        amounts = methods[method]
        for amount in sorted({min(amounts), max(amounts)}):
            name = f"{method}, {amount:,} unlabeled texts" if amount else method
            folders[name] = folder_of(amounts[amount], evaluations)
    return folders
