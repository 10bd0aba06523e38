"""The data sets: one file each, whose name is the name of the data set and which holds its `CORPUS`."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

from steady_attention.corpora.corpus import Corpus
from steady_attention.store.errors import UserError

NAMES = (  # in the order of the tables
    "synthetic_sentiment",
    "synthetic_topic",
    "synthetic_nli",
    "synthetic_qa",
    "synthetic_rationale",
    "synthetic_pool",
    "sst",
    "sst5",
    "imdb",
    "ag_news",
    "ag_news4",
    "rotten_tomatoes",
    "eraser_movies",
    "emotion",
    "hate",
    "newsgroups",
    "yelp",
    "trec",
    "subj",
    "twitter",
    "twitter_phrases",
    "cnn",
    "babi1",
    "babi2",
    "babi3",
    "snli",
    "multinli",
    "one_billion_word",
)


def get(name: str) -> Corpus:
    """The corpus of steady_attention/corpora/<name>.py. Raises UserError for an unknown name."""
    if name not in NAMES:
        close = get_close_matches(name, NAMES, n=1)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        raise UserError(f"unknown corpus {name!r}: expected one of {', '.join(NAMES)}{hint}")
    return import_module(f"{__name__}.{name}").CORPUS


def of(arguments: Mapping[str, Any]) -> Corpus:
    """The corpus that a task's arguments name: {"corpus": name}, with the section "own" for a user's own.

    Raises UserError for an unknown name, and for one of the user's that is a name of NAMES.
    """
    name = arguments["corpus"]
    if "own" not in arguments:
        return get(name)
    if name in NAMES:
        raise UserError(f"corpora.{name}: {name} is a data set of this project; choose another name")
    return import_module(f"{__name__}.own").corpus(name, arguments["own"])
