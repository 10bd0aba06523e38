"""Table 5: the data sets."""

from steady_attention.papers import datasets
from steady_attention.papers.seat.rows import DATASETS, SOURCE

FIRST, SECOND = ({"column": f"{place} by the heading)"} for place in ("first (neg", "second (pos"))
TABLE = datasets.table(
    "5",
    f"{SOURCE}, Table 5",
    {**DATASETS, "rotten_tomatoes": "Rotten Tomatoes"},
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
)
