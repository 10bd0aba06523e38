"""Zhou et al. 2021, "Attending via both Fine-tuning and Compressing" (Findings of ACL 2021): its data sets
and its claims.
"""

from steady_attention.papers import datasets
from steady_attention.report.figure import Figure

TITLE = "Variational-information-bottleneck attention (Zhou et al. 2021)"
SOURCE = "Zhou et al. 2021"

TABLES = (
    datasets.table(
        "1",
        f"{SOURCE}, Table 1",
        {
            "imdb": "IMDB", "sst5": "SST-1", "sst": "SST-2", "yelp": "Yelp", "ag_news4": "AG News",
            "trec": "Trec", "subj": "Subj", "twitter": "Twitter",
        },
        (
            datasets.classes(),
            datasets.length("average length"),
            datasets.examples("train", "# train"),
            datasets.examples("dev", "# dev"),
            datasets.examples("test", "# test"),
        ),
        ("vib_attention", "1"),
        ("SST-1's dev split is printed 1,1101 (for 1,101).",),
        {"ag_news4": "ag_news"},
    ),
)  # fmt: skip
FIGURES: tuple[Figure, ...] = ()
