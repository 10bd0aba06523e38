"""The cells of which a claim speaks, among ours: those that its tables print such a cell of."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from steady_attention.claims.language import methods_of
from steady_attention.claims.scores import MECHANISM, UNLABELLED_DATA
from steady_attention.printed.cells import PREDICTION, Cell

SCOPE = (
    "regime",
    "delta",
    "words",
    "k",
    "polarity",
    "iteration",
    "epoch",
    "ablation",
    "selection",
    "epsilon",
)
NAMES = {("vib", "ag_news"): "ag_news4"}  # a paper's data set: ours, where the papers call two alike
RANDOM = "random"  # the selection of unlabelled data where a variant names none
COLUMN = {"cnn": "accuracy", "snli": "micro_f1", "multinli": "micro_f1"}  # of their tables; see `column`


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

    A method that they do not print is spoken of in the metrics of the claim. Where each data set has a
    measure of prediction of its own (`column`), any of them is printed for all.
    """
    encoders, named = claim["over"]["encoders"], methods_of(claim["test"])
    if cell.attention != MECHANISM:
        return False
    if cell.encoder not in (encoders or [cell.encoder]) or cell.method not in (named or [cell.method]):
        return False
    if cell.method not in methods:
        return cell.metric in claim["over"]["metrics"]
    alike = PREDICTION if claim["paper"] in UNLABELLED_DATA and cell.metric in PREDICTION else (cell.metric,)
    return any(like(cell, other) for metric in alike for other in printed.get((cell.method, metric), ()))


def domain(
    claim: Mapping, cells: list[Cell], printed: list[Cell], counterparts: Mapping[str, str]
) -> list[Cell]:
    """Our cells of which a claim speaks, under the names of the paper's data sets.

    cells: of `own`; printed: of the claim's tables; counterparts: the corpus that stands for a data set here.
    """
    likes, corpora = defaultdict(list), defaultdict(list)
    for cell in printed:
        likes[cell.method, cell.metric].append(cell)
    methods = {cell.method for cell in printed}
    if any(cell.selection for cell in printed):  # of tables that say how unlabelled data was chosen
        cells = [replace(c, selection=c.selection or RANDOM) if c.unlabelled else c for c in cells]
    along = claim["test"].get("along")
    for cell in cells if along == "unlabelled" else one_amount(cells):
        if cell.epsilon is None or along == "epsilon":  # a sweep's runs are in no table
            corpora[cell.dataset].append(cell)
    own_name = {name: NAMES.get((claim["paper"], name), name) for name in claim["over"]["datasets"]}
    named = [
        of_dataset(cell, dataset, claim["paper"])
        for dataset, name in own_name.items()
        for cell in corpora[counterparts.get(name, name)]
    ]
    return [cell for cell in named if cell and spoken_of(cell, claim, likes, methods)]
