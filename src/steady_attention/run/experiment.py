"""The experiment at hand: the run that the top keys of params.yaml select, and vanilla beside it.

Both go through the item store, so what the pipeline's stages have computed is taken from there.
"""

from dataclasses import asdict, replace
from pathlib import Path

from steady_attention.run import execution, grid, hparams, items, plan, runs
from steady_attention.run.items import Data
from steady_attention.run.runs import Run
from steady_attention.settings.sections import Params
from steady_attention.store import artifacts
from steady_attention.store.artifacts import Item

TRAIN, EVALUATE = "steady_attention.training.task", "steady_attention.evaluation.task"
MEASURES = ("stability",)  # its texts are what heat maps show


def selected(params: Params, pair: bool) -> Run:
    """The run of the top keys; the unlabeled texts of a pair task are half of its training split."""
    changes = {"unlabeled": params.unlabeled}
    if pair and params.unlabeled:
        changes["labeled"] = "half"
    place = params.dataset, params.encoder, params.attention, params.method
    return Run(*place, runs.variant(changes), params.seed)


def evaluated(params: Params, profile: str, run: Run, data: Data) -> dict[str, Path]:
    """The evaluated runs by method: vanilla with the same data, encoder, seed and set-up, then the run."""
    both = dict.fromkeys((run.vanilla(), run))  # one, where vanilla is the run
    return {one.method: _evaluated(params, profile, run, one, data) for one in both}


def trained(params: Params, profile: str, run: Run, data: Data) -> Path:
    """The trained run's folder in the store; the vanilla run that its method begins from is trained first."""
    vanilla = None
    if run.method in params.from_vanilla:
        own, changed = _of_run(params, run, run.vanilla(), data)
        vanilla = trained(changed, profile, run.vanilla(), own)
    sections = plan.training(params, profile, run, hparams.at_hand(params, profile, run))
    return computed(items.train(TRAIN, data, run, sections, vanilla, params.execution.device), params)


def _evaluated(params: Params, profile: str, run: Run, one: Run, data: Data) -> Path:
    """One of the two runs, evaluated. data, params: those of the run at hand."""
    own, changed = _of_run(params, run, one, data)
    weights, how = trained(changed, profile, one, own), asdict(params.at(profile).evaluate)
    planned = grid.Planned(one, MEASURES)
    return computed(
        items.evaluate(EVALUATE, own, planned, how, weights, None, params.execution.device), params
    )


def _of_run(params: Params, run: Run, one: Run, data: Data) -> tuple[Data, Params]:
    """The data and the settings of a run, of those of the run at hand: vanilla takes no unlabeled texts where
    its name says so, and has none of the run's hparams.
    """
    if one == run:
        return data, params
    drawn = data.unlabeled if runs.draw(one) else None
    return replace(data, unlabeled=drawn), replace(params, hparams={})


def computed(item: Item, params: Params) -> Path:
    """The item's folder in the store."""
    ((_, fingerprint),) = execution.ensure([item], params.execution, item.task.split(".")[1])
    return artifacts.store() / fingerprint
