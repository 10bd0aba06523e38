"""Which runs come next by the rule of seeds: those of open comparisons, with the seeds of the next look."""

import textwrap
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import yaml

from steady_attention.claims.declarations import declared_of, printed_scores
from steady_attention.claims.scores import Runs, of_tables, own_scores
from steady_attention.claims.verdict import of_scores, undecided
from steady_attention.printed import SUITES
from steady_attention.run import plan, runs
from steady_attention.run.grid import SCORED_BY_BASE
from steady_attention.run.runs import Run
from steady_attention.settings import plain_yaml
from steady_attention.settings.looks import Look
from steady_attention.settings.sections import Profile
from steady_attention.store.errors import UserError

LINE = 110  # of grid.yaml
Seeds = dict[Runs, range]  # the seeds that come next


def open_runs(
    frame: pd.DataFrame, suite: str, counterparts: Mapping[str, str], looks: Sequence[Look]
) -> tuple[set[Runs], Counter]:
    """The runs whose scores keep a claim of a suite open, and how many of its claims have each verdict."""
    runs_of, verdicts = set(), Counter()
    for paper in SUITES[suite]:
        scores = own_scores(frame, paper)
        for claim in (claim for claim in declared_of(suite) if claim["paper"] == paper):
            tables = of_tables(printed_scores(), claim["tables"])
            verdicts[of_scores(claim, scores, tables, counterparts, looks).verdict] += 1
            each = undecided(claim, scores, tables, counterparts, looks)
            runs_of |= {score.runs for score in each}
    return runs_of, verdicts


def group(run: Run) -> Runs:
    """A run without its seed."""
    return Runs(run.dataset, run.encoder, run.attention, run.method, run.variant)


def declared(one: Runs, known: Collection[Runs]) -> Runs | None:
    """The runs of the profile that a score is of. A derived score (results/derived.py) names them as `run`.
    None where no such runs are known: scores of random words stand beside the runs that they come from.
    """
    changes = dict(one.variant)
    if "run" in changes:
        rest = {key: value for key, value in changes.items() if key not in ("run", "ablation")}
        one = one._replace(method=changes["run"], variant=rest.items())
    one = one._replace(variant=runs.variant(dict(one.variant)))
    return one if one in known else None


def next_seeds(
    profile: Profile, wanted: Iterable[Runs], from_vanilla: Iterable[str], measured: Iterable[Runs] = ()
) -> Seeds:
    """The seeds of the next look: for the runs that are wanted, and for those that they begin from or are
    scored by. Runs that have the last look's seeds get none. measured: runs that method base scores.
    """
    had = Counter(group(run) for run in plan.of_profile(profile))
    coming: Seeds = {}

    def reach(runs_of: Runs, seeds: int) -> None:
        last = coming[runs_of].stop if runs_of in coming else had[runs_of]
        if seeds > last:
            coming[runs_of] = range(had[runs_of], seeds)

    measured, from_vanilla = set(measured), set(from_vanilla)
    named = {declared(one, had) for one in wanted} - {None}
    for one in sorted(named, key=str):
        seeds = next((look.seeds for look in profile.looks if look.seeds > had[one]), 0)
        reach(one, seeds)
        run = Run(*one, 0)
        if one.method in from_vanilla:
            reach(group(run.vanilla()), seeds)
        if one in measured:
            reach(group(run.base()), seeds)
    return coming


def measures(profile: Profile, suite: str) -> dict[Runs, tuple[str, ...]]:
    """What is measured of the runs of a suite, and of the others in their own."""
    names_of: dict[Runs, dict[str, None]] = {}
    for name in sorted(profile.suites, key=lambda name: name != suite):
        for block in profile.suites[name].values():
            for run in plan.of_block(block):
                if name == suite or group(run) not in names_of:
                    names_of.setdefault(group(run), {}).update(dict.fromkeys(block.measures))
    return {one: tuple(names) for one, names in names_of.items()}


def scored_by_base(taken: Mapping[Runs, Sequence[str]]) -> set[Runs]:
    """The runs whose deletions method base scores."""
    return {one for one, names in taken.items() if SCORED_BY_BASE in names and one.method != "base"}


def blocks(seeds: Seeds, taken: Mapping[Runs, Sequence[str]]) -> list[dict[str, Any]]:
    """Blocks of the grid that hold exactly these runs: those that differ in data set and method alone in one,
    where every data set has every method.
    """
    alike: dict[tuple, dict[str, list[str]]] = {}
    for one, numbers in seeds.items():
        place = one.encoder, one.attention, one.variant, tuple(numbers), tuple(taken.get(one, ()))
        alike.setdefault(place, {}).setdefault(one.dataset, []).append(one.method)
    grid_blocks = []
    for (encoder, attention, variant, numbers, names), of_dataset in alike.items():
        by_methods: dict[tuple[str, ...], list[str]] = {}
        for dataset, methods in sorted(of_dataset.items()):
            by_methods.setdefault(tuple(sorted(methods)), []).append(dataset)
        for methods, datasets in by_methods.items():
            grid_blocks.append(
                {
                    "datasets": datasets,
                    "encoders": [encoder],
                    "attentions": [attention],
                    "methods": list(methods),
                    "variants": [dict(variant)],
                    "seeds": list(numbers),
                    "measures": list(names),
                }
            )
    return grid_blocks


def added(text: str, suite: str, new: Sequence[Mapping[str, Any]]) -> str:
    """grid.yaml with blocks at the end of a suite, each named by its look: `look5_1`; all else as it was.
    Raises UserError with the blocks where the suite is written so that they cannot be put there.
    """
    wanted = plain_yaml.parse(text.encode())
    blocks = _named(new, wanted["suites"][suite])
    wanted["suites"][suite] |= blocks
    suites = _values(_values(yaml.compose(text))["suites"])
    own = suites[suite]
    column = own.value[0][0].start_mark.column if own.value else 0
    lines = [line for name, block in blocks.items() for line in _lines(name, block, column)]
    before, end = text.splitlines(keepends=True), _last(own).end_mark.line + 1
    before[-1] = before[-1].removesuffix("\n") + "\n"
    grown = "".join([*before[:end], *lines, *before[end:]])
    if not _says(grown, wanted):
        raise UserError(
            f"grid.yaml: the suite {suite} does not end in a line behind which blocks can be put; add these "
            f"by hand:\n{''.join(lines)}"
        )
    return grown


def _named(new: Iterable[Mapping[str, Any]], known: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """Blocks by names that the suite has not yet."""
    named: dict[str, Mapping[str, Any]] = {}
    number = 0
    for block in new:
        look = max(block["seeds"]) + 1
        while (name := f"look{look}_{(number := number + 1)}") in known:
            pass
        named[name] = block
    return named


def _lines(name: str, block: Mapping[str, Any], column: int) -> list[str]:
    """A block in lines that begin at a column."""
    flow = yaml.safe_dump(dict(block), default_flow_style=True, sort_keys=False, width=10_000).strip()
    wide = textwrap.wrap(
        f"{name}: {flow}",
        LINE,
        initial_indent=" " * column,
        subsequent_indent=" " * (column + 2),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [f"{line}\n" for line in wide]


def _values(node: yaml.MappingNode) -> dict[str, yaml.Node]:
    """The nodes of a mapping by their keys."""
    return {key.value: value for key, value in node.value}


def _last(node: yaml.Node) -> yaml.Node:
    """The node at whose end a node ends: a block's own end mark is where the next one begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return node


def _says(text: str, wanted: Any) -> bool:
    """Whether a text is YAML of this value."""
    try:
        return plain_yaml.parse(text.encode()) == wanted
    except ValueError:
        return False
