"""The tables: 1, 2 and 5 here, the others in `deletion` and `training`."""

from collections.abc import Iterator
from dataclasses import replace

from steady_attention.papers.vib_attention import deletion, training
from steady_attention.papers.vib_attention.rows import (
    ALIASES,
    COLUMNS,
    DATASETS,
    ENCODERS,
    LEARNER,
    PAPER,
    RANKINGS,
    VAT,
    apart,
    column,
    largest_class,
    under,
)
from steady_attention.report.tables.averages import AVERAGE
from steady_attention.results.query import Heading

CORPORA = PAPER.corpora(
    "1",
    DATASETS,
    {
        "classes": "# classes",
        "words a text": "average length",
        "train": "# train",
        "dev": "# dev",
        "test": "# test",
    },
    ("SST-1's dev split is printed 1,1101 (for 1,101).",),
    ALIASES,
)
CHOSEN = (
    "LSTM-VAT and BERT-VAT: the iteration is chosen on the dev split; one beta for all (our table 1; "
    "REPRODUCTION.md, 49)."
)
MAIN = PAPER.table(
    "2",
    "Accuracy on the test split",
    (
        *(under(name, encoder) for encoder in ENCODERS for name in ("base", "ATT", "VAT")),
        under("VAT", "lstm", LEARNER, label="LSTM-VAT, learner alone", printed=None, fold=True),
        *apart(),
        largest_class("Largest class (ours)"),
    ),
    (*COLUMNS, column(AVERAGE, "Average")),
    where={"split": "test", "metric": "accuracy"},
    notes=(
        VAT,
        CHOSEN,
        "Largest class: always the class that most training texts have.",
        "Average: over the eight data sets; a profile that lacks one has none.",
    ),
)


WORDS = {"p_at_{}": "P@{}", "r_at_{}": "R@{}", "f1_at_{}": "F1@{}"}
DETECTORS = tuple(
    under(name, encoder)
    for encoder in ENCODERS
    for name in RANKINGS
    if (name, encoder) != ("Random", "bert")  # the paper has one row of random words
)


def detected(dataset: str, **heading) -> Iterator[Heading]:
    """A block of a data set."""
    return (replace(row, where={**row.where, "dataset": dataset}, **heading) for row in DETECTORS)


DETECTION = PAPER.table(
    "5",
    "Sentiment words found by attention, by a model that is trained on the sentiment of whole texts",
    (
        *detected("twitter", group="Twitter"),
        *detected("sst", group="SST-2 (ours)", printed=None, fold=True),
        *apart({"dataset": "sst"}),
    ),
    tuple(
        Heading(
            label.format(size),
            {"metric": f"{metric.format(size)}@polarity={polarity}"},
            polarity.capitalize(),
            {"metric": metric.format(size), "polarity": polarity.capitalize()},
        )
        for polarity in ("positive", "negative")
        for size in (1, 5)
        for metric, label in WORDS.items()
    ),
    notes=(
        VAT,
        "Per cent; the mean over the texts of a polarity that have such a word. The K words with the most "
        "attention are taken for its sentiment words, K after the @.",
        "Twitter: phrases that people marked. SST-2, ours: words whose own leaf of the treebank has the "
        "sentiment, an open gold.",
    ),
)


COMPARISONS = training.COMPARISONS
TABLES = (CORPORA, MAIN, *deletion.TABLES, DETECTION, *training.TABLES)
