"""Rows, columns and notes that the tables and figures of this paper share."""

from steady_attention.papers.declare import Paper, labels
from steady_attention.results.query import MOST_RUN, Heading

MODEL = {"encoder": "bilstm", "attention": "additive", "split": "test"}  # their appendix A
PAPER = Paper("attention_vat", "Kitada & Iyatomi 2022", MODEL)
SINGLE = {"sst": "SST", "imdb": "IMDB", "ag_news": "AGNews"}
PAIR = {"cnn": "CNN news", "snli": "SNLI", "multinli": "MultiNLI"}
DATASETS = {**SINGLE, **PAIR}
HALF = {"labeled": "half"}  # pair tasks are trained on half of their training split (section 4.2)
METHODS = labels(
    "vanilla word_at word_iat word_vat word_ivat attention_at attention_iat attention_vat attention_ivat"
)
VAT = tuple(name for name in METHODS if name.endswith("vat"))

AMOUNTS = (
    "Printed rows with unlabeled data used 50,000 texts (SST), 150,000 (IMDB), 250,000 (AGNews), 190,149 "
    "(CNN news), 270,683 (SNLI) and 157,081 (MultiNLI), by the paper's footnotes."
)
SCORED = (
    "Ours: F1 of the positive class at p >= 0.5; of more than two classes the micro average, which is "
    "accuracy. The paper does not say which class it scores or where its threshold lies."
)
MICRO = "Micro-F1 of a task with one class a text is its accuracy."
SAME_VAT = (
    "With two classes the directions of Attention AT and Attention VAT are the same line, by mathematics "
    "(the divergence's second derivative has rank one): only the sign differs."
)
SAME_IVAT = (
    "Read as their equations stand, Attention iAT and iVAT give exactly the perturbations of Attention AT "
    "and VAT, by mathematics: a difference under that reading is the seeds'."
)


def supervised(name: str, **heading) -> Heading:
    """A row of a method trained on labeled texts alone."""
    return Heading(METHODS[name], {"method": name}, **heading)


def unlabeled(name: str) -> Heading:
    """A row of a method trained with the amount of unlabeled texts that most seeds have."""
    return Heading(f"{METHODS[name]}, unlabeled data", {"method": name, "unlabeled": MOST_RUN})


def on(dataset: str) -> dict[str, str]:
    """Conditions on a column of a data set: pair tasks are trained on half of the labels."""
    return {"dataset": dataset, **(HALF if dataset in PAIR else {})}
