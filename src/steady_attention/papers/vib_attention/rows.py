"""Rows, columns and notes that the tables and figures of this paper share."""

from collections.abc import Iterable

from steady_attention.papers.declare import ATTENDING, Paper, controls
from steady_attention.results.query import Heading, Where
from steady_attention.run.runs import NO_ATTENTION

PAPER = Paper(
    "vib_attention",
    "Zhou et al. 2021",
    {"split": "test"},
    reference={"method": "vanilla", "attention": "additive"},
)
DATASETS = {
    "imdb": "IMDB",
    "sst5": "SST-1",
    "sst": "SST-2",
    "yelp": "Yelp",
    "ag_news4": "AG News",
    "trec": "Trec",
    "subj": "Subj",
    "twitter": "Twitter",
}
ALIASES = {"ag_news4": "ag_news"}  # the name that a printed number is found by, where it is not ours
ENCODERS = {"lstm": "LSTM", "bert": "BERT"}
METHODS = {  # the paper's suffix: our method with its attention
    "base": {"method": "base", "attention": NO_ATTENTION},
    "Random": {
        "method": "random",
        "attention": NO_ATTENTION,
    },  # words in random order, scored by the base run
    "ATT": {"method": "vanilla", "attention": "additive"},
    "VAT": {"method": "vib", "attention": "additive"},
}
LEARNER = {"compressor_epochs": 0}  # the learner alone: the attention stays vanilla's
RANKINGS = ("Random", "ATT", "VAT")
VAT = (
    "LSTM-VAT is this project's method vib; it is not virtual adversarial training, which other papers "
    "abbreviate alike."
)


def under(name: str, encoder: str, where: Where | None = None, **heading) -> Heading:
    """A row of one of METHODS under an encoder: `LSTM-VAT`; `Random` has no encoder in its name."""
    own = name if name == "Random" else f"{ENCODERS[encoder]}-{name}"
    label = heading.pop("label", own)
    return Heading(label, {**METHODS[name], "encoder": encoder, **(where or {})}, **heading)


def apart(where: Where | None = None, names: Iterable[str] = ATTENDING) -> tuple[Heading, ...]:
    """Rows of the controls under LSTM, without printed numbers."""
    return controls("LSTM", {"encoder": "lstm", "attention": "additive", **(where or {})}, names)


def largest_class(label: str, group: str = "") -> Heading:
    """A row of ours: the accuracy of always answering the class that most training texts have."""
    where = under("base", "lstm", {"metric": "majority_accuracy"}).where
    return Heading(label, where, group, printed=None, fold=True)


def column(dataset: str, label: str) -> Heading:
    """A column of a data set."""
    printed = {"dataset": ALIASES[dataset]} if dataset in ALIASES else {}
    return Heading(label, {"dataset": dataset}, printed=printed)


COLUMNS = tuple(column(*named) for named in DATASETS.items())


def groups(printed: tuple[str, ...], further: tuple[str, ...], where: Where | None = None) -> tuple:
    """Panels of the paper's data sets under both encoders; of further ones under LSTM, where they have a
    run.
    """
    return (
        *(
            Heading(f"{DATASETS[name]} ({label})", {"dataset": name, "encoder": encoder, **(where or {})})
            for encoder, label in ENCODERS.items()
            for name in printed
        ),
        *(
            Heading(
                f"{DATASETS[name]} (LSTM), ours",
                {"dataset": name, "encoder": "lstm", **(where or {})},
                fold=True,
            )
            for name in further
        ),
    )
