"""What a BERT's config.json says, of any publisher: read strictly, and nothing but a BERT."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

from steady_attention.pipeline import own_checkpoint
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.schema import Range, section
from steady_attention.pipeline.texts import Count

Dropped = Annotated[float, Range(0.0, 1.0)]
POSITIONS = "absolute"  # of position embeddings, the only kind that BERT has


@dataclass(frozen=True)
class Config:
    """The keys of transformers' BertConfig that decide what the model computes."""

    vocab_size: Count
    hidden_size: Count
    num_hidden_layers: Count
    num_attention_heads: Count
    intermediate_size: Count
    max_position_embeddings: Count
    type_vocab_size: Count
    hidden_act: str
    hidden_dropout_prob: Dropped
    attention_probs_dropout_prob: Dropped
    layer_norm_eps: Annotated[float, Range(0.0, open_low=True)]
    initializer_range: Annotated[float, Range(0.0, open_low=True)]


def read(folder: Path) -> Config:
    """The configuration in folder/config.json.

    Raises UserError, with the file, for one that is missing or no JSON, a model that is no BERT, a key that
    is missing or of another type, heads that do not divide the width, positions that are not absolute.
    """
    path = folder / own_checkpoint.CONFIG
    if not path.is_file():
        raise UserError(f"{path} is missing; run the download stage again")
    try:
        given = json.loads(path.read_bytes())
    except ValueError as error:
        raise UserError(f"{path} is not JSON: {error}") from error
    if not isinstance(given, dict) or given.get("model_type") != "bert":
        kind = given.get("model_type") if isinstance(given, dict) else given
        raise UserError(f"{path}: the model_type is {str(kind)[:80]!r}, expected 'bert': no other is known")
    if given.get("position_embedding_type", POSITIONS) != POSITIONS:
        raise UserError(f"{path}: position_embedding_type is {given['position_embedding_type']!r}, expected "
                        f"{POSITIONS!r}")  # fmt: skip
    names = [field.name for field in fields(Config)]
    found = section(str(path), {name: given[name] for name in names if name in given}, Config)
    if found.hidden_size % found.num_attention_heads:
        raise UserError(
            f"{path}: {found.num_attention_heads} heads do not divide the width {found.hidden_size}"
        )
    return found
