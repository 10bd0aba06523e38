"""The page of a comparison: one file that asks for nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from steady_attention.metrics.cards import card_of
from steady_attention.report.comparison import tables
from steady_attention.report.page.rendering import render
from steady_attention.report.tables.grid import bullets
from steady_attention.results.comparison import PLACE, REFERENCE
from steady_attention.results.controls import CONTROLS

PLOTTED = "f1"


@dataclass(frozen=True)
class Dot:
    """A method's mean and interval, in per cent of the plot's width; text: the numbers."""

    method: str
    at: float
    low: float
    high: float
    text: str
    control: bool
    reference: bool


@dataclass(frozen=True)
class Plot:
    """A measure of one corpus, a row a method; left and right: the axis's ends as shown."""

    title: str
    left: str
    right: str
    dots: Sequence[Dot]


def plot(found: pd.DataFrame, place: Sequence[str], metric: str = PLOTTED) -> Plot | None:
    """The measure at a place; None where no method has a number. found: `comparison.numbers`."""
    own = found[found["metric"] == metric].dropna(subset="mean")
    for name, value in zip(PLACE, place, strict=True):
        own = own[own[name] == value]
    if own.empty:
        return None
    card = card_of(metric)
    ends = pd.concat(
        [own["mean"], own["low"].clip(lower=card.low), own["high"].clip(upper=card.high)]
    ).dropna()
    left, right = ends.min(), ends.max()
    width = (right - left) or 1.0
    dots = []
    for row in own.to_dict("records"):
        low, high = (row["mean"] if pd.isna(row[end]) else row[end] for end in ("low", "high"))
        scaled = [round(100 * min(max((x - left) / width, 0), 1), 2) for x in (row["mean"], low, high)]
        name = row["method"]
        dots.append(Dot(name, *scaled, tables.text(row), name in CONTROLS, name == REFERENCE))
    title = f"{place[0]}: {tables.heading(metric)}"
    return Plot(title, card.unit.show(left), card.unit.show(right), dots)


def page(
    title: str,
    facts: Mapping[str, str],
    found: pd.DataFrame,
    costs: pd.DataFrame,
    links: Iterable[str],
    notices: Sequence[str] = (),
) -> str:
    """The page's HTML. facts: what was run, a name and a text each; links: files beside the page; notices:
    what to know before the first number.
    """
    places = list(dict.fromkeys(found[list(PLACE)].itertuples(index=False, name=None)))
    return render(
        "comparison.html.j2",
        title=title,
        facts=facts,
        notices=notices,
        plots=[one for one in (plot(found, place) for place in places) if one],
        by_corpora=tables.by_corpora(found),
        corpora=[
            (place[0], [*tables.of_corpus(found, place), *tables.differences(found, place)])
            for place in places
        ],
        costs=tables.cost(costs),
        reading=tables.reading(found),
        links=list(links),
    )


def markdown(
    title: str,
    facts: Mapping[str, str],
    found: pd.DataFrame,
    costs: pd.DataFrame,
    notices: Sequence[str] = (),
) -> str:
    """The same tables as Markdown."""
    places = list(dict.fromkeys(found[list(PLACE)].itertuples(index=False, name=None)))
    grids = [*tables.by_corpora(found)]
    for place in places:
        grids += [*tables.of_corpus(found, place), *tables.differences(found, place)]
    parts = [f"# {title}\n", "".join(f"- {name}: {text}\n" for name, text in facts.items())]
    parts += [f"**{line}**\n" for line in notices]
    parts += [f"## {one.title}\n\n{one.markdown()}" for one in grids if one.rows]
    of_costs = tables.cost(costs)
    parts.append(f"## {of_costs.title}\n\n{of_costs.markdown()}\n{bullets(of_costs.notes)}")
    parts.append("## How to read this\n\n" + bullets(tables.reading(found)))
    return "\n".join(parts)
