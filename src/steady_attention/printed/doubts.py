"""Which printed numbers are no targets, and why: the source of the tables' † and of integrity.md's counts.

It is what `search` finds, and the cells that entries of integrity.yaml mark; the words stand in doubts.yaml.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from steady_attention.metrics.cards import card_of
from steady_attention.printed import NAMED, PERTURBATION, search
from steady_attention.printed.reported import Cell, read_yaml, select
from steady_attention.printed.search import SEAT, VAT

OURS = {  # the name that a table has for what is printed
    "tvd": "tvd_batch_sum",
    "aopc": "aopc@5",
    "posthoc_accuracy": "posthoc_accuracy@5",
    "model interpretability": "model_interpretability",
    "L3": "l3",
    "L_topk": "topk",
}
DECLARED = read_yaml(Path(__file__).with_name("doubts.yaml"))
REASONS, WORDS = (DECLARED[key] for key in ("reasons", "words"))
ENTRIES = read_yaml(Path(__file__).with_name("integrity.yaml"))  # what a reading of the papers noted
PAPERS = {entry: printed for printed, entry in NAMED.items()}
Found = Iterator[tuple["Doubt", Iterable[Cell]]]


@dataclass(frozen=True)
class Doubt:
    """reason: a key of REASONS; key: what its cells are named by in a table; why: in words, empty where
    another doubt of the same cells says it.
    """

    reason: str
    key: tuple[str, ...] = ()
    why: str = ""


@cache
def every() -> dict[Doubt, list[Cell]]:
    """Every doubt with its cells, in the order in which tables list them."""
    cells = defaultdict(list)
    for find in (headed, named, amounts, small, without_unit, differing, outside, copied, ablated):
        for doubt, of in find():
            cells[doubt].extend(of)
    return dict(cells)


@cache
def _by_cell() -> dict[Cell, list[Doubt]]:
    found = defaultdict(list)
    for doubt, cells in every().items():
        for cell in cells:
            found[cell].append(doubt)
    return found


def doubts_of(cell: Cell) -> list[Doubt]:
    """Why a printed cell is no target; empty for a target."""
    return _by_cell().get(cell, [])


def reasons(cell: Cell) -> list[str]:
    """The keys of REASONS of a cell, each once."""
    own = {doubt.reason for doubt in doubts_of(cell)}
    return [reason for reason in REASONS if reason in own]


def measure(cell: Cell) -> str:
    """The metric of the table's cell beside which a number of SEAT stands: `jsd@delta=0.01`, `f1`."""
    settings = [
        f"{PERTURBATION[name]}={value}" for name, value in cell.params.items() if name in PERTURBATION
    ]
    if not (settings and card_of(cell.metric).parameter):
        return cell.metric
    return "@".join([OURS.get(cell.metric, cell.metric), *settings])


def headed() -> Found:
    """The numbers of SEAT's Table 2 under the heading of another data set."""
    yield Doubt("headed", ("emotion",), WORDS["headed"]), select(SEAT, "2", dataset="imdb")


def named() -> Found:
    """The cells that entries mark."""
    for entry in ENTRIES:
        reason = "suspected" if entry["level"] == "suspicious" else "entry"
        for one in entry.get("marks", ()):
            key = tuple(OURS.get(value, value) for value in one["where"].values())
            paper = one.get("paper", PAPERS.get(entry["paper"], entry["paper"]))
            yield Doubt(reason, key, one["why"]), select(paper, one["table"], **one["where"])


def amounts() -> Found:
    """Amounts of unlabeled texts other than in the footnotes."""
    for dataset, table, note, *_ in search.amounts():
        if table not in ("-", note):
            cells = select(VAT, "2", dataset=dataset, metric="# train unlabeled (Nu)")
            why = f"the footnotes of Tables 3 and 4 print {note}"
            yield Doubt("amount", (dataset, "count_unlabeled"), why), cells


def small() -> Found:
    """One TVD; its measure is without a unit anyhow."""
    place = {"method": "seat", "encoder": "rnn", "dataset": "rotten_tomatoes"}
    for cell in select(SEAT, "8", **place, metric="tvd", delta_x="0.05"):
        yield Doubt("unit", (*place.values(), measure(cell)), WORDS["small"]), [cell]


def without_unit() -> Found:
    """Measures of which most numbers are outside their range, under each perturbation."""
    units = search.without_unit()
    for cell in search.targets():
        if (cell.paper, cell.metric) in units:
            yield Doubt("unit", (measure(cell),), WORDS["unit"]), [cell]


def differing() -> Found:
    """Quantities with several numbers; those of a measure without a unit are in doubt anyhow."""
    different = search.contradictory()
    for cell in search.targets():
        cells = different.get((cell.paper, place := search.place(cell)))
        if cells and cell.paper == SEAT:
            method, encoder, dataset, metric, *_ = place
            yield Doubt("differing", (method, dataset, encoder, measure(cell)), WORDS.get(metric, "")), [cell]
        elif cells:
            (other,) = (one for one in cells if one is not cell)
            selected = (cell.metric, cell.params["selection"]) if "selection" in cell.params else ()
            why = f"Table {other.table} prints {other.text} for the same models"
            yield Doubt("differing", (cell.method, cell.dataset, *selected), why), [cell]


def outside() -> Found:
    """Impossible values; other measures than JSD are without a unit anyhow."""
    for cell in filter(search.outside, search.targets()):
        key = (cell.method, cell.dataset, cell.encoder, measure(cell))
        yield Doubt("outside", key, WORDS["negative"] if cell.metric == "jsd" else ""), [cell]


def copied() -> Found:
    """Divergences of rows that stand under another perturbation, too."""
    rows = search.copied()
    commonest = min((places for places, _ in rows), key=len)
    for places, (method, encoder) in rows:
        for cell in select(SEAT, "1", "3", "8", "10", method=method, encoder=encoder):
            place = search.setting(cell)
            if place in places and cell.metric in ("jsd", "tvd"):
                why = WORDS["copied" if place in commonest else "one_set"]
                key = (encoder, measure(cell), method)
                yield Doubt("copied", key, why if cell.metric == "jsd" else ""), [cell]


def ablated() -> Found:
    """Rows of SEAT's ablation with numbers of another method's row."""
    for encoder, alone, *_ in search.shared():
        cells = select(SEAT, "4", "6", "7", encoder=encoder, regularisers=alone)
        yield Doubt("ablated", (OURS[alone],), WORDS[alone]), cells
