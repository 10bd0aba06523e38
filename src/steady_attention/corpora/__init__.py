"""The data sets: one file each, whose name is the name of the data set and which holds its `CORPUS`."""

from difflib import get_close_matches
from importlib import import_module

from steady_attention.corpora.corpus import Corpus
from steady_attention.pipeline.errors import UserError

NAMES = (  # in the order of the tables
    "synthetic_sentiment",
    "synthetic_pool",
    "sst",
    "sst5",
    "imdb",
    "ag_news",
    "ag_news4",
    "rotten_tomatoes",
    "emotion",
    "hate",
    "newsgroups",
    "yelp",
    "trec",
    "subj",
    "twitter",
    "one_billion_word",
)


def get(name: str) -> Corpus:
    """The corpus of steady_attention/corpora/<name>.py. Raises UserError for an unknown name."""
    if name not in NAMES:
        close = get_close_matches(name, NAMES, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise UserError(f"unknown corpus {name!r}: expected one of {', '.join(NAMES)}{hint}")
    return import_module(f"{__name__}.{name}").CORPUS
