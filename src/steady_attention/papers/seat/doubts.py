"""Which printed numbers of the paper are no targets, as the tables' † say it.

`integrity.found` searches all printed numbers; here what it finds gets the names of the tables' cells, and
words.
"""

from collections.abc import Iterator

from steady_attention.metrics.cards import card_of
from steady_attention.papers.integrity import found
from steady_attention.printed import reported
from steady_attention.printed.reported import Row

PAPER = "seat"
Key = tuple[str, ...]  # as in Table.doubtful
OURS = {"tvd": "tvd_batch_sum"}  # the column beside which a printed measure stands, where named otherwise
SETTINGS = {"delta_x": "delta", "perturbed_words": "words"}
REGULARISERS = {"L3": "l3", "L_topk": "topk"}
UNIT = "most of the paper's numbers exceed 1, the most that the definition allows; their unit is not said"
WHY = {  # of numbers that are not alike wherever the paper prints them
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
    "l3": "two or three of the six numbers of every such row are Word-AT's in Tables 8 and 9",
    "topk": "two to four of the six numbers of every such row are Attention-AT's in Tables 8 and 9",
}


def measure(metric: str, settings: dict[str, str]) -> str:
    """Our name of what a printed number measures: `jsd@delta=0.01` of jsd and {delta_x: 0.01}."""
    named = [f"{SETTINGS[name]}={value}" for name, value in settings.items() if name in SETTINGS]
    perturbed = named and card_of(metric).parameter
    return "@".join([OURS.get(metric, metric), *named]) if perturbed else metric


def numbers() -> list[tuple[str, Row]]:
    """Table and row of every number of the paper's tables."""
    tables = ((table, rows) for (paper, table), rows in reported.load().items() if paper == PAPER)
    return [(table, row) for table, rows in tables if table.isdigit() for row in rows]


def several() -> Iterator[tuple[Key, str]]:
    """Quantities with several numbers; those of a measure without a unit are in doubt anyhow."""
    for paper, (method, encoder, dataset, metric, *settings) in found.contradictory():
        if paper == PAPER and metric in WHY:
            name = measure(metric, dict(setting.split("=") for setting in settings))
            yield (method, dataset, encoder, name), WHY[metric]


def negative() -> Iterator[tuple[Key, str]]:
    """Divergences below zero."""
    for _, row in numbers():
        if row.metric == "jsd" and row.printed.value is not None and row.printed.value < 0:
            yield (row.method, row.dataset, row.encoder, measure("jsd", row.params)), NEGATIVE


def copied() -> Iterator[tuple[Key, str]]:
    """Divergences of rows that stand under another perturbation, too; TVD are in doubt anyhow."""
    at = {
        found.named(table, row): measure("jsd", row.params) for table, row in numbers() if row.metric == "jsd"
    }
    commonest = min((places for places, _ in found.copied()), key=len)
    for places, (method, encoder) in found.copied():
        for place in places:
            yield (encoder, at[place], method), COPIED if place in commonest else ONE_SET


def without_unit() -> Iterator[tuple[Key, str]]:
    """Measures of which most numbers are outside their range, under each perturbation."""
    names = {measure(row.metric, row.params): row.metric for _, row in numbers()}
    for name, metric in names.items():
        if (PAPER, metric) in found.without_unit():
            yield (name,), UNIT


def shared() -> Iterator[tuple[Key, str]]:
    """Rows of the ablation with numbers of another method's row."""
    for _, alone, *_ in found.shared():
        yield (REGULARISERS[alone],), SHARED[REGULARISERS[alone]]


DOUBTFUL: dict[Key, str] = {
    key: why for find in (without_unit, several, negative, copied, shared) for key, why in find()
}
