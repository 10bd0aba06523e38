"""Does trained attention explain better than what one gets for free? Explanations of the same models, under
the same measures, beside vanilla's gradient x input.
"""

from steady_attention.metrics.card import PERCENT, PLAIN
from steady_attention.papers.controls.rows import LABELS, METHODS, MODEL
from steady_attention.report.tables.compared import EXPLANATION, Compared
from steady_attention.results.controls import EQUAL, TOLD
from steady_attention.results.query import Heading

EXPLANATIONS = {
    "attention": "attention",
    "permuted": "attention, permuted",
    "random": "random order",
    "gradient_x_input": "gradient x input",
    "integrated_gradients": "integrated gradients",
    "occlusion": "occlusion",
    "attention_x_gradient": "attention x gradient",
    "attention_x_value": "attention x |value|",
}
DATASETS = {
    "sst": "SST",
    "emotion": "Emotion",
    "rotten_tomatoes": "Rotten Tomatoes",
    "eraser_movies": "Movies (ERASER)",
}
MEASURES = {
    "Comp. normalised ↑": "explained_comprehensiveness_normalised",  # by which models can be compared: first
    "Suff. normalised ↓": "explained_sufficiency_normalised",
    "Comp. ↑": "explained_comprehensiveness",
    "Suff. ↓": "explained_sufficiency",
    "Token F1 ↑": "explained_token_f1",
    "AUPRC ↑": "explained_auprc",
    "sentiment words P@1 [%] ↑": "explained_p_at_1",
}
TRAINED = (*METHODS, "uniform", "frozen", "continued")
NOTES = (
    "Reference: vanilla's gradient x input, which needs no attention and no training of its own.",
    "Comp., Suff.: the drop of the predicted class's probability without, and with nothing but, the words "
    "that an explanation ranks first, the mean over shares of the text (DeYoung et al. 2020). Normalised: "
    "words deleted one by one in the whole order, between the least and the most that any order gives with "
    "the same model on the same text (Edin et al. 2024), on a small sample of short texts; models can be "
    "compared by these alone.",
    "Token F1, AUPRC: against human rationales. P@1: whether the word ranked first is a sentiment word, the "
    "mean of both polarities.",
    EQUAL,
    TOLD,
)


def table(number: int, dataset: str, label: str) -> Compared:
    """Methods by explanations on one data set, a measure a sheet."""
    return Compared(
        name=str(number),
        title=f"Explanations of the same models on {label}",
        source="Our table; no paper has it",
        rows=tuple(Heading(LABELS[method], {"method": method}) for method in TRAINED),
        columns=tuple(
            Heading(
                told,
                {"metric": metric, EXPLANATION: name},
                measure,
                unit=PERCENT if "%" in measure else PLAIN,
            )
            for measure, metric in MEASURES.items()
            for name, told in EXPLANATIONS.items()
        ),
        reference={"method": "vanilla", EXPLANATION: "gradient_x_input"},
        where={**MODEL, "dataset": dataset, "split": "test"},
        notes=NOTES,
    )


COMPARISONS = tuple(table(number, *named) for number, named in enumerate(DATASETS.items(), 1))
