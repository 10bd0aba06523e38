"""Kitada & Iyatomi 2021, "Attention Meets Perturbation: Robust and Interpretable Attention with Adversarial
Training" (arXiv 2009.12064): prediction and correlation on its ten tasks, and the effect of the size of the
perturbation.
"""

from itertools import product

from steady_attention.papers.declare import ENTROPY, SPREAD, by_method, controls, labels
from steady_attention.report.figures.lines import Lines
from steady_attention.report.tables.table import Table
from steady_attention.results.controls import TOLD
from steady_attention.results.query import Heading

TITLE = "Attention AT and iAT (Kitada & Iyatomi 2021)"
KITADA = "Kitada & Iyatomi 2021 (arXiv 2009.12064)"
PAPER = {"encoder": "bilstm", "attention": "additive", "split": "test"}
METHODS = labels("vanilla word_at word_iat attention_rp attention_at attention_iat")
DATASETS = {
    "sst": "SST",
    "imdb": "IMDB",
    "newsgroups": "20News sports",
    "ag_news": "AGNews",
    "cnn": "CNN news",
    "babi1": "bAbI task 1",
    "babi2": "bAbI task 2",
    "babi3": "bAbI task 3",
    "snli": "SNLI",
    "multinli": "MultiNLI",
}
ENCODERS = ("rnn", "lstm", "bilstm", "bert")
ATTENTIONS = {"additive": "additive", "dot": "scaled dot-product"}
MEASURES = {
    **{"F1 [%]": "f1", "accuracy [%]": "accuracy", "Pearson": "pearson"},
    **ENTROPY,
    "Kendall": "kendall",
}

UNPRINTED = "No printed numbers: the text of this paper that the project has holds none of its tables."
SCORED = (
    "F1: of the positive class at p >= 0.5; of more than two classes the micro average, which is accuracy."
)
NOISE = "Attention RP: random noise of the same norm, the control for the direction of Attention AT."


def _model(encoder: str, attention: str) -> tuple[Heading, ...]:
    """Rows of the methods with an encoder and an attention mechanism, and of the controls."""
    where, group = {"encoder": encoder, "attention": attention}, f"{encoder}, {ATTENTIONS[attention]}"
    rows = (Heading(label, {**where, "method": name}, group) for name, label in METHODS.items())
    return (*rows, *controls(group, where))


TABLES = (
    Table(
        name="1",
        title="Prediction, and correlation between attention and gradient-based word importance",
        source=f"Our table for {KITADA}",
        rows=tuple(
            row
            for dataset, group in DATASETS.items()
            for row in (
                *(
                    Heading(label, {"dataset": dataset, "method": name}, group)
                    for name, label in METHODS.items()
                ),
                *controls(group, {"dataset": dataset}),
            )
        ),
        columns=tuple(Heading(label, {"metric": metric}) for label, metric in MEASURES.items()),
        where=PAPER,
        notes=(UNPRINTED, SCORED, NOISE, SPREAD, TOLD),
    ),
    Table(
        name="1b",
        title="SST with other encoders and attention mechanisms",
        source="Our table; Table 1 has a BiLSTM with additive attention, as in appendices A and B of Kitada "
        "& Iyatomi 2022",
        rows=tuple(
            row
            for encoder, attention in product(ENCODERS, ATTENTIONS)
            if (encoder, attention) != (PAPER["encoder"], PAPER["attention"])
            for row in _model(encoder, attention)
        ),
        columns=tuple(
            Heading(label, {"metric": metric, "dataset": "sst"}, "SST") for label, metric in MEASURES.items()
        ),
        where={"split": "test"},
        notes=(NOISE, SPREAD, TOLD),
    ),
)

COMPARISONS = ()
FIGURES = (
    Lines(
        name="1",
        title="F1 and Pearson's correlation on SST with different sizes of the perturbation",
        source=f"Our figure for {KITADA}",
        x="epsilon",
        x_label="epsilon, the perturbation's L2 norm",
        lines=by_method(METHODS)[1:],
        panels=(
            Heading("validation F1", {"dataset": "sst", "metric": "f1", "split": "dev"}, "SST"),
            Heading("test F1", {"dataset": "sst", "metric": "f1"}, "SST"),
            Heading("Pearson", {"dataset": "sst", "metric": "pearson"}, "SST"),
        ),
        where=PAPER,
        log=True,
    ),
)
