"""How a profile's texts are prepared: sections of params.yaml."""

from dataclasses import dataclass
from typing import Annotated, Literal

from steady_attention.settings.schema import Range

Count = Annotated[int, Range(1)]


@dataclass(frozen=True)
class Preprocess:
    """How texts become tokens (Jain & Wallace 2019)."""

    boundaries: bool  # wrap every text in <sos> and <eos>, which get no attention
    length_filter: bool  # leave out the texts that Jain & Wallace leave out


@dataclass(frozen=True)
class Unlabeled:
    """How unlabeled sentences are drawn from the pool."""

    pool: str
    strategies: tuple[Literal["random", "ann_bow", "ann_average_embedding"], ...]
    amount: Count  # sentences drawn for each labeled corpus; a run uses the first `unlabeled` of them
    seed: Annotated[int, Range(0)]
    subpool: Count | None  # sentences of the pool, drawn at random, that the ann strategies search; null: all
    neighbours: Count  # of each labeled text, at first
    backend: Literal["exact", "annoy"]
    trees: Count  # of Annoy's forest
    search_k: Count  # rows that Annoy inspects for a query
    weighting: Literal["counts", "binary", "idf"]  # of the terms of a bag of words
    hashing: Count  # width of the hashed bags of words, which find candidates
    rerank: Count  # candidates that the true cosine puts in order
