"""Rows, columns and notes that the tables and figures of this paper share."""

from functools import partial

from steady_attention.printed import reported
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading, Where

SOURCE = "Zhou et al. 2021"
DATASETS = {
    "imdb": "IMDB", "sst5": "SST-1", "sst": "SST-2", "yelp": "Yelp", "ag_news4": "AG News",
    "trec": "Trec", "subj": "Subj", "twitter": "Twitter",
}  # fmt: skip
ALIASES = {"ag_news4": "ag_news"}  # the name that a printed number is found by, where it is not ours
ENCODERS = {"lstm": "LSTM", "bert": "BERT"}
METHODS = {  # the paper's suffix: our method with its attention
    "base": {"method": "base", "attention": "max"},
    "Random": {"method": "random", "attention": "max"},  # words in random order, scored by the base run
    "ATT": {"method": "vanilla", "attention": "additive"},
    "VAT": {"method": "vib", "attention": "additive"},
}  # fmt: skip
VAT = (
    "LSTM-VAT is this project's method vib; it is not virtual adversarial training, which other papers "
    "abbreviate alike."
)


def of(name: str, encoder: str, where: Where | None = None, **heading) -> Heading:
    """A row of one of METHODS under an encoder: `LSTM-VAT`; `Random` has no encoder in its name."""
    label = name if name == "Random" else f"{ENCODERS[encoder]}-{name}"
    return Heading(label, {**METHODS[name], "encoder": encoder, **(where or {})}, **heading)


def column(dataset: str, label: str, where: Where | None = None) -> Heading:
    """A column of a data set."""
    printed = {"dataset": ALIASES[dataset]} if dataset in ALIASES else {}
    return Heading(label, {"dataset": dataset, **(where or {})}, printed=printed)


def table(name: str, title: str, rows: tuple[Heading, ...], columns: tuple[Heading, ...], **rest) -> Table:
    """One of the paper's tables of scores on the test split."""
    return Table(
        name=name,
        title=title,
        source=f"{SOURCE}, Table {name}",
        rows=rows,
        columns=columns,
        printed=partial(reported.find, "vib_attention", name),
        **{"where": {"split": "test"}, **rest},
    )
