"""The runs of a profile's suites, planned: every combination of a block's lists, with what it stands on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from itertools import product
from typing import Any

from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.run import grid, hparams, runs, vectors_width
from steady_attention.run.runs import Run
from steady_attention.settings import methods as of_methods
from steady_attention.settings.sections import Params, Profile
from steady_attention.settings.suites import Block
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import replacing, write_json
from steady_attention.store.messages import one_of, shown

OF_BASE = (grid.SCORED_BY_BASE, "sentiment_words")  # measures of a run without attention: of random words


def of_block(block: Block) -> list[Run]:
    """Every combination of a block's lists, in the order of the lists."""
    axes = (block.datasets, block.encoders, block.attentions, block.methods, block.variants, block.seeds)
    return [Run(d, e, a, m, runs.variant(v), s) for d, e, a, m, v, s in product(*axes)]


def check_search(where: str, block: Block) -> None:
    """Raise UserError, with its key, for a variant of the suite `search` that changes not exactly one key,
    besides what is trained on.
    """
    for place, changes in enumerate(block.variants):
        if len([key for key, _ in runs.variant(changes) if key not in runs.OF_DATA]) != 1:
            at, got = f"{where}.variants[{place}]", shown(dict(changes))
            raise UserError(f"{at}: expected a value of the one key that is searched, got {got}")


def of_profile(profile: Profile, suite: str | None = None, method: str | None = None) -> list[Run]:
    """The runs of a profile, of one suite or one method only where named; each run once."""
    names = profile.suites if suite is None else {suite: profile.suites[suite]}
    every = [run for blocks in names.values() for block in blocks.values() for run in of_block(block)]
    return [run for run in dict.fromkeys(every) if method in (None, run.method)]


def plan(name: str, profile: Profile, from_vanilla: Iterable[str]) -> list[grid.Planned]:
    """Every run of the profile once, with the measures of all its blocks.

    from_vanilla: methods that begin from a vanilla run. Raises UserError, by the block's key, where a run
    lacks another one that it stands on, where attention and method do not fit, and where a variant of the
    suite `search` changes no key, or several.
    """
    wanted: dict[Run, dict[str, None]] = {}
    where: dict[Run, str] = {}
    for suite, blocks in profile.suites.items():
        for key, block in blocks.items():
            at = f"{folders.suites(name)}: suites.{suite}.{key}"
            if suite == grid.SEARCH:
                check_search(at, block)
            for run in of_block(block):
                wanted.setdefault(run, {}).update(dict.fromkeys(block.measures))
                where.setdefault(run, at)
    for run, measures in wanted.items():
        if (run.method == "base") != (run.attention == runs.NO_ATTENTION):
            got = f"{run.attention} of {run.method}"
            raise UserError(
                f"{where[run]}: expected attention `{runs.NO_ATTENTION}` of method base alone, got {got}"
            )
        if run.method == "base":
            for measure in measures:
                one_of(f"{where[run]}.measures (method base has no attention)", measure, OF_BASE)
        if run.method in from_vanilla:
            _there(wanted, where[run], run, run.vanilla(), "begins from it")
        if grid.SCORED_BY_BASE in measures:
            _there(
                wanted, where[run], run, run.base(), f"is scored by it for the measure {grid.SCORED_BY_BASE}"
            )
    return [grid.Planned(run, tuple(measures)) for run, measures in wanted.items()]


def _there(wanted: Iterable[Run], where: str, run: Run, needed: Run, why: str) -> None:
    if needed not in wanted:
        raise UserError(
            f"{where}: {run.method}/{run.name} {why}, but no block of the profile has the run "
            f"{needed.method}/{needed.name}: add it"
        )


def training(
    params: Params, profile: str, run: Run, places: Iterable[hparams.Place] | None = None
) -> dict[str, Any]:
    """The sections that a run is trained with: `model`, `train`, and its method's `hparams`, each with what
    its variant changes; the embedding is as wide as the vectors that it names.

    places: where the hparams stand, for a run that is not the grid's.
    """
    settings = params.at(profile)
    places = hparams.places(params, profile, run) if places is None else places
    other = runs.on_data(run).get(runs.VECTORS)
    width = {} if other is None else {"embedding": word_vectors.get(other).width}
    if settings.model.embedding is None and not width:
        width = {"embedding": vectors_width.of_profile(profile, settings.vectors)}
    return {
        "model": asdict(settings.model) | width | runs.on_section(run, "model"),
        "train": asdict(settings.train_of(run.encoder)) | runs.on_section(run, "train"),
        "hparams": hparams.merged(places) | runs.on_method(run),
    }


def computed(method: str, sections: Mapping[str, Any]) -> tuple[str | None, dict[str, Any]]:
    """The other method that a run is computed as, None if it is its own; and its sections, with the hparams
    of the method that computes it.
    """
    name, own = of_methods.known().computed_as(method, sections["hparams"])
    return (None if name == method else name), {**sections, "hparams": own}


def write(name: str, params: Params, planned: Iterable[grid.Planned], methods: Iterable[str]) -> None:
    """<method>.json of every method, also of one without a run, and suites.json."""
    profile = params.at(name)
    rows: dict[str, list[dict]] = {method: [] for method in methods}
    for one in planned:
        same, sections = computed(one.run.method, training(params, name, one.run))
        given = {"measures": list(one.measures), "training": sections} | ({"same": same} if same else {})
        rows[one.run.method].append(one.run.arguments() | given)
    asked = [
        {"name": suite, "runs": [run.arguments() for run in of_profile(profile, suite)]}
        for suite in profile.suites
    ]
    shared = {"counterparts": profile.counterparts, "selection": profile.selection}
    if profile.looks:
        shared["looks"] = [asdict(look) for look in profile.looks]
    if profile.notice:
        shared["notice"] = profile.notice
    with replacing(folders.grid(name)) as fresh:
        write_json(fresh / "suites.json", shared | {"suites": asked})
        for method, own in rows.items():
            write_json(fresh / f"{method}.json", {"evaluate": asdict(profile.evaluate), "runs": own})
