"""Dev scores by epoch: curves of every method, and epsilon by epoch of those that perturb attention; the
cross table as pictures.
"""

from itertools import product

import pandas as pd

from steady_attention.metrics.card import PLAIN, SCIENTIFIC
from steady_attention.papers.controls.rows import LABELS, MODEL
from steady_attention.papers.declare import by_method
from steady_attention.report.figures.crossed import Agreement, Effects
from steady_attention.report.figures.grids import Grids
from steady_attention.report.figures.lines import Epochs
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from steady_attention.store import folders

SOURCE = "Our figure; no paper has it"
DATASETS = {"sst": "SST", "emotion": "Emotion", "rotten_tomatoes": "Rotten Tomatoes", "ag_news": "AG News"}
NUMBERS = {  # of history.json: its label and unit; None: the card's
    "f1": ("F1", None),
    "pearson": ("Pearson", PLAIN),
    "entropy": ("entropy of attention", PLAIN),
    "jsd": ("JSD under noise 0.01", SCIENTIFIC),
}
FAMILIES = {  # a figure each, vanilla in all
    "methods that perturb attention": "vanilla attention_rp attention_at attention_iat attention_vat "
    "attention_ivat",
    "methods that perturb words": "vanilla word_at word_iat word_vat word_ivat",
    "SEAT, VIB and the controls": "vanilla seat vib uniform frozen continued",
}
SEARCHED = ("attention_rp", "attention_at", "attention_vat", "attention_ivat")
CURVES = (
    "Taken after every epoch; epoch 0 is before any step, and the axis is that of the epochs after it. F1 is "
    "taken on all dev texts, the others on an evenly spaced "
    "part of them (`train.curve_texts`). F1 here chooses the epoch of the tables; the last epoch is that of "
    "their twins.",
    "Attention iAT and iVAT, as their equations stand, are Attention AT and VAT: their lines coincide.",
    "SEAT, VIB and continued begin from a trained vanilla run.",
)


def panel(metric: str, group: str, **where: str) -> Heading:
    """A panel of one number of the history."""
    label, unit = NUMBERS[metric]
    return Heading(label, {**where, "split": "dev", "metric": metric}, group, unit=unit, fold=True)


def curve(name: str, dataset: str, family: str) -> Epochs:
    """A family of methods on one data set."""
    return Epochs(
        name=name,
        title=f"{DATASETS[dataset]} by epoch, on dev: {family}",
        source=SOURCE,
        lines=by_method(LABELS, FAMILIES[family].split()),
        panels=tuple(panel(metric, DATASETS[dataset], dataset=dataset) for metric in NUMBERS),
        where=MODEL,
        fold=True,
        notes=CURVES,
    )


def searched(name: str, dataset: str) -> Grids:
    """Epsilon by epoch on one data set."""
    return Grids(
        name=name,
        title=f"{DATASETS[dataset]} by epsilon and epoch, on dev",
        source=SOURCE,
        key="epsilon",
        panels=tuple(
            panel(metric, LABELS[method], dataset=dataset, method=method)
            for method in SEARCHED
            for metric in ("f1", "pearson", "entropy")
        ),
        where=MODEL,
        fold=True,
        notes=(
            "All values that the search tried; epsilon is chosen by dev F1 alone. Attention RP: random "
            "directions, the control of each epsilon.",
        ),
    )


CROSSED = (
    Effects(
        name="6",
        title="Where methods differ from vanilla, on the same runs",
        source=SOURCE,
        names={**LABELS, "base": "No attention"},
        fold=True,
    ),
    Agreement(name="7", title="Which measures agree", source=SOURCE, fold=True),
)
NAMED = product(enumerate(DATASETS, 1), zip("abc", FAMILIES, strict=True))
FIGURES = (
    *(curve(f"{number}{letter}", dataset, family) for (number, dataset), (letter, family) in NAMED),
    *(searched(f"{len(DATASETS) + 1}{letter}", name) for letter, name in zip("abcd", DATASETS, strict=True)),
    *CROSSED,
)


def pictures(scores: pd.DataFrame, profile: str) -> dict[str, str]:
    """Of CROSSED those that the scores of all suites' runs have points for, by title: the address from the
    profile's reports.
    """
    given = Material(scores, Setting(profile), (), folders.evaluation(profile))
    there = [one for one in CROSSED if one.drawable(one.points(given))]
    return {one.title: f"figures/controls/figure{one.name}.svg" for one in there}
