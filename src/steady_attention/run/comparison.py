"""A comparison of methods on corpora of one's own: the suite of conf/compare.yaml over these corpora, in the
place of a profile's suites. Its runs are items like any others, so what the store has of them is taken.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from steady_attention.corpora.user.section import Fold, of_fold
from steady_attention.run import execution, grid, items, plan, prepared, processed, raw, runs
from steady_attention.run.execution import Done
from steady_attention.run.grid import Planned
from steady_attention.run.items import Data
from steady_attention.run.runs import Run
from steady_attention.settings import checks, suites
from steady_attention.settings.plain_yaml import content
from steady_attention.settings.sections import Params
from steady_attention.settings.suites import PIECED, Block
from steady_attention.store import artifacts
from steady_attention.store.artifacts import Item
from steady_attention.store.errors import UserError
from steady_attention.store.messages import one_of

FILE = "conf/compare.yaml"
SUITE = "compare"
Place = tuple[str, str]  # a data set and an encoder


@dataclass(frozen=True)
class Asked:
    """What is compared: corpora, a folded one by its own name; methods and seeds, None: all of the file."""

    corpora: Sequence[str]
    methods: Sequence[str] | None = None
    seeds: Sequence[int] | None = None


def families(params: Params) -> dict[str, list[str]]:
    """The corpora of params.yaml by the names that they have there: itself, or its folds."""
    found: dict[str, list[str]] = {}
    for name, own in params.corpora.items():
        fold = own.splits.fold if isinstance(own.splits, Fold) else None
        whole = name if fold is None else name.removesuffix(of_fold("", fold))
        found.setdefault(whole, []).append(name)
    return found


def of_corpora(params: Params, profile: str, asked: Sequence[str]) -> dict[str, list[str]]:
    """The corpora that are compared, each with its folds or itself. Raises UserError for an unknown name, and
    where none is named and params.yaml has none.
    """
    own = families(params)
    known = own | {name: [name] for name in params.at(profile).corpora}
    if not (asked or own):
        raise UserError(
            "params.yaml `corpora` has none of your own: add one (docs/own_data.md), or name a corpus of the "
            f"profile {profile}: {', '.join(params.at(profile).corpora)}"
        )
    for name in asked:
        one_of("--dataset", name, known)
    return {name: known[name] for name in dict.fromkeys(asked or own)}


def derived(params: Params, profile: str, asked: Asked, root: Path = Path()) -> Params:
    """The settings with the comparison's suite as the profile's only one. Raises UserError, by the key, for
    what `suites.read` refuses, for methods that no block has, and for a variant that takes unlabeled texts.
    """
    settings = replace(params.at(profile), other_vectors=())
    wanted = [one for some in of_corpora(params, profile, asked.corpora).values() for one in some]
    given = content(root, FILE)
    if isinstance(given, dict) and isinstance(given.get("defaults"), dict):
        given["defaults"] |= {"datasets": wanted}
    check = checks.part(profile, settings, params.corpora, params.methods)
    blocks = suites.read(f"{FILE}: ", given, check)
    one_of(f"{FILE}: suites", SUITE, blocks)
    methods = None if asked.methods is None else _needed(params, blocks[SUITE], asked.methods)
    chosen = {key: _chosen(block, methods, asked.seeds) for key, block in blocks[SUITE].items()}
    found = {key: block for key, block in chosen.items() if block is not None}
    for key, block in found.items():
        if any("unlabeled" in changes or "vectors" in changes for changes in block.variants):
            raise UserError(
                f"{FILE}: suites.{SUITE}.{key}.variants: a comparison has no unlabeled, no vectors"
            )
    profiles = params.profiles | {profile: replace(settings, suites={SUITE: found})}
    return replace(params, profiles=profiles)


def _needed(params: Params, blocks: Mapping[str, Block], asked: Sequence[str]) -> set[str]:
    """The methods asked for, and those that they stand on."""
    there = [method for block in blocks.values() for method in block.methods]
    for method in asked:
        one_of(f"--methods (those of {FILE})", method, there)
    needed = {*asked, params.start}
    if any(grid.SCORED_BY_BASE in block.measures for block in blocks.values()):
        needed.add(params.scorer)
    return needed


def _chosen(block: Block, methods: set[str] | None, seeds: Sequence[int] | None) -> Block | None:
    """The block with these methods and seeds alone; None where it has none of them."""
    kept = tuple(method for method in block.methods if methods is None or method in methods)
    return replace(block, methods=kept, seeds=tuple(seeds or block.seeds)) if kept else None


def texts(params: Params, profile: str, datasets: Iterable[str], known: Iterable[str]) -> dict[Place, Data]:
    """All that the runs on each corpus, by each encoder, stand on, computed where the store lacks it. known:
    the checkpoints that are no user's.
    """
    settings, datasets = params.at(profile), list(datasets)
    corpora = processed.corpora(params, profile, datasets)
    (_, file), *_ = raw.vectors(params, profile)
    made = artifacts.folders(processed.vectors(params, profile, corpora, artifacts.store() / file))
    encoders = {encoder for block in settings.suites[SUITE].values() for encoder in block.encoders}
    found = {
        (name, encoder): Data(path, made[runs.vectors_name(name)], None, None, None)
        for name, path in corpora.items()
        for encoder in encoders
    }
    for encoder in PIECED:
        if encoder in encoders:
            of_corpora = prepared.in_pieces(params, profile, encoder, corpora, known)
            for name, paths in of_corpora.items():
                found[name, encoder] = replace(found[name, encoder], **paths)
    return found


def planned(params: Params, profile: str) -> list[tuple[Planned, dict[str, Any]]]:
    """Every run of the suite with the sections that it is trained with. Raises UserError as `plan.plan`."""
    found = []
    for one in plan.plan(profile, params.at(profile), params.from_vanilla):
        same, sections = plan.computed(one.run.method, plan.training(params, profile, one.run))
        found.append((replace(one, same=same), sections))
    return found


def trained(
    params: Params,
    task: str,
    wanted: Sequence[tuple[Planned, dict[str, Any]]],
    data: Mapping[Place, Data],
) -> dict[Run, str]:
    """The fingerprint of every trained run, those that begin from a vanilla run after the others."""
    found: dict[Run, str] = {}
    for later in (False, True):
        of_phase, asked = [], []
        for one, sections in wanted:
            run = one.computed
            if (run.method in params.from_vanilla) != later:
                continue
            begun = artifacts.store() / found[run.vanilla()] if later else None
            item = items.train(
                task, data[run.dataset, run.encoder], run, sections, begun, params.execution.device
            )
            of_phase.append(one.run)
            asked.append(_named(item, one.run))
        label = "train from vanilla" if later else "train"
        done = execution.ensure(asked, params.execution, label)
        found |= {run: fingerprint for run, (_, fingerprint) in zip(of_phase, done, strict=True)}
    return found


def evaluated(
    params: Params,
    profile: str,
    task: str,
    wanted: Sequence[tuple[Planned, dict[str, Any]]],
    data: Mapping[Place, Data],
    prints: Mapping[Run, str],
) -> dict[Run, str]:
    """The fingerprint of every evaluated run. prints: those of the trained ones."""
    how, asked = asdict(params.at(profile).evaluate), []
    for one, _ in wanted:
        scored = grid.SCORED_BY_BASE in one.measures
        base = artifacts.store() / prints[one.run.base()] if scored else None
        at = artifacts.store() / prints[one.run]
        item = items.evaluate(
            task, data[one.run.dataset, one.run.encoder], one, how, at, base, params.execution.device
        )
        asked.append(_named(item, one.run))
    done = execution.ensure(asked, params.execution, "evaluate")
    return {one.run: fingerprint for (one, _), (_, fingerprint) in zip(wanted, done, strict=True)}


@dataclass(frozen=True)
class Computed:
    """The fingerprint of every evaluated run, and what each took: its seconds by `train` and `evaluate`."""

    evaluated: Mapping[Run, str]
    seconds: Mapping[Run, Mapping[str, float]]


def computed(
    params: Params,
    profile: str,
    tasks: tuple[str, str],
    wanted: Sequence[tuple[Planned, dict[str, Any]]],
    data: Mapping[Place, Data],
) -> Computed:
    """All runs, trained and evaluated where the store lacks them. tasks: modules that train and evaluate."""
    train, evaluate = tasks
    prints = trained(params, train, wanted, data)
    scored = evaluated(params, profile, evaluate, wanted, data, prints)
    seconds = {
        run: {
            name: artifacts.record(of_runs[run]).get("seconds", math.nan)
            for name, of_runs in (("train", prints), ("evaluate", scored))
        }
        for run in scored
    }
    return Computed(scored, seconds)


def pack(folder: Path, prints: Mapping[Run, str]) -> None:
    """<method>.zip of every method's evaluated runs, as the stage evaluate writes them."""
    of_methods: dict[str, Done] = {}
    for run, fingerprint in prints.items():
        of_methods.setdefault(run.method, []).append((Item(run.name, "", {}), fingerprint))
    for method, done in of_methods.items():
        artifacts.pack(folder / f"{method}.zip", done)


def _named(item: Item, run: Run) -> Item:
    """The item under a name that no other method's run has; it is no part of the fingerprint."""
    return replace(item, name=f"{run.method}/{run.name}")
