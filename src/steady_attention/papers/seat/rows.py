"""Rows, columns and notes that the tables and figures of this paper share."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from steady_attention.metrics.card import PLAIN, SCIENTIFIC
from steady_attention.papers.declare import Paper, controls, labels
from steady_attention.report.tables.table import Table
from steady_attention.results.controls import CONTROLS, TOLD
from steady_attention.results.query import Heading, Where

MODEL = {"attention": "additive", "split": "test"}
PAPER = Paper("seat", "Hu et al. 2023", MODEL, kept=("as_published",))
ENCODERS = {"rnn": "RNN", "bilstm": "BiLSTM", "bert": "BERT"}
DATASETS = {"emotion": "Emotion", "sst": "SST", "hate": "Hate", "rotten_tomatoes": "RottenT"}
OTHERS = {"imdb": "IMDB", "snli": "SNLI", "cnn": "CNN news", "babi1": "bAbI task 1"}
METHODS = labels("vanilla word_at word_iat attention_rp attention_at attention_iat seat", "-")
AS_PUBLISHED = {"as_published": True}

SELECTED = (
    'The paper chooses its models on the F1 of the test split. Rows "as published" do so too; in all others '
    "the dev split chooses."
)
DISTANCES = (
    "JSD: of attention, natural logarithm. TVD: of predictions, in [0, 1], as the appendix defines it. Most "
    "printed TVD are above 1, up to 28: possible as a sum over a batch of 32 texts or in per cent; which, is "
    "not said. (BERT had batches of 8, and Figure 4 prints 2.321 for one text.) They stand beside the first "
    "of these readings, 32 times our TVD, without a difference."
)
F1 = (
    "F1, ours: of the second class at p >= 0.5; the paper does not say which class or mean. Largest class: "
    "the F1 of always answering the class that most training texts have."
)
DEPENDENCE = (
    "Attention variance / vanilla's: is the attention still a function of its input? Its variance over "
    "texts of one length, over the mean of the vanilla runs' (a ratio of means, so that one seed does not "
    "rule); 0: the same attention for every text, with which any stability can be had."
)
BASELINES = (
    "Attention-RP, -AT and -iAT are Kitada & Iyatomi's here, on the scores before the softmax; the paper's "
    "code perturbs the weights after it, so its rows are of other methods under these names."
)
NOTES = (SELECTED, F1, DEPENDENCE, BASELINES, TOLD)


def rows(
    encoders: Iterable[str] = tuple(ENCODERS), printed: bool = True, fold: bool = False
) -> tuple[Heading, ...]:
    """The methods under each encoder; after them the same chosen as published, and the controls, where there
    are such runs.

    printed: whether the paper has numbers for these encoders; fold: whether each row needs a number.
    """
    return tuple(row for encoder in encoders for row in _of_encoder(encoder, printed, fold))


def _of_encoder(encoder: str, printed: bool, fold: bool) -> tuple[Heading, ...]:
    group = ENCODERS[encoder]
    own = (
        Heading(
            f"{label}{', as published' if variant else ''}",
            {"encoder": encoder, "method": method, **variant},
            group,
            {} if printed else None,
            fold=fold or bool(variant),
        )
        for variant in ({}, AS_PUBLISHED)
        for method, label in METHODS.items()
    )
    return (*own, *controls(group, {"encoder": encoder}, CONTROLS))


def small(label: str, metric: str, printed: Where | None = None) -> Heading:
    """A column of a measure that may be small."""
    return Heading(label, {"metric": metric}, printed=printed, unit=SCIENTIFIC)


def distances(at: str, printed: Where | None) -> tuple[Heading, ...]:
    """JSD and TVD under a perturbation, `delta=0.01` or `words=1`; printed: of the paper's numbers."""
    jsd, tvd = (None if printed is None else {**printed, "metric": metric} for metric in ("jsd", "tvd"))
    total = small("TVD, sum of 32", f"tvd_batch_sum@{at}", tvd)
    return small("JSD", f"jsd@{at}", jsd), small("TVD", f"tvd@{at}"), total


def prediction(printed: Where | None) -> tuple[Heading, ...]:
    """F1, as a fraction, and the largest class's."""
    return (
        Heading("F1", {"metric": "f1"}, printed=printed, unit=PLAIN),
        Heading("F1 of the largest class", {"metric": "majority_f1"}, printed=None, unit=PLAIN),
    )


def interpretability(printed: Where | None) -> tuple[Heading, ...]:
    """Comprehensiveness, sufficiency and sensitivity."""
    names = {"Comp.": "comprehensiveness", "Suff.": "sufficiency", "Sens.": "sensitivity"}
    return tuple(small(label, name, printed) for label, name in names.items())


NORMALISED = tuple(  # ours
    Heading(f"{label} normalised", {"metric": name}, printed=None, fold=True)
    for label, name in (("Comp.", "comprehensiveness_normalised"), ("Suff.", "sufficiency_normalised"))
)
BOUNDS = (
    "Normalised (ours): words deleted one by one in the whole order that attention gives, between the least "
    "and the most that any order gives with the same model on the same text (Edin et al. 2024), on a small "
    "sample of short texts; so models can be compared. The row of words in random order says what no "
    "knowledge gets."
)
DEPENDS = replace(small("attention variance / vanilla's", "attention_variance_ratio"), beside=True)


def on(datasets: Iterable[str], columns: Iterable[Heading], printed: Where | None = None) -> tuple:
    """The columns on each data set; printed: the paper's name of a data set where it is not ours."""
    names, printed, columns = {**DATASETS, **OTHERS}, printed or {}, tuple(columns)
    return tuple(
        replace(
            column,
            where={"dataset": dataset, **column.where},
            group=names[dataset],
            printed=None if column.printed is None else {**column.printed, **printed.get(dataset, {})},
        )
        for dataset in datasets
        for column in columns
    )


def table(name: str, title: str, rows: tuple, columns: tuple, **rest: Any) -> Table:
    """One of the paper's tables; `10b` is a part of its Table 10."""
    return PAPER.table(name, title, rows, columns, name.rstrip("abc"), **rest)
