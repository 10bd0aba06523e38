"""The sections of a profile that say how a model is built, trained and evaluated."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from steady_attention.settings import user_checkpoint
from steady_attention.settings.schema import Range, one_of
from steady_attention.settings.texts import Count
from steady_attention.store.errors import UserError

Positive = Annotated[float, Range(0.0, open_low=True)]
Share = Annotated[float, Range(0.0, 0.99)]
Open = Annotated[float, Range(0.0, 0.99, open_low=True)]
Part = Annotated[float, Range(0.0, 1.0, open_low=True)]
Precision = Literal["fp32", "tf32", "bf16"]  # of products: float32; on GPUs TensorFloat-32; bfloat16


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
    precision: Precision
    compile: bool  # the encoder by torch.compile
    unlabeled_ratio: Count  # unlabeled texts in a step, times the labeled ones


@dataclass(frozen=True)
class Random:
    """A BERT with random weights, whose vocabulary is trained on the profile's training texts."""

    vocabulary: Count  # word pieces, at most
    layers: Count
    heads: Count  # of self-attention; they divide the width
    width: Count  # of a state
    inner: Count  # width of the feed-forward layers


@dataclass(frozen=True)
class Bert:
    """The encoder bert: exactly one of `checkpoint` and `random`, and how it is trained."""

    checkpoint: str | None  # a name of corpora/bert/checkpoints.py, or a folder in data/own/
    random: Random | None
    limit: Annotated[int, Range(3)]  # pieces of a text, [CLS] and [SEP] among them; what is over is cut off
    train: Train
    methods: dict[str, dict[str, Any]]  # of a method: changed values of its section, as in `tuned`


@dataclass(frozen=True)
class Pretrain:
    """A BERT of random weights, trained to guess masked pieces of a profile's training texts and its pool."""

    texts: tuple[str, ...] | None  # further corpora, of which the training texts are read
    random: Random
    limit: Annotated[int, Range(3)]  # pieces of a block, [CLS] among them: the most that the model takes
    held_out: Open  # share of the texts, on which the perplexity is taken
    masked: Open  # share of the pieces
    epochs: Count
    batch_size: Count  # blocks
    learning_rate: Positive  # the highest
    warmup: Open  # share of the steps until it is reached; from there it falls to 0
    weight_decay: Annotated[float, Range(0.0)]
    precision: Precision
    seed: Annotated[int, Range(0)]


def check_pretrain(where: str, section: Pretrain, texts: Collection[str]) -> None:
    """Raise UserError, with the key, for heads that do not divide the width, and for further texts that are
    named twice or are among the profile's `texts` anyway.
    """
    _check_heads(f"{where}.random", section.random)
    further = section.texts or ()
    for place, name in enumerate(further):
        if name in texts or name in further[:place]:
            raise UserError(f"{where}.texts[{place}]: {name!r} is read already, expected another corpus")


def _check_heads(where: str, sizes: Random) -> None:
    if sizes.width % sizes.heads:
        raise UserError(f"{where}.heads: expected a divisor of the width {sizes.width}, got {sizes.heads}")


def check_bert(where: str, bert: Bert, methods: Iterable[str]) -> None:
    """Raise UserError, with the key, for both or none of checkpoint and random, heads that do not divide the
    width, a checkpoint without a plain name, and a method that is none of `methods`.
    """
    if (bert.checkpoint is None) == (bert.random is None):
        found = "neither" if bert.random is None else "both"
        raise UserError(f"{where}: expected exactly one of checkpoint and random, got {found}")
    if bert.random is not None:
        _check_heads(f"{where}.random", bert.random)
    if bert.checkpoint is not None:
        user_checkpoint.check_name(f"{where}.checkpoint", bert.checkpoint)
    for method in bert.methods:
        one_of(f"{where}.methods", method, methods)


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
