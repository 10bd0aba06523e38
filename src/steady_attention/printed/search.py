"""What a search of all printed numbers finds: impossible values, cells printed twice, rows copied."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from steady_attention.metrics.cards import card_of, cards
from steady_attention.printed import PERTURBATION
from steady_attention.printed.reported import Cell, every, load, select, text

SEAT, VAT = "seat", "attention_vat"
REGULARISERS = {"none": "vanilla", "L3+L_topk": "seat"}  # of an ablation's row: the method that it is
FEWEST = 8  # numbers of a row that tell a copy from chance
SEVERAL = 2  # of the six numbers of an ablation's row, where six of six rows have so many
VAT_DATASETS = ("sst", "imdb", "ag_news", "cnn", "snli", "multinli")
Place = tuple[str | None, ...]


def outside(cell: Cell) -> bool:
    """Whether the measure cannot have the printed value."""
    return cell.metric in cards() and cell.value is not None and not card_of(cell.metric).allows(cell.value)


def impossible() -> Iterator[tuple[str, str, str, int, int, str]]:
    """Paper, table, metric, how many values lie outside the range, of how many, and the farthest one; of a
    table the metric with the most first.
    """
    for (paper, table), printed in load().items():
        values = defaultdict(list)
        for cell in printed:
            if cell.value is not None:
                values[cell.metric].append(cell)
        beyond = {name: [cell for cell in own if outside(cell)] for name, own in values.items()}
        for name, some in sorted(beyond.items(), key=lambda one: -len(one[1])):
            if some:
                card = card_of(name)
                farthest = max(some, key=lambda cell: max(card.low - cell.value, cell.value - card.high))
                yield paper, table, name, len(some), len(values[name]), farthest.text


def targets() -> list[Cell]:
    """Every printed cell of a numbered table."""
    return [cell for cell in every() if not cell.in_figure and "footnotes" not in cell.table]


def without_unit() -> set[tuple[str, str]]:
    """(paper, measure) with more than half of its values outside its range."""
    beyond = defaultdict(list)
    for cell in targets():
        if cell.value is not None:
            beyond[cell.paper, cell.metric].append(outside(cell))
    return {place for place, values in beyond.items() if 2 * sum(values) > len(values)}


def twice() -> dict[tuple[str, Place], list[Cell]]:
    """(paper, place): all that is printed there, where that is more than one number."""
    found = defaultdict(list)
    for cell in every():
        if cell.method is not None and cell.value is not None and not cell.in_figure:
            found[cell.paper, place(cell)].append(cell)
    return {key: printed for key, printed in found.items() if len(printed) > 1}


def contradictory() -> dict[tuple[str, Place], list[Cell]]:
    """Those of `twice` where not all numbers are equal."""
    return {key: printed for key, printed in twice().items() if len({cell.value for cell in printed}) > 1}


def place(cell: Cell) -> Place:
    """What a number is of, method, encoder, data set, metric and settings: equal for two cells that must have
    the same number.
    """
    params = {key: value for key, value in cell.params.items() if key != "regularisers"}
    method, encoder = cell.method, cell.encoder
    if cell.paper == SEAT:
        regularisers = cell.params.get("regularisers")
        method = REGULARISERS.get(regularisers, f"seat, {regularisers}") if regularisers else method
        clean = cell.metric in cards() and not card_of(cell.metric).parameter
        params = {key: value for key, value in params.items() if key in PERTURBATION and not clean}
    else:
        encoder = None if encoder == "bilstm" else encoder
        params = _selected(params) if cell.paper == VAT else params
    settings = (f"{key}={value}" for key, value in sorted(params.items()))
    return (method, encoder, cell.corpus, cell.metric, *settings)


def _selected(params: Mapping[str, str]) -> dict[str, str]:
    """Rows of one method in Kitada & Iyatomi are of one selection, at random, where none is named."""
    other = params.get("selection") == "ANN"
    return {"selection": params["sentence_representation"]} if other else {}


def setting(cell: Cell) -> str:
    """`table 8, delta_x 0.05`."""
    settings = [f"{key} {cell.params[key]}" for key in PERTURBATION if key in cell.params]
    return ", ".join([f"table {cell.table}", *settings])


def copied() -> list[tuple[list[str], Place]]:
    """SEAT: rows of JSD and TVD that are equal, number by number, under different perturbations; the settings
    in which they stand, with the method and encoder.
    """
    lines = defaultdict(list)
    for cell in every():
        if cell.paper == SEAT and cell.metric in ("jsd", "tvd") and cell.method and not cell.in_figure:
            lines[setting(cell), cell.method, cell.encoder].append(cell.text)
    equal = defaultdict(list)
    for (where, *who), numbers in lines.items():
        if len(numbers) >= FEWEST:
            equal[tuple(numbers), tuple(who)].append(where)
    return [(places, who) for (_, who), places in equal.items() if len(places) > 1]


def shared() -> Iterator[tuple[str, str, str, list[str]]]:
    """SEAT's ablation: encoder, the regulariser that is left, and the method whose row of Tables 8 and 9 has
    SEVERAL of the same numbers, with these.
    """
    own, known = defaultdict(dict), defaultdict(dict)
    for cell in select(SEAT, "4", "6", "7"):
        if cell.params["regularisers"] not in REGULARISERS:
            own[cell.encoder, cell.params["regularisers"]][cell.metric] = cell
    for cell in select(SEAT, "8", "9", dataset="sst", delta_x="0.01"):
        known[cell.encoder, cell.method][cell.metric] = cell
    for (encoder, alone), numbers in own.items():
        for (of, method), others in known.items():
            same = [f"{name} {p.text}" for name, p in numbers.items() if p.value == others[name].value]
            if of == encoder and len(same) >= SEVERAL:
                yield encoder, alone, method, same


def amount(dataset: str) -> tuple[float, str]:
    """Unlabeled texts for each labeled one in Kitada & Iyatomi: recomputed, and as the footnote prints it."""
    (unlabeled,) = select(VAT, "3 footnotes", dataset=dataset, metric="Nu")
    (labeled,) = select(VAT, "2", dataset=dataset, metric="# train labeled (Nl)")
    return unlabeled.value / labeled.value, text(VAT, "3 footnotes", dataset=dataset, metric="Nu/Nl")


def amounts() -> Iterator[tuple[str, str, str, str, str]]:
    """Data set, unlabeled texts by Table 2 and by the footnotes, and for each labeled one, as computed and
    as printed in the footnotes; of the data sets where these disagree.
    """
    for dataset in VAT_DATASETS:
        (table,) = select(VAT, "2", dataset=dataset, metric="# train unlabeled (Nu)")
        (note,) = select(VAT, "3 footnotes", dataset=dataset, metric="Nu")
        recomputed, printed = amount(dataset)
        if table.value not in (None, note.value) or f"{recomputed:.2f}" != printed:
            yield dataset, table.text, note.text, f"{recomputed:.3f}", printed
