"""Figures 1 and 4 (one text perturbed), 2 (seeds, all texts), 3 (seeds, one text), 5 (the surrogate loss)."""

from typing import Literal

from steady_attention.metrics.card import Unit
from steady_attention.papers.seat.rows import DATASETS, METHODS, MODEL, SOURCE
from steady_attention.printed import reported
from steady_attention.report.figures.lines import Epochs
from steady_attention.report.figures.texts import Examples
from steady_attention.report.figures.violins import Violins
from steady_attention.results.query import Heading

SHOWN = tuple(
    Heading(METHODS[name], {"method": name}) for name in ("vanilla", "word_at", "attention_at", "seat")
)
PLACES = tuple(
    {"dataset": dataset, "encoder": encoder, "attention": "additive"}
    for dataset in ("sst", "rotten_tomatoes", "imdb")
    for encoder in ("bert", "bilstm", "rnn")
)
ANOTHER = "The paper shows a sentence of IMDB read by BERT; classes are numbered here as in the corpus."
INCONSISTENT = "The printed distances do not follow from the probabilities printed beside them."
DRAWN = "The paper's violins are drawn, not printed as numbers; it does not say of how many test texts."
FINE = Unit("plain", 1, 5)
TEST = (
    "The paper draws test curves; ours are of the dev split, since the test split is looked at once, when "
    "training is over."
)


def printed(figure: str) -> str:
    """The numbers that the paper's figure prints, in words."""
    found = []
    for method in SHOWN:
        numbers = [
            f"{metric.upper()} {number.text}"
            for metric in ("jsd", "tvd")
            if (number := reported.find("seat", figure, {**method.where, "metric": metric})) is not None
        ]
        found.append(f"{method.label} {', '.join(numbers)}")
    return f"Printed, of that sentence: {'; '.join(found)}."


def example(name: str, kind: Literal["words", "embedding", "seeds"], title: str, *notes: str) -> Examples:
    """One of the paper's three examples."""
    return Examples(
        name=name,
        title=title,
        source=f"{SOURCE}, Figure {name}",
        kind=kind,
        methods=SHOWN,
        places=PLACES,
        notes=(*notes, ANOTHER, printed(f"figure {name}"), INCONSISTENT),
    )


FIGURES = (
    example(
        "1", "words", "A text of which two words are replaced",
        "Two words drawn at random are replaced by their nearest neighbours in the word vectors (green).",
    ),
    Violins(
        name="2",
        title="Attention over random seeds",
        source=f"{SOURCE}, Figure 2",
        methods=tuple(Heading(METHODS[name], {"method": name}) for name in ("vanilla", "seat")),
        datasets=tuple(Heading(label, {"dataset": name}) for name, label in DATASETS.items()),
        where={"encoder": "rnn", "attention": "additive"},
        notes=(DRAWN,),
    ),
    example(
        "3", "seeds", "A text as models of two seeds read it",
        "The attention of examples is kept with four decimals: the JSD is rough below 1e-6.",
    ),
    example(
        "4", "embedding", "A text with noise on one word's embedding, variance 0.002",
        "The word is drawn at random; it stays as it is, its embedding moves.",
    ),
    Epochs(
        name="5",
        title="Surrogate top-k loss and overlap with vanilla attention's top k words",
        source=f"{SOURCE}, Figure 5; the paper's curves are drawn, not printed as numbers",
        x="epoch",
        x_label="epoch",
        lines=tuple(Heading(label, {"dataset": name}) for name, label in DATASETS.items()),
        panels=tuple(
            Heading(f"{label}, {shown}", {"split": split, "metric": metric}, unit=FINE)
            for split, shown in (("train", "training set"), ("dev", "dev set"))
            for metric, label in (("topk_loss", "surrogate loss (Eq. 5)"), ("overlap", "overlap"))
        ),
        where={**MODEL, "encoder": "rnn", "method": "seat"},
        notes=(TEST, "The paper does not say which encoder its curves are of."),
    ),
)  # fmt: skip
