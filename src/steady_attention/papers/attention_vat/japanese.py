"""The Japanese version: Tables 1 to 3 and Figure 2."""

from steady_attention.papers.attention_vat import tables
from steady_attention.papers.attention_vat.rows import (
    DATASETS,
    METHODS,
    MODEL,
    SAME_IVAT,
    SAME_VAT,
    SCORED,
    VAT,
    supervised,
    unlabeled,
)
from steady_attention.papers.declare import DRAWN, ENTROPY, SPREAD, Paper, by_measure, by_method, controls
from steady_attention.report.figures.lines import Lines
from steady_attention.results.controls import TOLD

PAPER = Paper("attention_vat_ja", "Kitada & Iyatomi 2022 (in Japanese)", MODEL, "ja")
BOTH = {name: DATASETS[name] for name in ("sst", "imdb")}
COLUMNS = by_measure(BOTH, {"F1 [%]": "f1", "Corr.": "pearson", **ENTROPY})
COMPARED = "F1, and Pearson's correlation between attention and gradient-based word importance"
SIZES = {
    "classes": "# classes",
    "train": "# train",
    "dev": "# valid",
    "test": "# test",
    "vocabulary": "# vocab",
    "words a text": "avg. # words",
}
TABLES = (
    PAPER.table(
        "1a",
        f"{COMPARED}: (a) supervised models",
        (*map(supervised, METHODS), *controls()),
        COLUMNS,
        notes=(SCORED, SAME_VAT, SAME_IVAT, SPREAD, TOLD),
    ),
    PAPER.table(
        "1b",
        f"{COMPARED}: (b) semi-supervised models",
        tuple(map(unlabeled, VAT)),
        COLUMNS,
        notes=(
            SCORED,
            "Printed rows used 50,000 unlabeled texts (SST) and 150,000 (IMDB).",
            SAME_IVAT,
            SPREAD,
        ),
    ),
    tables.rationales(PAPER, "2", "", tables.SOFT),
    PAPER.corpora("3", BOTH, SIZES),
)
FIGURES = (
    Lines(
        **PAPER.figure("2", DRAWN),
        title="Validation score with different amounts of unlabeled data",
        x="unlabeled",
        x_label="unlabeled texts",
        log=True,
        lines=by_method(METHODS, VAT),
        panels=by_measure(BOTH, {"validation F1": "f1"}),
        where={**MODEL, "split": "dev"},
    ),
)
