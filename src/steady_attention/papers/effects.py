"""The runs that headline effects compare, and causes that several papers' effects share."""

from dataclasses import replace

from steady_attention.papers.controls.causes import CAUSES, DECAYED
from steady_attention.papers.declare import RULE
from steady_attention.report.findings.headline import Cause, Runs
from steady_attention.report.tables.compared import AT
from steady_attention.results.scores import BEST, LAST

VANILLA = Runs("vanilla")


def changed(runs: Runs, **variant: object) -> Runs:
    """The runs with further keys in their variant; `train__decayed` is `train.decayed`."""
    more = {key.replace("__", "."): value for key, value in variant.items()}
    return replace(runs, variant={**runs.variant, **more})


def decayed(of: Runs, over: Runs = VANILLA, effects: tuple[int, ...] = (0, 1)) -> Cause:
    """Both sides with the papers' decay of all parameters."""
    both = (replace(runs, variant={**runs.variant, **DECAYED}) for runs in (of, over))
    return Cause("with weight decay on all parameters", *both, effects=effects)


def last(*effects: int) -> Cause:
    """At the last epoch."""
    return Cause("at the last epoch", selection=LAST, effects=effects)


def otherwise(*effects: int) -> tuple[Cause, ...]:
    """The F1 of class 1 by other measures of prediction of the same runs."""
    measures = {
        "by the F1 of class 0": "f1_of_class_0",
        "by the published rule p > 0.622": RULE,
    }
    return tuple(Cause(label, metric=metric, effects=effects) for label, metric in measures.items())


def controls(*effects: int) -> tuple[Cause, ...]:
    """What attention without information, and more training alone, have over vanilla."""
    named = {
        "uniform attention instead": "uniform",
        "frozen random attention instead": "frozen",
        "vanilla trained on instead": "continued",
    }
    return tuple(Cause(label, Runs(name), VANILLA, effects=effects) for label, name in named.items())


def of_vanilla(*effects: int) -> tuple[Cause, ...]:
    """What explains vanilla's own numbers: the causes of the table of controls."""
    return tuple(
        Cause(
            label,
            Runs("vanilla", {key: value for key, value in where.items() if key not in (AT, "dataset")}),
            dataset=where.get("dataset"),
            selection=where.get(AT, BEST),
            effects=effects,
        )
        for label, where in CAUSES.items()
    )
