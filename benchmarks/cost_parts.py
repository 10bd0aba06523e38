"""What the parts of a profile cost: looks at more seeds, Yelp and CNN, printed tables, claims."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

import pandas as pd

from benchmarks.cost_page import Costed, distinct, table
from steady_attention import papers
from steady_attention.claims import further
from steady_attention.claims.declarations import declared
from steady_attention.claims.terms import methods_of
from steady_attention.printed import SUITES
from steady_attention.report.tables.table import Table
from steady_attention.results import scores
from steady_attention.results.query import Index
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Setting
from steady_attention.run import grid, plan
from steady_attention.run.runs import Run
from steady_attention.settings.sections import Params, Profile

MEASURED = "small"  # the profile whose claims have been looked at once
LARGE = ("yelp", "cnn")
SEEDS = """\
The grid begins with three seeds, and with one of Yelp and CNN; `stages/seeds.py --write` adds those of the
next look where a claim is open. The rows below are the ends: no claim open, and all. Plan for the first row,
and for what Yelp and CNN add if a claim on them stays open (next section). How many do is not known: on SST
of profile `small`, {open} of the {all} runs (seeds apart) of its papers' suites are in an open comparison
after three seeds at these error rates.
"""
OPTIONS = """\
Each row is the whole data set at full size. One seed fills every cell and decides no claim. An item is not
divided: the longest, {name}, takes {hours:,.0f} hours of one core or {gpu:,.1f} hours of a GPU at the assumed
rate, so that BERT on Yelp is work for a GPU.
"""
CLAIMS = """\
The runs of a claim: those of its suite on its data sets, with its encoders and the methods of its test,
sweeps and unlabeled texts among them. Costliest first; claims without a test are left out.
"""


def every(params: Params, name: str, known: Iterable[Costed]) -> list[str]:
    """The sections of the page."""
    known, profile = list(known), params.at(name)
    of = {one.work.run: one for one in known}
    lines = ["## Seeds", ""]
    if profile.looks:
        began, among = opened(params, profile)
        lines += [SEEDS.format(open=began, all=among), *table("seeds", by_look(profile, known))]
    large = {dataset: rows for dataset in LARGE if (rows := options(known, dataset))}
    if large:
        longest = max(known, key=lambda one: one.seconds)
        said = {"hours": longest.seconds / 3600, "gpu": longest.gpu / 3600}
        run = longest.work.run
        lines += ["## Yelp and CNN", "", OPTIONS.format(name=f"{run.method}/{run.name}", **said)]
        for dataset, rows in large.items():
            lines += table(dataset, rows)
    lines += ["## Printed tables", "", *table("table", by_table(name, profile, of))]
    lines += ["## Claims", "", CLAIMS, *table("claim", by_claim(profile, of))]
    return lines


def seeded(one: Costed, seed: int) -> Costed:
    """The same run of another seed."""
    return replace(
        one, work=replace(one.work, run=replace(one.work.run, seed=seed), item=f"{seed} {one.work.item}")
    )


def with_seeds(known: Iterable[Costed], most: int) -> list[Costed]:
    """Every item with the seeds 0 to `most` - 1."""
    firsts = [one for one in known if one.work.run.seed == 0]
    return [seeded(one, seed) for one in firsts for seed in range(most)]


def by_look(profile: Profile, known: list[Costed]) -> dict[str, list[Costed]]:
    """The grid as it stands, and all runs of the papers' suites with the seeds of each look."""
    papers_runs = {
        run for suite in SUITES if suite in profile.suites for run in plan.of_profile(profile, suite)
    }
    judged = [one for one in known if one.work.run in papers_runs]
    rest = [one for one in known if one.work.run not in papers_runs]
    found = {"as the grid stands": known}
    for look in profile.looks:
        found[f"every run at {look.seeds}"] = [*with_seeds(judged, look.seeds), *rest]
    return found


def opened(params: Params, profile: Profile) -> tuple[int, int]:
    """Of the runs of profile `small`, seeds apart, how many keep a claim open at the looks of another; and of
    how many.
    """
    suites, found, among = grid.suites(MEASURED), set(), set()
    frame = scores.load(MEASURED, suites)
    for suite in (suite for suite in SUITES if suite in suites.runs):
        known = {further.group(run) for run in suites.of(suite)}
        runs, _ = further.open_runs(scores.of_both(frame, suite), suite, suites.counterparts, profile.looks)
        found |= {further.declared(one, known) for one in runs} - {None}
        among |= known
    return len(found), len(among)


def options(known: Iterable[Costed], dataset: str) -> dict[str, list[Costed]]:
    """Ways to run a large data set."""
    own = [one for one in known if one.work.run.dataset == dataset]
    if not own:
        return {}
    rows = {"as the grid stands": own}
    kinds: dict[str, Callable[[Run], bool]] = {
        "BERT": lambda run: run.encoder == "bert",
        "recurrent encoders": lambda run: run.encoder != "bert",
        "with unlabeled texts": lambda run: "unlabeled" in dict(run.variant),
    }
    for name, belongs in kinds.items():
        if 0 < len(part := [one for one in own if belongs(one.work.run)]) < len(own):
            rows[f"of it {name}"] = part
    return rows | {f"all of it at {seeds} seeds": with_seeds(own, seeds) for seeds in (3, 5, 10)}


def by_table(name: str, profile: Profile, of: Mapping[Run, Costed]) -> dict[str, list[Costed]]:
    """The runs behind each printed table."""
    setting, found = Setting(name, profile.counterparts), {}
    for suite in (suite for suite in SUITES if suite in profile.suites):
        runs = plan.of_profile(profile, suite)
        index = Index(pd.DataFrame(columns=list(COLUMNS)), runs)
        for one in papers.get(suite).TABLES:
            if one.numbers == "runs" and (own := fitting(one, index, setting, runs)):
                found[f"{suite}, {one.name}"] = [of[run] for run in own]
    return found


def fitting(one: Table, index: Index, setting: Setting, runs: Iterable[Run]) -> list[Run]:
    """The declared runs that some cell of a table is of."""
    places = set()
    for row in one.rows:
        for column in one.columns:
            where = one.conditions(row, column)
            where = {**where, "dataset": setting.corpus(where["dataset"])}
            changes = index.find(where).variant
            place = tuple(where[key] for key in ("dataset", "encoder", "attention", "method"))
            places.add((place, tuple(sorted(changes.items(), key=str))))
    return [
        run
        for run in runs
        if ((run.dataset, run.encoder, run.attention, run.method), tuple(sorted(run.variant, key=str)))
        in places
    ]


def by_claim(profile: Profile, of: Mapping[Run, Costed]) -> dict[str, list[Costed]]:
    """The runs that each claim's test can speak of."""
    found = {}
    for claim in (claim for claim in declared()["claims"] if claim.get("test")):
        suite = next(suite for suite, its in SUITES.items() if claim["paper"] in its)
        if suite not in profile.suites:
            continue
        over, methods = claim["over"], methods_of(claim["test"])
        datasets = {profile.counterparts.get(name, name) for name in over["datasets"]}
        found[claim["id"]] = [
            of[run]
            for run in plan.of_profile(profile, suite)
            if run.dataset in datasets
            and run.encoder in (over["encoders"] or [run.encoder])
            and run.method in (methods or [run.method])
        ]
    hours = {name: sum(one.seconds for one in distinct(own)) for name, own in found.items()}
    return {name: found[name] for name in sorted(found, key=lambda name: -hours[name])}
