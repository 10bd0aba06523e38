"""The sections of a profile that say how a model is built, trained and evaluated."""

from dataclasses import dataclass
from typing import Annotated, Literal

from steady_attention.pipeline.schema import Range
from steady_attention.pipeline.texts import Count

Positive = Annotated[float, Range(0.0, open_low=True)]
Share = Annotated[float, Range(0.0, 0.99)]
Part = Annotated[float, Range(0.0, 1.0, open_low=True)]


@dataclass(frozen=True)
class Model:
    """Sizes of the classifier."""

    embedding: Count  # width of a word vector
    hidden: Count  # units of the encoder, each direction
    attention_hidden: Count  # width of the additive attention's hidden layer
    dropout: Share  # of the embedded words


@dataclass(frozen=True)
class Train:
    """One run of training."""

    epochs: Count
    batch_size: Count
    learning_rate: Positive
    weight_decay: Annotated[float, Range(0.0)]  # L2, through Adam
    patience: Count  # epochs without a better dev score before training stops
    selection: Literal["f1", "macro_f1", "accuracy"]  # the dev score that chooses the epoch
    unlabeled_ratio: Count  # unlabeled texts in a step, times the labeled ones


@dataclass(frozen=True)
class Evaluate:
    """How the measures of a trained run are taken."""

    deltas: tuple[Positive, ...]  # variances of the Gaussian noise on one word's embedding
    draws: Count  # of that noise, averaged
    replaced_words: tuple[Count, ...]  # words of a text that are replaced by their nearest neighbour
    rationale_words: Count  # of a text's rationale for comprehensiveness and sufficiency
    rationale_shares: tuple[
        Part, ...
    ]  # of a text's words; sizes over which erasure and sensitivity are averaged
    sensitivity_texts: Count  # test texts of which the sensitivity is taken
    sensitivity_steps: Count  # of the search for the smallest perturbation
    deleted_words: Count  # largest K of the deletion curves
    tsne_texts: Count  # test texts whose representations are drawn
