"""Our scores as cells: the tidy rows of a suite, in the units and under the names of the paper of a claim."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import isfinite

from steady_attention.pipeline.errors import UserError
from steady_attention.report.claims.cells import PREDICTION, Cell, number
from steady_attention.report.claims.language import methods_of

SETTINGS = {  # key of a variant, or of a metric as in jsd@delta=0.01: axis of a cell
    "unlabeled": "unlabelled", "selection": "selection", "delta": "delta", "words": "words", "k": "k",
    "polarity": "polarity", "iteration": "iteration", "epoch": "epoch", "ablation": "ablation",
}  # fmt: skip
SCOPE = ("regime", "delta", "words", "k", "polarity", "iteration", "epoch", "ablation", "selection")
AT = {  # axis of a bare value, as in aopc@5; delta for the others
    "aopc": "k", "aopc_averaged": "k", "posthoc_accuracy": "k", "deletion_floor": "k",
}  # fmt: skip
PER_CENT = re.compile(r"f1|accuracy|micro_f1|aopc|posthoc_accuracy|[pr]_at_\d+|f1_at_\d+")
OVER_SEEDS = {"jsd@seeds": "jsd_seeds", "tvd@seeds": "tvd_seeds"}  # no perturbation, another seed
SPLIT = dict.fromkeys(("topk_loss", "topk_overlap"), "train")  # of training.py; the others: test
UNLABELLED_DATA = ("attention_at", "attention_vat", "attention_vat_ja")  # papers with two regimes
MECHANISM = "additive"  # the attention of all the papers' tables (tanh, Bahdanau et al. 2015)
NO_MECHANISM = "max"  # of method base, which is compared with the methods of that attention
NAMES = {("vib", "ag_news"): "ag_news4"}  # a paper's data set: ours, where the papers call two alike
COLUMN = {"cnn": "accuracy", "snli": "micro_f1", "multinli": "micro_f1"}  # of their tables; see `column`


def settings(text: str, where: str) -> dict[str, str | float]:
    """`unlabeled=2000,delta=0.01` as {axis: value}; a key that is no axis stays. Malformed: UserError."""
    pairs = [pair.partition("=") for pair in text.split(",")] if text not in ("", "default") else []
    for key, equals, value in pairs:
        if not (key and equals and value):
            raise UserError(
                f"scores, {where} {text!r}: expected `default` or key=value pairs joined by commas: "
                "write the scores again with the stage `tables`"
            )
    return {SETTINGS.get(key, key): value if (n := number(value)) is None else n for key, _, value in pairs}


def own(rows: Iterable[Mapping], suite: str, paper: str) -> list[Cell]:
    """The scores of a suite as cells, seeds together, in the unit in which the paper prints the metric.

    A run whose variant changes what is no axis of the papers' tables (epsilon) is part of a sweep: no cell.
    A score that is not finite (a correlation that is not defined) is none.
    """
    seeds: dict[tuple, dict[int, float]] = defaultdict(dict)
    for row in rows:
        value = float(str(row["value"]) or "nan")  # an empty field of scores.csv
        split = SPLIT.get(row["metric"].partition("@")[0], "test")
        if row["suite"] == suite and row["split"] == split and isfinite(value):
            names = ("dataset", "encoder", "attention", "method", "variant", "metric")
            seeds[tuple(row[name] for name in names)][int(row["seed"])] = value
    cells = []
    for (dataset, encoder, attention, method, variant, column), numbers in seeds.items():
        metric, _, at = OVER_SEEDS.get(column, column).partition("@")
        if at and "=" not in at:
            at = f"{at if number(at) is None else AT.get(metric, 'delta')}={at}"
        axes = settings(variant, "variant") | settings(at, "metric")
        axes.pop("run", None)  # whose numbers a derived row has
        if set(axes) <= set(SETTINGS.values()):
            scale = 100 if paper != "seat" and PER_CENT.fullmatch(metric) else 1
            numbers = {seed: scale * value for seed, value in numbers.items()}
            regime = "semi" if axes.get("unlabelled") else "supervised"
            attention = MECHANISM if attention == NO_MECHANISM else attention
            regime = regime if paper in UNLABELLED_DATA else None
            cells.append(Cell(method, dataset, metric, numbers, encoder, attention, regime, **axes))
    return cells


def one_amount(cells: list[Cell]) -> list[Cell]:
    """The cells with, where a sweep has several amounts of unlabelled data, only the one of a table.

    That is, a data set, encoder and attention: the amount that most methods have, of these the largest.
    """
    methods = defaultdict(set)
    for cell in cells:
        if cell.unlabelled:
            methods[(cell.dataset, cell.encoder, cell.attention), cell.unlabelled].add(cell.method)
    best: dict[tuple, tuple[int, float]] = {}
    for (place, amount), names in methods.items():
        best[place] = max(best.get(place, (0, 0.0)), (len(names), amount))
    return [
        cell for cell in cells
        if not cell.unlabelled or best[cell.dataset, cell.encoder, cell.attention][1] == cell.unlabelled
    ]  # fmt: skip


def column(dataset: str) -> str:
    """The measure of prediction that the papers on AT and VAT print for a data set."""
    return "accuracy" if dataset.startswith("babi") else COLUMN.get(dataset, "f1")


def of_dataset(cell: Cell, dataset: str, paper: str) -> Cell | None:
    """The cell as one of the paper's data set; None if the paper does not print its metric there.

    With one label a text micro-F1 is the accuracy.
    """
    if paper in UNLABELLED_DATA and cell.metric in PREDICTION:
        metric = "micro_f1" if column(dataset) == "micro_f1" and cell.metric == "accuracy" else cell.metric
        return replace(cell, dataset=dataset, metric=metric) if metric == column(dataset) else None
    return replace(cell, dataset=dataset)


def like(cell: Cell, other: Cell) -> bool:
    """Whether our cell has the settings of a printed one; a score of clean texts has no radius, no words."""
    free = [axis for axis in ("delta", "words") if getattr(cell, axis) is None]
    return all(getattr(cell, axis) == getattr(other, axis) for axis in SCOPE if axis not in free)


def spoken_of(cell: Cell, claim: Mapping, printed: Mapping[tuple, list[Cell]], methods: set[str]) -> bool:
    """Whether the claim speaks of the cell: its tables print such a cell for the method, on some data set.

    A method that they do not print is spoken of in the metrics of the claim.
    """
    encoders, named = claim["over"]["encoders"], methods_of(claim["test"])
    if cell.attention != MECHANISM:
        return False
    if cell.encoder not in (encoders or [cell.encoder]) or cell.method not in (named or [cell.method]):
        return False
    if cell.method not in methods:
        return cell.metric in claim["over"]["metrics"]
    return any(like(cell, other) for other in printed[cell.method, cell.metric])


def domain(
    claim: Mapping, cells: list[Cell], printed: list[Cell], counterparts: Mapping[str, str]
) -> list[Cell]:
    """Our cells of which a claim speaks, under the names of the paper's data sets.

    cells: of `own`; printed: of the claim's tables; counterparts: the corpus that stands for a data set here.
    """
    likes, corpora = defaultdict(list), defaultdict(list)
    for cell in printed:
        likes[cell.method, cell.metric].append(cell)
    for cell in cells if claim["test"].get("along") == "unlabelled" else one_amount(cells):
        corpora[cell.dataset].append(cell)
    methods = {cell.method for cell in printed}
    own_name = {name: NAMES.get((claim["paper"], name), name) for name in claim["over"]["datasets"]}
    named = [
        of_dataset(cell, dataset, claim["paper"])
        for dataset, name in own_name.items()
        for cell in corpora[counterparts.get(name, name)]
    ]
    return [cell for cell in named if cell and spoken_of(cell, claim, likes, methods)]
