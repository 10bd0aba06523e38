"""A score at its place: a printed number, or ours over the seeds, under the names of claims.yaml."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Any, NamedTuple

import pandas as pd

from steady_attention.metrics.card import PERCENT
from steady_attention.metrics.cards import card_of, cards
from steady_attention.printed import NAMED, PERTURBATION
from steady_attention.printed.doubts import reasons
from steady_attention.printed.reported import Cell
from steady_attention.results.query import Index
from steady_attention.results.scores import BEST
from steady_attention.run.runs import NO_ATTENTION, RANDOM, variant_from

PLACE = ("encoder", "attention", "dataset", "metric")
SETTINGS = (  # keys of a variant, or of a metric as in jsd@delta=0.01; and of a variant `unlabeled`
    *("delta", "words", "k", "polarity", "iteration", "epoch", "ablation", "selection", "epsilon", "texts"),
)
AXES = (*PLACE, *SETTINGS)  # the two sides of a comparison agree on these
PRINTED_SETTINGS = PERTURBATION | {"K": "k", "iterations": "iteration"}  # printed: ours
ABLATIONS = {"none": "none", "L3": "l3", "L_topk": "topk", "L3+L_topk": "l3+topk"}
SELECTIONS = {  # printed, or ours: the name in claims.yaml
    "BoW": "ann_bow",
    "average word embedding": "ann_avg",
    "ann_average_embedding": "ann_avg",
}
OF_TWO_RUNS = {  # no perturbation: another seed, or the model from which SEAT begins
    "jsd@seeds": "jsd_seeds",
    "tvd@seeds": "tvd_seeds",
    "tvd@vanilla": "tvd_vanilla",
}
SEMI_SUPERVISED = ("attention_at", "attention_vat", "attention_vat_ja")  # papers with two regimes
SPLITS = ("test", "train")  # of train: what SEAT's training keeps of the top k words, and nothing else
HALVED = ("attention_vat", "attention_vat_ja")  # papers that train pair tasks on half of the labels
HALF = ("labeled", "half")
F1_OF_CLASS_0 = "f1_of_class_0"  # f1 is of class 1 (REPRODUCTION.md, 8)
STATE = ("attention_entropy", "pearson")  # two runs that differ at all differ in one of these; not so in F1
MECHANISM = "additive"  # the attention of all the papers' tables (tanh, Bahdanau et al. 2015)


class Runs(NamedTuple):
    """Whose score it is: runs of all seeds."""

    dataset: str
    encoder: str
    attention: str
    method: str
    variant: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, eq=False)
class Score:
    """One number with its place; `numbers` maps a seed to its value, in the unit in which the paper prints it
    (a printed number has the one seed 0, and no attention).
    """

    method: str | None = None
    dataset: str | None = None
    metric: str | None = None
    numbers: Mapping[int, float] = field(default_factory=dict)
    encoder: str | None = None
    attention: str | None = None
    regime: str | None = None  # supervised or semi in the papers on VAT
    delta: float | None = None
    words: float | None = None
    k: float | None = None
    polarity: str | None = None
    iteration: float | None = None
    epoch: float | None = None
    ablation: str | None = None
    selection: str | None = None
    unlabeled: float | None = None
    epsilon: float | None = None
    texts: str | None = None  # flat or clear: vanilla's attention on them
    paper: str | None = None
    table: str | None = None
    doubts: tuple[str, ...] = ()  # of a printed number: why the tables mark it with † (printed/doubts.yaml)
    runs: Runs | None = None  # of ours
    states: Mapping[int, tuple] = field(default_factory=dict)  # of ours, by seed: STATE of these runs


def from_print(cells: Iterable[Cell], facts: Iterable[Mapping] = ()) -> list[Score]:
    """Every printed number that a method has, and the facts that a text states (claims.yaml).

    Counts of the corpora, ticks and dashes are none.
    """
    scores = [_of_cell(cell) for cell in cells if cell.method and _float(cell.text) is not None]
    for fact in facts:
        place = {key: value for key, value in fact.items() if key != "value"}
        scores.append(Score(**place, numbers={0: float(fact["value"])}))
    return scores


def _of_cell(cell: Cell) -> Score:
    params = cell.params
    settings = {ours: _float(params[name]) for name, ours in PRINTED_SETTINGS.items() if name in params}
    if "polarity" in params:
        settings["polarity"] = params["polarity"].lower()
    if "regularisers" in params:
        settings["ablation"] = ABLATIONS[params["regularisers"]]
    if "selection" in params:
        settings["selection"] = SELECTIONS.get(params.get("sentence_representation"), RANDOM)
    return Score(
        cell.method,
        cell.corpus,
        cell.metric,
        {0: float(cell.text)},
        cell.encoder,
        regime=_printed_regime(cell),
        **settings,
        paper=NAMED.get(cell.paper, cell.paper),
        table=cell.table,
        doubts=tuple(reasons(cell)),
    )


def _printed_regime(cell: Cell) -> str | None:
    """None in the papers that have no unlabeled data."""
    if cell.paper not in SEMI_SUPERVISED:
        return None
    if "unlabeled_data" in cell.params:
        return "semi" if cell.params["unlabeled_data"] == "yes" else "supervised"
    return "semi" if cell.method.endswith("vat") and cell.table != "1a" else "supervised"


def of_tables(scores: Iterable[Score], tables: Iterable[str]) -> list[Score]:
    """The scores of the tables that a claim names as paper/table."""
    wanted = set(tables)
    return [score for score in scores if f"{score.paper}/{score.table}" in wanted]


def scaled(metric: str | None, paper: str) -> bool:
    """Whether the paper prints the metric in per cent."""
    card = cards().get(metric or "")
    return paper != "seat" and card is not None and card.unit == PERCENT


def selected(frame: pd.DataFrame, selection: str) -> pd.DataFrame:
    """The numbers of one selection of the epoch. A history's (split `train`) are of every epoch, so of both;
    a table without the column `selection` has the chosen epoch's alone.
    """
    if "selection" not in frame:
        return frame if selection == BEST else frame.iloc[:0]
    return frame[(frame["selection"] == selection) | (frame["split"] == "train")]


def of_class_0(frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers with the F1 of class 0 in the place of class 1's, where a data set has two classes; without
    the attacked F1, which is of class 1 alone.
    """
    other = frame["metric"] == F1_OF_CLASS_0
    there = frame["dataset"].isin(frame.loc[other, "dataset"].unique())
    of_class_1 = there & ((frame["metric"] == "f1") | frame["metric"].str.startswith("attacked_f1"))
    return pd.concat([frame[~other & ~of_class_1], frame[other].assign(metric="f1")])


