"""Figures 1 and 4 (one text perturbed), 2 (seeds, all texts), 3 (seeds, one text), 5 (the surrogate loss)."""

from typing import Literal

from steady_attention.metrics.card import Unit
from steady_attention.papers.declare import DRAWN, by_dataset, by_method
from steady_attention.papers.seat.rows import DATASETS, METHODS, MODEL, PAPER
from steady_attention.papers.seat.studies import READINGS, SURROGATE, TERMS
from steady_attention.printed import reported
from steady_attention.report.figures.examples import Examples
from steady_attention.report.figures.lines import Epochs
from steady_attention.report.figures.violins import Violins
from steady_attention.results.query import Heading

SHOWN = by_method(METHODS, ("vanilla", "word_at", "attention_at", "seat"))
PLACES = tuple(
    {"dataset": dataset, "encoder": encoder, "attention": "additive"}
    for dataset in ("sst", "rotten_tomatoes", "imdb")
    for encoder in ("bert", "bilstm", "rnn")
)
ANOTHER = "The paper shows a sentence of IMDB read by BERT."
INCONSISTENT = "The printed distances do not follow from the probabilities printed beside them."
FINE = Unit("plain", 1, 5)
OF_HISTORY = TERMS | {"overlap": "overlap"}  # as a run's history calls them


def printed(figure: str) -> str:
    """The numbers that the paper's figure prints, in words."""
    texts = []
    for method in SHOWN:
        numbers = [
            f"{metric.upper()} {number.text}"
            for metric in ("jsd", "tvd")
            if (number := reported.find(PAPER.key, figure, {**method.where, "metric": metric})) is not None
        ]
        texts.append(f"{method.label} {', '.join(numbers)}")
    return f"Printed, of that sentence: {'; '.join(texts)}."


def example(name: str, kind: Literal["words", "embedding", "seeds"], title: str, note: str) -> Examples:
    """One of the paper's three examples."""
    notes = (note, ANOTHER, printed(f"figure {name}"), INCONSISTENT)
    return Examples(**PAPER.figure(name), title=title, kind=kind, methods=SHOWN, places=PLACES, notes=notes)


OBJECTIVE = Epochs(
    name="study1",
    title="SEAT's objective and its terms by epoch, on SST",
    source=f"Our figure; {PAPER.source} has none",
    lines=tuple(
        Heading(f"{label}: {split}", {"method": "seat", "split": split, **where})
        for label, where in READINGS.items()
        for split in ("train", "dev")
    ),
    panels=tuple(
        Heading(label, {"dataset": "sst", "metric": metric}, "SST", unit=FINE, fold=True)
        for label, metric in OF_HISTORY.items()
    ),
    where={"encoder": "bilstm", "attention": "additive"},
    fold=True,
    notes=(
        "Epoch 0 is before any step; the axis is that of the epochs after it.",
        "Eq. 6 is D1 + lambda1 D2 + lambda2 times the surrogate loss.",
    ),
)
FIGURES = (
    example(
        "1",
        "words",
        "A text of which two words are replaced",
        "Two words drawn at random are replaced by their nearest neighbours in the word vectors (green).",
    ),
    Violins(
        **PAPER.figure("2"),
        title="Attention over random seeds",
        methods=by_method(METHODS, ("vanilla", "seat")),
        datasets=by_dataset(DATASETS),
        where={"encoder": "rnn", "attention": "additive"},
        notes=(
            "The paper's violins are drawn, not printed as numbers; it does not say of how many test texts.",
        ),
    ),
    example(
        "3",
        "seeds",
        "A text as models of two seeds read it",
        "The attention of examples is kept with four decimals: the JSD is rough below 1e-6.",
    ),
    example(
        "4",
        "embedding",
        "A text with noise on one word's embedding, variance 0.002",
        "The word is drawn at random; it stays as it is, its embedding moves.",
    ),
    Epochs(
        **PAPER.figure("5", DRAWN),
        title="Surrogate top-k loss and overlap with vanilla attention's top k words",
        lines=by_dataset(DATASETS),
        panels=tuple(
            Heading(label, {"split": split, "metric": metric}, shown, unit=FINE)
            for split, shown in (("train", "training set"), ("dev", "dev set"))
            for metric, label in (("topk_loss", SURROGATE), ("overlap", "overlap"))
        ),
        where={**MODEL, "encoder": "rnn", "method": "seat"},
        notes=(
            "The paper draws test curves; ours are of the dev split, since the test split is looked at once, "
            "when training is over.",
            "The paper does not say which encoder its curves are of.",
        ),
    ),
    OBJECTIVE,
)
