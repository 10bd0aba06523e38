"""A profile's own BERT: its sizes, and how it is pretrained."""

from typing import Annotated

from pydantic import Field, Strict

from steady_attention.store.sections import (
    LARGEST,
    Count,
    Index,
    Listed,
    NotNegative,
    Positive,
    Share,
    Text,
    section,
)
from steady_attention.training.settings import Precision

Limit = Annotated[int, Strict(), Field(ge=3, le=LARGEST)]  # pieces, [CLS] and [SEP] among them


@section
class Random:
    """A BERT with random weights, whose vocabulary is trained on the profile's training texts."""

    vocabulary: Count  # word pieces, at most
    layers: Count
    heads: Count  # of self-attention; they divide the width
    width: Count  # of a state
    inner: Count  # width of the feed-forward layers


@section
class Pretrain:
    """A BERT of random weights, trained to guess masked pieces of a profile's training texts and its pool."""

    texts: Listed[Text] | None  # further corpora, of which the training texts are read
    random: Random
    limit: Limit  # of a block: the most that the model takes
    held_out: Share  # of the texts, on which the perplexity is taken
    masked: Share  # of the pieces
    epochs: Count
    batch_size: Count  # blocks
    learning_rate: Positive  # the highest
    warmup: Share  # of the steps until it is reached; from there it falls to 0
    weight_decay: NotNegative
    precision: Precision
    seed: Index
