"""Printed numbers as cells: reported.yaml and the facts of the texts, under the names of claims.yaml."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from steady_attention.metrics.cards import printed_names
from steady_attention.store.errors import UserError

AXES = (  # the two sides of a comparison agree on these; `attention` is None in every printed cell
    "encoder", "attention", "dataset", "metric", "selection",
    "delta", "words", "k", "polarity", "iteration", "epoch", "ablation", "epsilon",
)  # fmt: skip
PREDICTION = ("f1", "accuracy", "micro_f1")
METHODS = {
    "seat_ablation": "seat", "vanilla_(no_regulariser)": "seat", "deyoung_et_al.": "bert_to_bert",
    "lstm_base": "base", "bert_base": "base", "lstm_att": "vanilla", "bert_att": "vanilla",
    "lstm_vat": "vib", "bert_vat": "vib",
}  # fmt: skip
DATASETS = {
    "agnews": "ag_news", "cnn_news": "cnn", "movies_(eraser)": "eraser_movies", "rottent": "rotten_tomatoes",
    "sst_1": "sst5", "sst_2": "sst", "semeval_2013_twitter": "twitter",
}  # fmt: skip
ABLATIONS = {"none": "none", "L3": "l3", "L_topk": "topk", "L3+L_topk": "l3+topk"}
SELECTIONS = {"Random": "random", "BoW": "ann_bow", "average word embedding": "ann_avg"}
PAPERS = {"vib_attention": "vib"}  # reported.yaml's name: claims.yaml's name


@dataclass(frozen=True, eq=False)
class Cell:
    """One number with its place; `numbers` maps a seed to its value (a printed cell has the one seed 0)."""

    method: str | None = None
    dataset: str | None = None
    metric: str | None = None
    numbers: Mapping[int, float] = field(default_factory=dict)
    encoder: str | None = None
    attention: str | None = None
    regime: str | None = None
    delta: float | None = None
    words: float | None = None
    k: float | None = None
    polarity: str | None = None
    iteration: float | None = None
    epoch: float | None = None
    ablation: str | None = None
    selection: str | None = None
    unlabelled: float | None = None
    epsilon: float | None = None
    paper: str | None = None
    table: str | None = None


def slug(text: str) -> str:
    """A printed name in small letters, its blanks and hyphens turned into underscores."""
    return text.lower().replace("-", "_").replace(" ", "_")


def number(text: str) -> float | None:
    """The value of a printed cell in the unit of its table; None for a dash, a tick or a missing cell."""
    try:
        return float(text)
    except ValueError:
        return None


def regime(paper: str, table: str, method: str, params: Mapping[str, str]) -> str | None:
    """supervised or semi in the papers on VAT; None in the others, which have no unlabelled data."""
    if paper not in ("attention_vat", "attention_vat_ja"):
        return None
    if "unlabeled_data" in params:
        return "semi" if params["unlabeled_data"] == "yes" else "supervised"
    return "semi" if method.endswith("vat") and table != "1a" else "supervised"


def selection(params: Mapping[str, str]) -> str | None:
    """How the unlabelled sentences were chosen (random, ann_bow, ann_avg); None if a table does not say."""
    return SELECTIONS[params.get("sentence_representation", "Random")] if "selection" in params else None


def placed(row: Mapping, paper: str, table: str) -> dict:
    """The axes of one row of reported.yaml, by the names of claims.yaml; an unknown metric is a UserError."""
    params = {key: str(value) for key, value in (row.get("params") or {}).items()}
    if row["metric"] not in printed_names():
        raise UserError(
            f"reported.yaml, {paper} table {table}: unknown metric {row['metric']!r} of {row['method']!r}; "
            f"expected one of {', '.join(printed_names())}: add it to the card of the measure"
        )
    method, dataset = slug(row["method"]), slug(row["dataset"])
    if paper == "seat" and table == "2" and dataset == "imdb":
        dataset = "emotion"  # the heading of table 2 is wrong: its numbers stand under Emotion in table 9
    method = METHODS.get(method, method)
    return {
        "method": method,
        "dataset": DATASETS.get(dataset, dataset),
        "metric": printed_names()[row["metric"]][0],
        "encoder": slug(row["encoder"]) if row.get("encoder") else None,
        "regime": regime(paper, table, method, params),
        "delta": number(params.get("delta_x", "")),
        "words": number(params.get("perturbed_words", "")),
        "k": number(params.get("K", "")),
        "polarity": params["polarity"].lower() if "polarity" in params else None,
        "iteration": number(params.get("iterations", "")),
        "ablation": ABLATIONS[params["regularisers"]] if "regularisers" in params else None,
        "selection": selection(params),
    }


def printed(reported: Mapping, facts: Iterable[Mapping] = ()) -> list[Cell]:
    """Every number of reported.yaml that a method has, and the facts that a text states (claims.yaml).

    Counts of the corpora, ticks and dashes are no cells.
    """
    cells = []
    for table in reported["tables"]:
        name, paper = str(table["table"]), PAPERS.get(table["paper"], table["paper"])
        for row in table["rows"]:
            value = number(row["value"])
            if value is not None and row.get("method"):
                place = placed(row, table["paper"], name)
                cells.append(Cell(**place, paper=paper, table=name, numbers={0: value}))
    for fact in facts:
        place = {key: value for key, value in fact.items() if key != "value"}
        cells.append(Cell(**place, numbers={0: float(fact["value"])}))
    return cells


def of_tables(cells: Iterable[Cell], tables: Iterable[str]) -> list[Cell]:
    """The cells of the tables that a claim names as paper/table."""
    wanted = set(tables)
    return [cell for cell in cells if f"{cell.paper}/{cell.table}" in wanted]
