"""Hu et al. 2023, "SEAT: Stable and Explainable Attention" (AAAI 2023): its data sets and its claims."""

from steady_attention.papers import datasets
from steady_attention.report.figure import Figure

TITLE = "SEAT (Hu et al. 2023)"
SOURCE = "Hu et al. 2023"
FIRST, SECOND = ({"column": f"{place} by the heading)"} for place in ("first (neg", "second (pos"))

TABLES = (
    datasets.table(
        "5",
        f"{SOURCE}, Table 5",
        {"emotion": "Emotion", "sst": "SST", "hate": "Hate", "rotten_tomatoes": "Rotten Tomatoes"},
        (
            datasets.length("average length (texts)"),
            datasets.column("train, first class", "train", "count_class0", "train size", **FIRST),
            datasets.column("train, second class", "train", "count_class1", "train size", **SECOND),
            datasets.column("test, first class", "test", "count_class0", "test size", **FIRST),
            datasets.column("test, second class", "test", "count_class1", "test size", **SECOND),
        ),
        ("seat", "5"),
        (
            "The paper heads its two columns negative and positive; for SST and Hate its numbers are those "
            "of the classes in the other order.",
            "Emotion's printed length of 91 is no number of words: its tweets have 91 characters or so.",
        ),
    ),
)
FIGURES: tuple[Figure, ...] = ()
