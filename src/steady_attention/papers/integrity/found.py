"""What a search of all printed numbers finds: impossible values, cells printed twice, rows copied."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from steady_attention.metrics.cards import card_of, cards
from steady_attention.papers.integrity.kitada import DATASETS, VAT, amount, thousands
from steady_attention.papers.integrity.printed import rows, text
from steady_attention.printed import reported
from steady_attention.printed.reported import Row

PERTURBATION = ("delta_x", "perturbed_words")
REGULARISERS = {"none": "vanilla", "L3+L_topk": "seat"}  # of an ablation's row: the method that it is
FEWEST = 8  # numbers of a row that tell a copy from chance
SEVERAL = 2  # of the six numbers of an ablation's row, where six of six rows have so many
Place = tuple[str | None, ...]


def impossible() -> Iterator[tuple[str, str, str, int, int, str]]:
    """Paper, table, metric, how many values lie outside the range, of how many, and the farthest one; of a
    table the metric with the most first.
    """
    for (paper, table), printed in reported.load().items():
        values = defaultdict(list)
        for row in printed:
            if row.metric in cards() and row.printed.value is not None:
                values[row.metric].append(row.printed)
        beyond = {name: [p for p in own if not card_of(name).allows(p.value)] for name, own in values.items()}
        for name, some in sorted(beyond.items(), key=lambda one: -len(one[1])):
            card = card_of(name)
            if some:
                farthest = max(some, key=lambda p: max(card.low - p.value, p.value - card.high))
                yield paper, table, name, len(some), len(values[name]), farthest.text


def outside(row: Row) -> bool:
    """Whether the measure cannot have the printed value."""
    value = row.printed.value
    return row.metric in cards() and value is not None and not card_of(row.metric).allows(value)


def targets() -> Iterator[tuple[str, str, Row]]:
    """Paper, table and row of every printed cell of a numbered table."""
    for (paper, table), printed in reported.load().items():
        if not table.startswith("figure") and "footnotes" not in table:
            yield from ((paper, table, row) for row in printed)


def without_unit() -> set[tuple[str, str]]:
    """(paper, measure) with more than half of its values outside its range."""
    beyond = defaultdict(list)
    for paper, _, row in targets():
        if row.printed.value is not None:
            beyond[paper, row.metric].append(outside(row))
    return {place for place, values in beyond.items() if 2 * sum(values) > len(values)}


def twice() -> dict[tuple[str, Place], list[tuple[str, str]]]:
    """(paper, place): (table and setting, text) of all that is printed there, where that is more than one."""
    found = defaultdict(list)
    for (paper, table), printed in reported.load().items():
        for row in printed:
            if row.method is not None and row.printed.value is not None and not table.startswith("figure"):
                found[paper, place(paper, table, row)].append((named(table, row), row.printed.text))
    return {key: printed for key, printed in found.items() if len(printed) > 1}


def contradictory() -> dict[tuple[str, Place], list[tuple[str, str]]]:
    """Those of `twice` where not all numbers are equal."""
    return {key: printed for key, printed in twice().items() if len({float(t) for _, t in printed}) > 1}


def place(paper: str, table: str, row: Row) -> Place:
    """What a number is of: equal for two cells that must have the same number."""
    params = {key: value for key, value in row.params.items() if key != "regularisers"}
    method, dataset = row.method, row.dataset
    if paper == "seat":
        regularisers = row.params.get("regularisers")
        method = REGULARISERS.get(regularisers, f"seat, {regularisers}") if regularisers else method
        dataset = "emotion" if table == "2" and dataset == "imdb" else dataset
        kept = PERTURBATION if row.metric not in cards() or card_of(row.metric).parameter else ()
        params = {key: value for key, value in params.items() if key in kept}
    elif paper == "attention_vat":
        params = _kitada(method, params)
    return (method, row.encoder if paper == "seat" else _encoder(row), dataset, row.metric,
            *(f"{key}={value}" for key, value in sorted(params.items())))  # fmt: skip


def _kitada(method: str, params: Mapping[str, str]) -> dict[str, str]:
    """Its tables' rows of one method are of one selection, at random, where none is named."""
    other = params.get("selection") == "ANN"
    return {"selection": params["sentence_representation"]} if other else {}


def _encoder(row: Row) -> str | None:
    return None if row.encoder == "bilstm" else row.encoder


def named(table: str, row: Row) -> str:
    """`table 8, delta_x 0.05`."""
    settings = [f"{key} {row.params[key]}" for key in PERTURBATION if key in row.params]
    return ", ".join([f"table {table}", *settings])


def copied() -> list[tuple[list[str], Place]]:
    """SEAT: rows of JSD and TVD that are equal, number by number, under different perturbations; the settings
    in which they stand, with the method and encoder.
    """
    lines = defaultdict(list)
    for (paper, table), printed in reported.load().items():
        for row in printed if paper == "seat" else ():
            if row.metric in ("jsd", "tvd") and row.method is not None and not table.startswith("figure"):
                lines[named(table, row), row.method, row.encoder].append(row.printed.text)
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
    for row in rows("seat", "4", "6", "7"):
        if row.params["regularisers"] not in REGULARISERS:
            own[row.encoder, row.params["regularisers"]][row.metric] = row.printed
    for row in rows("seat", "8", "9", dataset="sst", delta_x="0.01"):
        known[row.encoder, row.method][row.metric] = row.printed
    for (encoder, alone), numbers in own.items():
        for (of, method), others in known.items():
            same = [f"{name} {p.text}" for name, p in numbers.items() if p.value == others[name].value]
            if of == encoder and len(same) >= SEVERAL:
                yield encoder, alone, method, same


def amounts() -> Iterator[tuple[str, str, str, str, str]]:
    """Data set, unlabelled texts by Table 2 and by the footnotes, and for each labelled one, as computed and
    as printed in the footnotes; of the data sets where these disagree.
    """
    for dataset in DATASETS:
        table = text(VAT, "2", dataset=dataset, metric="# train unlabeled (Nu)")
        note = text(VAT, "3 footnotes", dataset=dataset, metric="Nu")
        recomputed, printed = amount(dataset)
        differs = table != "-" and thousands(table) != thousands(note)
        if differs or f"{recomputed:.2f}" != printed:
            yield dataset, table, note, f"{recomputed:.3f}", printed
