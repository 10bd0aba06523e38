"""Rows, columns and notes that the tables and figures of this paper share."""

from collections.abc import Iterable
from functools import partial

from steady_attention.metrics.card import PLAIN, SCIENTIFIC
from steady_attention.papers.seat import doubts
from steady_attention.printed import reported
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading, Where

SOURCE = "Hu et al. 2023"
MODEL = {"attention": "additive", "split": "test"}
ENCODERS = {"rnn": "RNN", "bilstm": "BiLSTM", "bert": "BERT"}
DATASETS = {"emotion": "Emotion", "sst": "SST", "hate": "Hate", "rotten_tomatoes": "RottenT"}
METHODS = {
    "vanilla": "Vanilla", "word_at": "Word-AT", "word_iat": "Word-iAT", "attention_rp": "Attention-RP",
    "attention_at": "Attention-AT", "attention_iat": "Attention-iAT", "seat": "SEAT",
}  # fmt: skip
AS_PUBLISHED = {"as_published": True}

SELECTED = (
    "The paper chooses its models on the F1 of the test split. Rows \"as published\" do so too; in all "
    "others the dev split chooses."
)  # fmt: skip
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
    "texts of one length, over that of the vanilla run of the same seed; 0: the same attention for every "
    "text, with which any stability can be had."
)
BASELINES = (
    "Attention-RP, -AT and -iAT are Kitada & Iyatomi's here, on the scores before the softmax; the paper's "
    "code perturbs the weights after it, so its rows are of other methods under these names."
)
NOTES = (SELECTED, F1, DEPENDENCE, BASELINES)


def rows(
    encoders: Iterable[str] = tuple(ENCODERS), printed: bool = True, fold: bool = False
) -> tuple[Heading, ...]:
    """The methods under each encoder; after them the same chosen as published, where there are such runs.

    printed: whether the paper has numbers for these encoders; fold: whether each row needs a run.
    """
    where: Where | None = {} if printed else None
    return tuple(
        Heading(
            f"{label}{', as published' if variant else ''}",
            {"encoder": encoder, "method": method, **variant},
            ENCODERS[encoder],
            where,
            fold=fold or bool(variant),
        )
        for encoder in encoders
        for variant in ({}, AS_PUBLISHED)
        for method, label in METHODS.items()
    )


def distances(at: str, printed: Where | None) -> tuple[Heading, ...]:
    """JSD and TVD under a perturbation, `delta=0.01` or `words=1`; printed: of the paper's numbers."""
    known = None if printed is None else {**printed, "metric": "jsd"}, None if printed is None else {
        **printed, "metric": "tvd"
    }  # fmt: skip
    return (
        Heading("JSD", {"metric": f"jsd@{at}"}, printed=known[0], unit=SCIENTIFIC),
        Heading("TVD", {"metric": f"tvd@{at}"}, printed=None, unit=SCIENTIFIC),
        Heading("TVD, sum of 32", {"metric": f"tvd_batch_sum@{at}"}, printed=known[1], unit=SCIENTIFIC),
    )


def prediction(printed: Where | None) -> tuple[Heading, ...]:
    """F1, as a fraction, and the largest class's."""
    return (
        Heading("F1", {"metric": "f1"}, printed=printed, unit=PLAIN),
        Heading("F1 of the largest class", {"metric": "majority_f1"}, printed=None, unit=PLAIN),
    )


def interpretability(printed: Where | None) -> tuple[Heading, ...]:
    """Comprehensiveness, sufficiency and sensitivity."""
    names = {"comprehensiveness": "Comp.", "sufficiency": "Suff.", "sensitivity": "Sens."}
    return tuple(
        Heading(label, {"metric": name}, printed=printed, unit=SCIENTIFIC) for name, label in names.items()
    )


DEPENDS = Heading(
    "attention variance / vanilla's", {"metric": "attention_variance_ratio"}, printed=None, unit=SCIENTIFIC
)


def on(datasets: Iterable[str], columns: Iterable[Heading], printed: Where | None = None) -> tuple:
    """The columns on each data set; printed: the paper's name of a data set where it is not ours."""
    columns, names = tuple(columns), {**DATASETS, **OTHERS}
    return tuple(
        Heading(
            column.label,
            {"dataset": dataset, **column.where},
            names[dataset],
            None if column.printed is None else {**column.printed, **(printed or {}).get(dataset, {})},
            column.unit,
            column.fold,
        )
        for dataset in datasets
        for column in columns
    )


OTHERS = {"imdb": "IMDB", "snli": "SNLI", "cnn": "CNN news", "babi1": "bAbI task 1"}


def table(name: str, title: str, rows: tuple[Heading, ...], columns: tuple[Heading, ...], **rest) -> Table:
    """One of the paper's tables; `10b` is a part of its Table 10; its `doubtful` come before those of all."""
    number, own = name.rstrip("abc"), rest.pop("doubtful", {})
    return Table(
        name=name,
        title=title,
        source=f"{SOURCE}, Table {number}",
        rows=rows,
        columns=columns,
        where=MODEL,
        printed=partial(reported.find, "seat", number),
        doubtful={**own, **doubts.DOUBTFUL},
        **rest,
    )
