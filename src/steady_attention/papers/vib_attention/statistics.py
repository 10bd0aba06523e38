"""Table 1: the data sets."""

from steady_attention.papers import datasets
from steady_attention.papers.vib_attention.rows import ALIASES, DATASETS, SOURCE

TABLE = datasets.table(
    "1",
    f"{SOURCE}, Table 1",
    DATASETS,
    (
        datasets.classes(),
        datasets.length("average length"),
        datasets.examples("train", "# train"),
        datasets.examples("dev", "# dev"),
        datasets.examples("test", "# test"),
    ),
    ("vib_attention", "1"),
    ("SST-1's dev split is printed 1,1101 (for 1,101).",),
    ALIASES,
)
