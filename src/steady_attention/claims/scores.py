"""Our scores as cells: the tidy rows of a suite, in the units and under the names of the paper of a claim."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import isfinite

from steady_attention.metrics.card import PERCENT
from steady_attention.metrics.cards import card_of, cards
from steady_attention.printed.cells import Cell, number
from steady_attention.run.runs import variant_from

SETTINGS = {  # key of a variant, or of a metric as in jsd@delta=0.01: axis of a cell
    "unlabeled": "unlabelled", "selection": "selection", "delta": "delta", "words": "words", "k": "k",
    "polarity": "polarity", "iteration": "iteration", "epoch": "epoch", "ablation": "ablation",
    "epsilon": "epsilon",
}  # fmt: skip
OVER_SEEDS = {"jsd@seeds": "jsd_seeds", "tvd@seeds": "tvd_seeds"}  # no perturbation, another seed
SPLIT = dict.fromkeys(("topk_loss", "topk_overlap"), "train")  # of training.py; the others: test
UNLABELLED_DATA = ("attention_at", "attention_vat", "attention_vat_ja")  # papers with two regimes
HALVED = ("attention_vat", "attention_vat_ja")  # papers that train pair tasks on half of the labels
HALF = "labeled=half"
SELECTIONS = {"ann_average_embedding": "ann_avg"}  # our name: that of claims.yaml
MECHANISM = "additive"  # the attention of all the papers' tables (tanh, Bahdanau et al. 2015)
NO_MECHANISM = "max"  # of method base, which is compared with the methods of that attention


def settings(text: str, where: str) -> dict[str, str | float]:
    """`unlabeled=2000,delta=0.01` as {axis: value}, amounts as floats; a key that is no axis stays.
    Malformed: UserError.
    """
    changes = variant_from(text, where).items()
    return {SETTINGS.get(key, key): float(v) if isinstance(v, int) else v for key, v in changes}


def own(rows: Iterable[Mapping], suite: str, paper: str) -> list[Cell]:
    """The scores of a suite as cells, seeds together, in the unit in which the paper prints the metric.

    A run whose variant changes what is no axis of a claim (a beta) is part of a sweep: no cell.
    Where a paper trains a task on half of the labels, its runs on all labels are none. A score that is not
    finite (a correlation that is not defined) is none.
    """
    places = _by_place(rows, suite)
    halved = {dataset for dataset, *_, variant, _ in places if paper in HALVED and HALF in variant.split(",")}
    found = [
        _cell(place, numbers, paper)
        for place, numbers in places.items()
        if (place[0] in halved) == (HALF in place[4].split(","))
    ]
    return [cell for cell in found if cell]


def _by_place(rows: Iterable[Mapping], suite: str) -> dict[tuple[str, ...], dict[int, float]]:
    """Of data set, encoder, attention, method, variant and metric: the score of every seed."""
    seeds: dict[tuple[str, ...], dict[int, float]] = defaultdict(dict)
    for row in rows:
        value = float(str(row["value"]) or "nan")  # an empty field of scores.csv
        split = SPLIT.get(row["metric"].partition("@")[0], "test")
        if row["suite"] == suite and row["split"] == split and isfinite(value):
            names = ("dataset", "encoder", "attention", "method", "variant", "metric")
            seeds[tuple(row[name] for name in names)][int(row["seed"])] = value
    return seeds


def _cell(place: tuple[str, ...], numbers: Mapping[int, float], paper: str) -> Cell | None:
    """None of a sweep."""
    dataset, encoder, attention, method, variant, name = place
    metric, _, at = OVER_SEEDS.get(name, name).partition("@")
    if at and "=" not in at:
        at = f"{at if number(at) is None else card_of(metric).parameter or 'delta'}={at}"
    axes = settings(variant, "variant") | settings(at, "metric")
    axes.pop("run", None)  # whose numbers a derived row has
    axes.pop("labeled", None)
    if not set(axes) <= set(SETTINGS.values()):
        return None
    if "selection" in axes:
        axes["selection"] = SELECTIONS.get(axes["selection"], axes["selection"])
    scale = 100 if paper != "seat" and metric in cards() and card_of(metric).unit == PERCENT else 1
    numbers = {seed: scale * value for seed, value in numbers.items()}
    regime = "semi" if axes.get("unlabelled") else "supervised"
    attention = MECHANISM if attention == NO_MECHANISM else attention
    regime = regime if paper in UNLABELLED_DATA else None
    return Cell(method, dataset, metric, numbers, encoder, attention, regime, **axes)
