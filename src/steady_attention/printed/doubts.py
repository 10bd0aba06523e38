"""Which printed numbers are no targets, and why: the source of the tables' † and of integrity.md's counts.

It is what `search` finds, and the cells that entries of claims.yaml (section integrity) name.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from steady_attention.metrics.cards import card_of
from steady_attention.printed import search
from steady_attention.printed.reported import Cell, select
from steady_attention.printed.search import SEAT, VAT

JA, VIB = "attention_vat_ja", "vib_attention"
UNIT = "a measure of which more than half of the numbers are outside its range"
OUTSIDE = "outside the range of the measure"
DIFFERING = "another number stands elsewhere for the same quantity"
COPY = "the same row stands under another perturbation"
ABLATED = "a row of the ablation with numbers of another method's row"
HEADED = "headed IMDB, with the numbers of Emotion in Table 9"
AMOUNT = "an amount of unlabeled texts that the footnotes contradict"
ENTRY = "an entry, impossible or contradiction"
SUSPECTED = "an entry, suspicious"
REASONS = (UNIT, OUTSIDE, DIFFERING, COPY, ABLATED, HEADED, AMOUNT, ENTRY, SUSPECTED)
OURS = {  # the name that a table has for what is printed
    "tvd": "tvd_batch_sum",
    "aopc": "aopc@5",
    "posthoc_accuracy": "posthoc_accuracy@5",
    "model interpretability": "model_interpretability",
    "L3": "l3",
    "L_topk": "topk",
}
SETTINGS = {"delta_x": "delta", "perturbed_words": "words"}
EXCEEDED = "most of the paper's numbers exceed 1, the most that the definition allows; their unit is not said"
SMALL = "three thousand times below those of the smaller radii"
SEVERAL = {  # of SEAT's numbers that are not alike wherever the paper prints them
    "f1": "the paper prints several F1 of the same clean texts, in Tables 1 and 8 by the radius",
    "sufficiency": "Eq. 8 has no radius, yet the paper prints several numbers, by the radius in Table 9 or "
    "others in Tables 4 and 7",
    "sensitivity": "Eq. 9 has no radius, yet the paper prints several numbers, by the radius in Table 9",
    "jsd": "Tables 6 and 8 print different numbers for this cell",
}
NEGATIVE = "a divergence cannot be negative"
COPIED = (
    "every row of BERT but Vanilla's has, cell for cell, the same numbers in Tables 3 and 10 under 1, 2 and "
    "3 replaced words and in Table 8 under noise of 0.05 (SEAT's but for two or three F1)"
)
ONE_SET = "Attention-RP of BERT has the same JSD and TVD under every radius of Table 8"
SHARED = {
    "L3": "two or three of the six numbers of every such row are Word-AT's in Tables 8 and 9",
    "L_topk": "two to four of the six numbers of every such row are Attention-AT's in Tables 8 and 9",
}
EMOTION = "headed IMDB in the paper; the numbers are those under Emotion in Table 9, 0.01"


@dataclass(frozen=True)
class Doubt:
    """reason: one of REASONS; key: what the cells of a table that have it are named by there; why: in words,
    empty where another doubt of the same cells says it.
    """

    reason: str
    key: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Named:
    """Cells that an entry names: the entry's beginning, where they stand, and why they are in doubt."""

    entry: str
    reason: str
    paper: str
    table: str
    where: Mapping[str, str]
    why: str


TICKS = {
    **dict.fromkeys(
        ("word_iat", "word_ivat"), "sections 2.1 and 3.2 say that Word iAT and Word iVAT do not have it"
    ),
    **dict.fromkeys(
        ("attention_at", "attention_vat"), "section 1 says that Attention AT and Attention VAT have it"
    ),
}
NAMED = (
    Named(
        entry="table 4 LSTM-ATT",
        reason=ENTRY,
        paper=VIB,
        table="4",
        where={"method": "vanilla", "encoder": "lstm", "dataset": "sst5", "metric": "posthoc_accuracy"},
        why="no number of the 2,210 test texts gives it: 896 give 40.54, 897 give 40.59",
    ),
    Named(
        entry="table 3 BERT Twitter",
        reason=ENTRY,
        paper=VIB,
        table="3",
        where={"encoder": "bert", "dataset": "twitter", "metric": "aopc"},
        why="leaves 16 per cent of three classes right, while keeping five random words, and deleting all "
        "others, leaves 40.50 (Table 4)",
    ),
    *(
        Named("table 1 ticks", ENTRY, VAT, "1", {"method": name, "metric": "model interpretability"}, why)
        for name, why in TICKS.items()
    ),
    Named(
        entry="table 4b AGNews",
        reason=SUSPECTED,
        paper=VAT,
        table="4b",
        where={"method": "word_ivat", "dataset": "ag_news"},
        why="0.062 above Word VAT, on the other data sets 0.002 to 0.006; 0.839 with two digits exchanged "
        "would fit",
    ),
    Named(
        entry="table 4a SST",
        reason=SUSPECTED,
        paper=VAT,
        table="4a",
        where={"method": "attention_at", "dataset": "sst"},
        why="printed equal to Vanilla in all digits, on this data set alone",
    ),
    Named(
        entry="table 4a SST",
        reason=SUSPECTED,
        paper=JA,
        table="1a",
        where={"method": "attention_at", "dataset": "sst", "metric": "pearson"},
        why="printed equal to Vanilla's in all digits",
    ),
)
Found = Iterator[tuple[Doubt, Iterable[Cell]]]


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
    """The REASONS of a cell, each once."""
    own = {doubt.reason for doubt in doubts_of(cell)}
    return [reason for reason in REASONS if reason in own]


