"""The three files of a pretrained BERT, checked together, before any work is done with them."""

from collections.abc import Iterable
from pathlib import Path

from steady_attention.corpora.bert import config as bert_config
from steady_attention.corpora.bert import vocabulary as bert_vocabulary
from steady_attention.corpora.bert import weights as bert_weights
from steady_attention.corpora.bert.config import Config
from steady_attention.settings.user_checkpoint import CONFIG, VOCABULARY, WEIGHTS
from steady_attention.store.errors import UserError


def read(folder: Path) -> Config:
    """The configuration. Raises UserError for what `bert_config.read`, `bert_vocabulary.read` and
    `bert_weights.check` refuse, and for more pieces than the configuration has rows; fewer may be.
    """
    config = bert_config.read(folder)
    count = len(bert_vocabulary.read(folder / VOCABULARY))
    if count > config.vocab_size:
        raise UserError(
            f"{folder / VOCABULARY}: {count} pieces, expected at most {config.vocab_size}, the vocab_size of "
            f"{CONFIG}"
        )
    bert_weights.check(folder / WEIGHTS, config)
    return config


def check_section(where: str, limit: int, folder: Path, pairs: Iterable[str]) -> None:
    """Check a BERT by the section `where`, of that limit. pairs: the corpora that are known to hold pairs.
    Raises UserError as `check_limit` and `check_pairs` do.
    """
    config = bert_config.read(folder)
    check_limit(where, folder, config, limit)
    for name in pairs:
        check_pairs(folder, config, name)


def check_limit(where: str, folder: Path, config: Config, limit: int) -> None:
    """Raise UserError, with both keys, for a limit over the model's positions. where: the limit's section."""
    if limit > config.max_position_embeddings:
        raise UserError(
            f"{where}.limit: {limit} pieces are more than the model takes, expected at most "
            f"{config.max_position_embeddings}, max_position_embeddings of {folder / CONFIG}"
        )


def check_pairs(folder: Path, config: Config, corpus: str) -> None:
    """Raise UserError, with the key, for a BERT that cannot tell the two texts of a corpus's pairs apart."""
    if config.type_vocab_size < 2:
        raise UserError(
            f"{folder / CONFIG}: type_vocab_size is {config.type_vocab_size}, expected at least 2, since "
            f"{corpus} holds pairs of texts"
        )
