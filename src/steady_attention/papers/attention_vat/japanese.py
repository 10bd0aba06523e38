"""The Japanese version: Tables 1 to 3 and Figure 2."""

from functools import partial

from steady_attention.papers import datasets
from steady_attention.papers.attention_vat.rationales import EQUAL, MOVIES, RATIONALES, SCORER, SOFT
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
from steady_attention.printed import reported
from steady_attention.report.figures.lines import Lines
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading

SOURCE = "Kitada & Iyatomi 2022 (in Japanese)"
BOTH = {name: DATASETS[name] for name in ("sst", "imdb")}
COLUMNS = tuple(
    Heading(heading, {"dataset": name, "metric": metric}, label)
    for name, label in BOTH.items()
    for heading, metric in (("F1 [%]", "f1"), ("Corr.", "pearson"))
)


def table(name: str, title: str, rows: tuple[Heading, ...], columns: tuple[Heading, ...], **rest) -> Table:
    """A table of the Japanese version."""
    return Table(
        name=f"ja{name}",
        title=title,
        source=f"{SOURCE}, Table {name}",
        rows=rows,
        columns=columns,
        where=MODEL,
        printed=partial(reported.find, "attention_vat_ja", name),
        **rest,
    )


COMPARED = "F1, and Pearson's correlation between attention and gradient-based word importance"
SIZES = (datasets.examples("train", "# train"), datasets.examples("dev", "# valid"),
         datasets.examples("test", "# test"))  # fmt: skip
TABLES = (
    table(
        "1a", f"{COMPARED}: (a) supervised models", tuple(map(supervised, METHODS)), COLUMNS,
        notes=(SCORED, SAME_VAT, SAME_IVAT),
        doubtful={("attention_at", "sst", "pearson"): "printed equal to Vanilla's in all digits"},
    ),
    table(
        "1b", f"{COMPARED}: (b) semi-supervised models", tuple(map(unlabeled, VAT)), COLUMNS,
        notes=(SCORED, "Printed rows used 50,000 unlabeled texts (SST) and 150,000 (IMDB).", SAME_IVAT),
    ),
    table(
        "2", "Agreement with human rationales",
        (
            supervised("vanilla"),
            *map(unlabeled, VAT),
            Heading("BERT-to-BERT (another system)", {"method": "bert_to_bert"}),
        ),
        tuple(
            Heading(label, {"dataset": "eraser_movies", "metric": metric}, "Movies (ERASER)")
            for metric, label in SOFT.items()
        ),
        notes=(MOVIES, RATIONALES, EQUAL, SCORER),
        fold=False,  # BERT-to-BERT has no run anywhere
    ),
    datasets.table(
        "ja3",
        f"{SOURCE}, Table 3",
        BOTH,
        (datasets.classes(), *SIZES, datasets.vocabulary("# vocab"), datasets.length("avg. # words")),
        ("attention_vat_ja", "3"),
    ),
)  # fmt: skip
FIGURES = (
    Lines(
        name="ja2",
        title="Validation score with different amounts of unlabeled data",
        source=f"{SOURCE}, Figure 2; the paper's curves are drawn, not printed as numbers",
        x="unlabeled",
        x_label="unlabeled texts",
        lines=tuple(Heading(METHODS[name], {"method": name}) for name in VAT),
        panels=tuple(
            Heading("validation F1", {"dataset": name, "metric": "f1"}, label) for name, label in BOTH.items()
        ),
        where={**MODEL, "split": "dev"},
    ),
)
