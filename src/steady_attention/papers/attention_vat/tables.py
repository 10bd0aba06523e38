"""Tables 1 to 6."""

from steady_attention.metrics.card import YES_NO
from steady_attention.papers.attention_vat.rows import (
    AMOUNTS,
    DATASETS,
    METHODS,
    MICRO,
    PAIR,
    PAPER,
    SAME_IVAT,
    SAME_VAT,
    SCORED,
    SINGLE,
    VAT,
    on,
    supervised,
    unlabeled,
)
from steady_attention.papers.declare import ENTROPY, SPREAD, Paper, by_measure, by_method, controls
from steady_attention.printed import reported
from steady_attention.report.tables.table import Table
from steady_attention.results.controls import EQUAL, TOLD
from steady_attention.results.query import MOST_RUN, NOWHERE, Heading, Where

PROPERTIES = ("attention_vulnerability", "unlabeled_data", "model_interpretability")  # frames.py has them


def _tick(conditions: Where) -> reported.Cell | None:
    """The printed tick mark."""
    metric = conditions["metric"].replace("_", " ")
    return reported.find(PAPER.key, "1", {"method": conditions["method"], "metric": metric})


TECHNIQUES = PAPER.table(
    "1",
    "What the techniques do",
    by_method(METHODS)[1:],
    tuple(Heading(name.replace("_", " "), {"metric": name}, unit=YES_NO) for name in PROPERTIES),
    where={**NOWHERE, "dataset": "none"},
    printed=_tick,
    numbers="methods",
    notes=(
        "Ours, from the methods' files: the attention is perturbed; texts without labels change the "
        "loss; the perturbation points along differences between words.",
        "By mathematics Attention iAT and iVAT, read as their equations stand, perturb as Attention AT "
        "and VAT do: the restriction to differences restricts nothing (our table 1).",
    ),
)
CORPORA = PAPER.corpora(
    "2",
    DATASETS,
    {
        "classes": "# classes",
        "train, labeled": "# train labeled (Nl)",
        "train, unlabeled": "# train unlabeled (Nu)",
        "dev": "# valid",
        "test": "# test",
        "vocabulary": "# vocab",
        "words a text": "avg. # words",
    },
    (
        "IMDB's training split is printed 17.186 (for 17,186).",
        "The unlabeled texts of single-text tasks come from a pool and are not counted here.",
    ),
)


def rows(*names: str) -> tuple[Heading, ...]:
    """Rows in the paper's order; the VAT methods with unlabeled data, and our supervised one after them."""
    own = (unlabeled(name) if name in VAT else supervised(name) for name in names)
    last = supervised(names[-1])
    ours = Heading(f"{last.label}, supervised (ours only)", last.where, printed=None)
    return (*own, ours, *controls())


A, B = "(a) AT- and VAT-based techniques", "(b) iAT- and iVAT-based techniques"
AT_VAT = rows("vanilla", "word_at", "word_vat", "attention_at", "attention_vat")
IAT_IVAT = rows("vanilla", "word_iat", "word_ivat", "attention_iat", "attention_ivat")
PREDICTED = "Prediction performance"
PREDICTION = (
    *by_measure(SINGLE, {"F1 [%]": "f1"}),
    Heading("accuracy [%]", {**on("cnn"), "metric": "accuracy"}, DATASETS["cnn"]),
    *(
        Heading("micro-F1 [%]", {**on(name), "metric": "accuracy"}, PAIR[name], {"metric": "micro_f1"})
        for name in ("snli", "multinli")
    ),
)
CORRELATED = "Pearson's correlation between attention and gradient-based word importance"
CORRELATION = tuple(
    Heading(label, {**on(name), "metric": metric}, group, printed)
    for name, group in DATASETS.items()
    for label, metric, printed in (
        ("Pearson", "pearson", {}),
        ("entropy of attention", "attention_entropy", None),
    )
)
SCORES = (
    PAPER.table(
        "3a", f"{PREDICTED}: {A}", AT_VAT, PREDICTION, notes=(SCORED, MICRO, AMOUNTS, SAME_VAT, TOLD)
    ),
    PAPER.table(
        "3b", f"{PREDICTED}: {B}", IAT_IVAT, PREDICTION, notes=(SCORED, MICRO, AMOUNTS, SAME_IVAT, TOLD)
    ),
    PAPER.table(
        "4a",
        f"{CORRELATED}: {A}",
        AT_VAT,
        CORRELATION,
        notes=(AMOUNTS, SAME_VAT, SPREAD, TOLD),
    ),
    PAPER.table(
        "4b",
        f"{CORRELATED}: {B}",
        IAT_IVAT,
        CORRELATION,
        notes=(AMOUNTS, SAME_IVAT, SPREAD, TOLD),
    ),
)

HARD = {"IOU F1": "iou_f1", "Token F1": "token_f1"}
SOFT = {"AUPRC": "auprc", "AP": "ap", "ROC-AUC": "roc_auc"}
MOVIES = (
    'The paper takes these reviews as "an additional evaluation criterion for the movie review task in the '
    'IMDB dataset" (section 4.3.3 of the English one), so its models may have been trained on IMDB; ours are '
    "trained on the training split of Movies itself."
)
SHARE = (
    "Hard rationales: the top share of tokens by attention, the share being that of human rationales in the "
    "training split (Movies: 0.0935), adjacent tokens joined. A token's score is the sum of its words' "
    "attention."
)
SCORER = "BERT-to-BERT was trained on the human rationales (DeYoung et al. 2020); it is not trained here."


def rationales(paper: Paper, name: str, title: str, measures: dict[str, str]) -> Table:
    """A table on agreement with human rationales."""
    bert = Heading("BERT-to-BERT (another system)", {"method": "bert_to_bert"})
    ours = (
        Heading(f"{METHODS[name]}, supervised (ours only)", {"method": name}, printed=None, fold=True)
        for name in ("attention_at", *VAT)
    )
    return paper.table(
        name,
        f"Agreement with human rationales{title}",
        (supervised("vanilla"), *map(unlabeled, VAT), bert, *ours, *controls()),
        by_measure({"eraser_movies": "Movies (ERASER)"}, measures),
        notes=(MOVIES, SHARE, *([EQUAL] if measures is SOFT else []), SCORER),
        fold=False,  # BERT-to-BERT has no run anywhere
    )


RATIONALES = (
    rationales(PAPER, "5a", ": hard rationale selection", HARD),
    rationales(PAPER, "5b", ": soft rationale selection", SOFT),
)
SELECTIONS = {  # label: our runs, and the paper's
    "Random": ({}, {"selection": "Random"}),
    "ANN, bag of words": ({"selection": "ann_bow"}, {"sentence_representation": "BoW"}),
    "ANN, average word embedding": (
        {"selection": "ann_average_embedding"},
        {"sentence_representation": "average word embedding"},
    ),
}
SELECTION = PAPER.table(
    "6",
    "Strategies of selecting unlabeled data",
    tuple(
        Heading(
            f"{METHODS[name]}, {label}", {"method": name, "unlabeled": MOST_RUN, **where}, printed=printed
        )
        for name in ("attention_vat", "attention_ivat")
        for label, (where, printed) in SELECTIONS.items()
    ),
    by_measure(SINGLE, {"F1 [%]": "f1", "Corr.": "pearson", **ENTROPY}),
    notes=(SCORED, SAME_VAT, SPREAD, "The same number of texts is selected by every strategy."),
)
TABLES = (TECHNIQUES, CORPORA, *SCORES, *RATIONALES, SELECTION)
