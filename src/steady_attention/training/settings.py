"""What a run is trained with, of a profile's settings."""

from typing import Annotated, Literal

from pydantic import Field, Strict

from steady_attention.store.sections import Count, Flag, NotNegative, Positive, section

Precision = Literal["fp32", "tf32", "bf16"]  # of products: float32; on GPUs TensorFloat-32; bfloat16


@section
class Model:
    """Sizes of the classifier."""

    embedding: Count  # width of a word vector
    hidden: Count  # units of the encoder, each direction
    attention_hidden: Count  # width of the additive attention's hidden layer
    dropout: Annotated[float, Strict(), Field(ge=0.0, le=0.99)]  # of the embedded words


@section
class Train:
    """One run of training."""

    epochs: Count
    batch_size: Count
    learning_rate: Positive
    weight_decay: NotNegative  # L2, through Adam
    decayed: Literal["rest", "all"]  # what it is on: all but the embedding and the attention's scorer, or all
    word_dropout: NotNegative  # alpha: in training a word that occurs c times is <unk> at alpha / (alpha + c)
    patience: Count  # epochs without a better dev score before training stops
    selection: Literal["f1", "macro_f1", "accuracy"]  # the dev score that chooses the epoch
    precision: Precision
    compile: Flag  # the encoder by torch.compile
    unlabeled_ratio: Count  # unlabeled texts in a step, times the labeled ones
    curve_texts: Count  # dev texts, evenly spaced, of the curves by epoch of correlation, entropy and JSD
