"""reports/<profile>/index.html: all that a profile's runs gave, on one page that asks for nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from steady_attention.report.findings import differences
from steady_attention.report.page import html_table
from steady_attention.report.page.exhibits import UP, Exhibit, Section
from steady_attention.report.page.glance import Glance
from steady_attention.report.page.heatmap import KINDS, PALETTE, Group, of_models
from steady_attention.report.page.judged import KINDS as VERDICTS
from steady_attention.report.page.judged import Judged, counted
from steady_attention.report.page.notes import Notes
from steady_attention.report.page.rendering import render
from steady_attention.report.tables.grid import Grid
from steady_attention.results.evaluated import folder_of
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run
from steady_attention.settings.methods import known
from steady_attention.store.archive import Archived

ORDER = (differences.VANILLA, *differences.PROPOSED, *differences.BESIDE)  # then controls, by name
SENTENCES, FEWEST = 16, 4  # of all groups together, and of each at least; git keeps the page


@dataclass(frozen=True)
class Made:
    """What made the page: libraries by their versions, the commit of the evaluations (None where git keeps
    none), and the fingerprint of each evaluation.
    """

    versions: Mapping[str, str] = field(default_factory=dict)
    commit: str | None = None
    fingerprints: Mapping[str, str] = field(default_factory=dict)


def index(
    setting: Setting,
    glance: Glance,
    answered: Sequence[Exhibit],
    judged: Sequence[Judged],
    cross: Section,
    papers: Sequence[Section],
    others: Sequence[Section],
    runs: Mapping[str, Sequence[Run]],
    groups: Sequence[Group] = (),
    made: Made | None = None,
) -> str:
    """The page's HTML, whose links hold from the folder reports/<profile>.

    answered: which method for what, here and elsewhere; judged: the claims of each suite; others: what stands
    under `What was run`; runs: by suite, as declared.
    Times are in costs.md: they differ at every run, and this page is the same to the byte wherever the
    numbers are.
    """
    declared = [run for of_suite in runs.values() for run in of_suite]
    exhibits = [*answered, *(one for section in (cross, *papers, *others) for one in section.shown)]
    return render(
        "index.html.j2",
        setting=setting,
        glance=glance,
        answered=answered,
        judged=judged,
        verdicts=VERDICTS,
        counted=counted(judged),
        cross=cross,
        papers=papers,
        others=others,
        notes=Notes(exhibits),
        numbers={one.id: n for n, one in enumerate(exhibits)},
        maps=[asdict(group) for group in groups],
        kinds=KINDS,
        counts=[counts(suite, of_suite) for suite, of_suite in runs.items()],
        seeds=sorted({run.seed for run in declared}),
        total=len(set(map(computed, declared))),
        made=made or Made(),
        palette=PALETTE,
        up=UP,
        html_table=html_table,
    )


def computed(run: Run) -> Run:
    """The run whose numbers these are: another method's, where the two are one by mathematics."""
    same, changed = known().same.get(run.method), dict(run.variant)
    if same is None or any(changed.get(key, value) != value for key, value in same.where.items()):
        return run
    return replace(run, method=same.method)


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
    evaluations: Path,
    runs: Iterable[Run],
    classes: Mapping[str, Sequence[str]],
    main: tuple[str, str, str] | None = None,
    limit: int | None = None,
) -> list[Group]:
    """A group a dataset, encoder and attention, that of `main` first: each method's smallest seed, without
    and with most unlabeled texts.

    Runs that a sweep of another key made are left out. classes: the names of a dataset's labels; limit:
    sentences of a group, None for as many as fit the page.
    """
    chosen: dict[tuple, dict[str, dict[int, Run]]] = defaultdict(lambda: defaultdict(dict))
    for run in sorted(dict.fromkeys(runs), key=lambda run: -run.seed):  # the smallest seed last
        changes = dict(run.variant)
        amount = changes.pop("unlabeled", 0)
        if not changes:
            chosen[run.dataset, run.encoder, run.attention][run.method][amount] = run
    limit = limit or max(FEWEST, SENTENCES // (len(chosen) or 1))
    return [
        of_models(
            f"{place[0]}: {place[1]}, {place[2]} attention",
            _folders(evaluations, methods),
            classes.get(place[0], ()),
            limit,
        )
        for place, methods in sorted(chosen.items(), key=lambda one: (one[0] != main, one[0]))
    ]


def _folders(evaluations: Path, methods: Mapping[str, Mapping[int, Run]]) -> dict[str, Archived]:
    """The evaluation folders of a group by the name that its page shows, in the order of the first screen."""
    folders = {}
    for method in sorted(
        methods, key=lambda name: (ORDER.index(name) if name in ORDER else len(ORDER), name)
    ):
        amounts = methods[method]
        for amount in sorted({min(amounts), max(amounts)}):
            name = f"{method}, {amount:,} unlabeled texts" if amount else method
            folders[name] = folder_of(amounts[amount], evaluations)
    return folders
