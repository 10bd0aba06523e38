"""What was found as tables: explanations by measures, beside the papers' methods, and what was left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from steady_attention.metrics.card import Unit
from steady_attention.metrics.cards import card_of
from steady_attention.report.tables.grid import Grid, bullets
from steady_attention.report.tables.notation import headed, notation, shown
from steady_attention.report.tables.sheet import Entry, Row, Sheet, markdown
from steady_attention.score import beside as of_others
from steady_attention.score.beside import Beside
from steady_attention.score.needs import ELSEWHERE, NAMES
from steady_attention.score.neighbours import AMOUNTS

COLUMNS = 6  # measures on a sheet
NONE = "–"
METHODS, FREE = "Methods and controls, by their attention", "Free explanations of vanilla"
PLACED = "Where yours would stand: a place is among all rows that are not yours."
AMONG = (
    "A place compares explanations only where texts and model are alike: a model that is surer of its "
    "predictions loses more with any word. The normalised measures are made to be compared between models.",
    "Pearson is with the size of gradient x input; the methods' gradient holds the attention fixed.",
)
LABELS = {  # where a card has none, or is of several
    "comprehensiveness_aopc": "comprehensiveness, 1 to 50 % of the words",
    "sufficiency_aopc": "sufficiency, 1 to 50 % of the words",
    "comprehensiveness": "comprehensiveness, 5 words",
    "sufficiency": "sufficiency, 5 words",
    "aopc@5": "AOPC [points], 5 words",
    "posthoc_accuracy@5": "post-hoc [%], 5 words",
    "jsd@delta=0.01": "JSD of attention, noise 0.01",
    "tvd@delta=0.01": "TVD of predictions, noise 0.01",
    **{f"jsd@words={amount}": f"JSD of attention, {amount} replaced" for amount in AMOUNTS},
    **{f"tvd@words={amount}": f"TVD of predictions, {amount} replaced" for amount in AMOUNTS},
    "token_f1_micro": "rationale token F1, micro",
    "iou_f1_micro": "IOU F1, micro",
}
ARROWS = {1: " ↑", -1: " ↓", 0: ""}
KEYS = (  # of the cross table's measures those that stand beside the methods, as far as they are there
    *("accuracy", "pearson", "attention_entropy", "comprehensiveness_aopc", "sufficiency_aopc"),
    *("comprehensiveness_normalised", "sufficiency_normalised", "token_f1", "auprc"),
)


@dataclass(frozen=True)
class Scored:
    """What was found of each explanation: values by measure, None where undefined; and why others were left
    out; rows (w,) of each text; and why an explanation could not be made.
    """

    values: Mapping[str, Mapping[str, float | None]]
    left_out: Mapping[str, Mapping[str, str]]
    rows: Mapping[str, Sequence[np.ndarray]]
    not_made: Mapping[str, str]


@dataclass(frozen=True)
class Shown:
    """A table as it is shown."""

    title: str
    reading: str
    made: Sequence[Sheet]
    lines: Sequence[str] = ()

    def sheets(self) -> Sequence[Sheet]:
        """Its parts."""
        return self.made

    def notes(self) -> Sequence[str]:
        """What stands under it."""
        return self.lines

    def markdown(self) -> str:
        """As Markdown."""
        return f"## {self.title}\n\n{self.reading}\n\n{markdown(self.made)}\n{bullets(self.lines)}"


def heading(metric: str, unit: Unit | None = None) -> str:
    """A measure's name over a column, with its unit and which way is better."""
    card = card_of(metric)
    label = LABELS.get(metric) or card.label or metric.replace("_", " ")
    return headed(label, unit or card.unit) + ARROWS[card.better]


def column(metric: str, numbers: Iterable[float | None]) -> Unit:
    """The unit in which a measure's numbers are shown together."""
    return notation(card_of(metric).unit, [one for one in numbers if one is not None])


def columns(scored: Scored) -> dict[str, Unit]:
    """The measures that some explanation has, in their order, each with its unit."""
    every = {name: [values[name] for values in scored.values.values() if name in values] for name in NAMES}
    return {name: column(name, numbers) for name, numbers in every.items() if numbers}


def entry(metric: str, values: Mapping[str, float | None], unit: Unit) -> Entry:
    """A cell of a measure."""
    if metric not in values:
        return Entry(NONE)
    value = values[metric]
    return Entry("undefined") if value is None else Entry(shown(unit, value), value=value)


def table(scored: Scored) -> Shown:
    """Explanations by measures."""
    units = columns(scored)
    made = []
    for start in range(0, len(units), COLUMNS):
        some = dict(list(units.items())[start : start + COLUMNS])
        rows = [
            Row("", name, [entry(metric, values, unit) for metric, unit in some.items()])
            for name, values in scored.values.items()
        ]
        heads = [heading(metric, unit) for metric, unit in some.items()]
        made.append(Sheet("", ["Explanation", *heads], rows))
    return Shown("Measures", f"↑: more is better, ↓: less is better. {NONE}: left out, see below.", made)


def among(scored: Scored, others: Beside) -> Shown:
    """One's own rows, with their places, above the methods and the free explanations of a profile."""
    own = {name for values in scored.values.values() for name, value in values.items() if value is not None}
    there = [name for name in KEYS if name in own and any(name in row for row in others.rows.values())]
    units = {name: card_of(name).unit for name in there}
    rows = [
        Row("Yours", name, [_placed(metric, values, others, units[metric]) for metric in there])
        for name, values in scored.values.items()
    ]
    for name, values in others.rows.items():
        if any(metric in values for metric in there):
            group = FREE if name.startswith(f"{of_others.FREE_OF}: ") else METHODS
            rows.append(Row(group, name, [_of_others(metric, values) for metric in there]))
    order = ("Yours", METHODS, FREE)
    rows.sort(key=lambda row: order.index(row.group))
    corpus, encoder, attention = others.place
    lines = [
        f"{others.folder}: {corpus}, {encoder}, {attention} attention; mean ± standard deviation over seeds "
        "(number of seeds).",
        *AMONG,
    ]
    heads = [heading(metric) for metric in there]
    return Shown("Beside the methods", PLACED, [Sheet("", ["Explanation", *heads], rows)], lines)


def _placed(metric: str, values: Mapping[str, float | None], others: Beside, unit: Unit) -> Entry:
    one, value = entry(metric, values, unit), values.get(metric)
    place = "" if value is None else of_others.place_of(metric, value, others.rows)
    return Entry(one.text, (place,) if place else (), one.value)


def _of_others(metric: str, values: of_others.Row) -> Entry:
    if metric not in values:
        return Entry(NONE)
    text, value = of_others.shown(metric, values[metric]), float(np.mean(values[metric]))
    return Entry(text, value=None if np.isnan(value) else value)


def lacking(scored: Scored) -> Grid:
    """Every measure that was left out of an explanation, with what it needs."""
    explanations: dict[tuple[str, str], list[str]] = {}
    for name, reasons in scored.left_out.items():
        for metric, words in reasons.items():
            explanations.setdefault((metric, words), []).append(name)
    every = len(scored.left_out)
    rows = [
        [heading(metric), f"needs {words}", "all" if len(names) == every else ", ".join(names)]
        for (metric, words), names in explanations.items()
    ]
    rows += [[f"explanation {name}", reason, "all"] for name, reason in scored.not_made.items()]
    rows += [[metrics, f"needs {words}", "all"] for metrics, words in ELSEWHERE.items()]
    return Grid("Left out", ("Measure", "Why", "Of"), rows)
