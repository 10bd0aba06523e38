"""Figure 2."""

from steady_attention.papers.attention_vat.rows import DATASETS, METHODS, MODEL, SOURCE, VAT, of
from steady_attention.report.figures.lines import Lines
from steady_attention.results.query import Heading

SCORES = {
    "sst": ("f1", "F1"), "imdb": ("f1", "F1"), "cnn": ("accuracy", "accuracy"),
    "multinli": ("accuracy", "micro-F1"),
}  # fmt: skip
FIGURES = (
    Lines(
        name="2",
        title="Validation and test score with different amounts of unlabeled data",
        source=f"{SOURCE}, Figure 2; the paper's curves are drawn, not printed as numbers",
        x="unlabeled",
        x_label="unlabeled texts",
        lines=tuple(Heading(METHODS[name], {"method": name}) for name in VAT),
        panels=tuple(
            Heading(f"{label} {shown}", {**of(name), "split": split, "metric": metric}, DATASETS[name])
            for name, (metric, shown) in SCORES.items()
            for split, label in (("dev", "validation"), ("test", "test"))
        ),
        where=MODEL,
    ),
)