def own_scores(frame: pd.DataFrame, paper: str, selection: str = BEST) -> list[Score]:
    """The scores of a suite (columns COLUMNS), seeds together, in the unit in which the paper prints them.

    Left out are
    - runs whose variant changes what is no axis of a claim (a beta): they are part of a sweep;
    - where a paper trains a task on half of the labels, the runs on all labels;
    - scores that are not finite (a correlation that is not defined).
    """
    seeds: dict[tuple, dict[int, float]] = defaultdict(dict)
    states: dict[tuple, dict[int, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for (*place, split, metric), numbers in Index(selected(frame, selection)).numbers.items():
        for variant, seed, value in numbers if split in SPLITS else ():
            if isfinite(value):
                seeds[*place, metric, tuple(variant.items())][seed] = value
            if metric in STATE and split == SPLITS[0]:
                states[*place, tuple(variant.items())][seed][metric] = value if isfinite(value) else None
    halved = {dataset for dataset, *_, variant in seeds if paper in HALVED and HALF in variant}
    rows = [
        _of_ours(place, numbers, paper, states[*place[:4], place[-1]])
        for place, numbers in seeds.items()
        if (place[0] in halved) == (HALF in place[-1])
    ]
    return [score for score in rows if score]


def _of_ours(
    place: tuple, numbers: Mapping[int, float], paper: str, states: Mapping[int, Mapping[str, float | None]]
) -> Score | None:
    """None of a sweep."""
    dataset, encoder, attention, method, name, variant = place
    metric, _, at = OF_TWO_RUNS.get(name, name).partition("@")
    if at and "=" not in at:
        at = f"{card_of(metric).parameter}={at}"
    axes = {**dict(variant), **variant_from(at, "metric")}
    axes.pop("run", None)  # whose numbers a derived row has
    axes.pop("labeled", None)
    if not set(axes) <= {*SETTINGS, "unlabeled"}:
        return None
    axes = {key: float(value) if isinstance(value, int) else value for key, value in axes.items()}
    if "selection" in axes:
        axes["selection"] = SELECTIONS.get(axes["selection"], axes["selection"])
    scale = 100 if scaled(metric, paper) else 1
    regime = "semi" if axes.get("unlabeled") else "supervised"
    return Score(
        method,
        dataset,
        metric,
        {seed: scale * value for seed, value in numbers.items()},
        encoder,
        MECHANISM if attention == NO_ATTENTION else attention,  # base is compared with methods that attend
        regime if paper in SEMI_SUPERVISED else None,
        **axes,
        runs=Runs(dataset, encoder, attention, method, variant),
        states={seed: tuple(sorted(one.items())) for seed, one in states.items() if len(one) == len(STATE)},
    )


def _float(text: str) -> float | None:
    """None of a dash, a tick or a missing cell."""
    try:
        return float(text)
    except ValueError:
        return None