def measure(cell: Cell) -> str:
    """The metric of the table's cell beside which a number of SEAT stands: `jsd@delta=0.01`, `f1`."""
    settings = [f"{SETTINGS[name]}={value}" for name, value in cell.params.items() if name in SETTINGS]
    if not (settings and card_of(cell.metric).parameter):
        return cell.metric
    return "@".join([OURS.get(cell.metric, cell.metric), *settings])


def headed() -> Found:
    """The numbers of SEAT's Table 2 under the heading of another data set."""
    yield Doubt(HEADED, ("emotion",), EMOTION), select(SEAT, "2", dataset="imdb")


def named() -> Found:
    """The cells of NAMED."""
    for one in NAMED:
        key = tuple(OURS.get(value, value) for value in one.where.values())
        yield Doubt(one.reason, key, one.why), select(one.paper, one.table, **one.where)


def amounts() -> Found:
    """Amounts of unlabeled texts other than in the footnotes."""
    for dataset, table, note, *_ in search.amounts():
        if table not in ("-", note):
            cells = select(VAT, "2", dataset=dataset, metric="# train unlabeled (Nu)")
            why = f"the footnotes of Tables 3 and 4 print {note}"
            yield Doubt(AMOUNT, (dataset, "count_unlabeled"), why), cells


def small() -> Found:
    """One TVD; its measure is without a unit anyhow."""
    place = {"method": "seat", "encoder": "rnn", "dataset": "rotten_tomatoes"}
    for cell in select(SEAT, "8", **place, metric="tvd", delta_x="0.05"):
        yield Doubt(UNIT, (*place.values(), measure(cell)), SMALL), [cell]


def without_unit() -> Found:
    """Measures of which most numbers are outside their range, under each perturbation."""
    units = search.without_unit()
    for cell in search.targets():
        if (cell.paper, cell.metric) in units:
            yield Doubt(UNIT, (measure(cell),), EXCEEDED), [cell]


def differing() -> Found:
    """Quantities with several numbers; those of a measure without a unit are in doubt anyhow."""
    different = search.contradictory()
    for cell in search.targets():
        cells = different.get((cell.paper, place := search.place(cell)))
        if cells and cell.paper == SEAT:
            method, encoder, dataset, metric, *_ = place
            yield Doubt(DIFFERING, (method, dataset, encoder, measure(cell)), SEVERAL.get(metric, "")), [cell]
        elif cells:
            (other,) = (one for one in cells if one is not cell)
            selected = (cell.metric, cell.params["selection"]) if "selection" in cell.params else ()
            why = f"Table {other.table} prints {other.text} for the same models"
            yield Doubt(DIFFERING, (cell.method, cell.dataset, *selected), why), [cell]


def outside() -> Found:
    """Impossible values; other measures than JSD are without a unit anyhow."""
    for cell in filter(search.outside, search.targets()):
        key = (cell.method, cell.dataset, cell.encoder, measure(cell))
        yield Doubt(OUTSIDE, key, NEGATIVE if cell.metric == "jsd" else ""), [cell]


def copied() -> Found:
    """Divergences of rows that stand under another perturbation, too."""
    rows = search.copied()
    commonest = min((places for places, _ in rows), key=len)
    for places, (method, encoder) in rows:
        for cell in select(SEAT, "1", "3", "8", "10", method=method, encoder=encoder):
            place = search.setting(cell)
            if place in places and cell.metric in ("jsd", "tvd"):
                why = COPIED if place in commonest else ONE_SET
                key = (encoder, measure(cell), method)
                yield Doubt(COPY, key, why if cell.metric == "jsd" else ""), [cell]


def ablated() -> Found:
    """Rows of SEAT's ablation with numbers of another method's row."""
    for encoder, alone, *_ in search.shared():
        cells = select(SEAT, "4", "6", "7", encoder=encoder, regularisers=alone)
        yield Doubt(ABLATED, (OURS[alone],), SHARED[alone]), cells
