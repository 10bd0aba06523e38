"""Kitada & Iyatomi 2022, "Making Attention Mechanisms More Robust and Interpretable with Virtual Adversarial
Training", and its version in Japanese (tables and figures whose names begin with "ja").
"""

from steady_attention.papers.attention_vat import idea, japanese, models, studies, tables
from steady_attention.papers.attention_vat.rows import DATASETS, METHODS, MODEL, PAPER, VAT, on
from steady_attention.papers.declare import DRAWN, by_method
from steady_attention.report.figures.lines import Lines
from steady_attention.results.query import Heading

TITLE = "Attention VAT and iVAT (Kitada & Iyatomi 2022)"
TABLES = (*tables.TABLES, *japanese.TABLES, *studies.TABLES)
SCORES = {  # of a data set: the metric, and its name here
    "sst": ("f1", "F1"),
    "imdb": ("f1", "F1"),
    "cnn": ("accuracy", "accuracy"),
    "multinli": ("accuracy", "micro-F1"),
}
AMOUNTS = Lines(
    **PAPER.figure("2", DRAWN),
    title="Validation and test score with different amounts of unlabeled data",
    x="unlabeled",
    x_label="unlabeled texts",
    log=True,
    lines=by_method(METHODS, VAT),
    panels=tuple(
        Heading(f"{label} {shown}", {**on(name), "split": split, "metric": metric}, DATASETS[name])
        for name, (metric, shown) in SCORES.items()
        for split, label in (("dev", "validation"), ("test", "test"))
    ),
    where=MODEL,
)
COMPARISONS = studies.COMPARISONS
FIGURES = (idea.FIGURE, AMOUNTS, models.FIGURE, *japanese.FIGURES)
