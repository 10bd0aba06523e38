"""What a BERT's config.json says, of any publisher: read strictly, and nothing but a BERT."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, Strict

from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest, shown
from steady_attention.store.sections import Count, Positive, Text

Dropped = Annotated[float, Strict(), Field(ge=0.0, le=0.99)]
# of transformers' ACT2FN; the others (prelu, xielu) have weights of their own
ACTIVATIONS = tuple(
    "gelu gelu_10 gelu_accurate gelu_fast gelu_new gelu_python gelu_python_tanh gelu_pytorch_tanh "
    "hardswish laplace leaky_relu linear mish quick_gelu relu relu2 relu6 sigmoid silu sqrtsoftplus swish "
    "tanh".split()
)
# keys that may be left out, and what they must say where they are there: another value makes another model
OTHERWISE = {
    "position_embedding_type": "absolute",
    "is_decoder": False,
    "is_encoder_decoder": False,
    "add_cross_attention": False,
    "pruned_heads": {},
    "quantization_config": None,
    "pad_token_id": 0,  # the embeddings' row 0 belongs to the padding
}


@sections.section
class Config:
    """The keys of transformers' BertConfig that decide what the model computes."""

    vocab_size: Count
    hidden_size: Count
    num_hidden_layers: Count
    num_attention_heads: Count
    intermediate_size: Count
    max_position_embeddings: Count
    type_vocab_size: Count
    hidden_act: Text
    hidden_dropout_prob: Dropped
    attention_probs_dropout_prob: Dropped
    layer_norm_eps: Annotated[float, Strict(), Field(gt=0.0, le=1.0)]
    initializer_range: Positive


def read(folder: Path) -> Config:
    """The configuration in folder/config.json.

    Raises UserError, with the file and the key, for one that is missing or no JSON, a model that is no BERT,
    a key that is missing, stands twice or is of another type, an unknown activation, heads that do not divide
    the width, and what OTHERWISE says.
    """
    path = folder / user_checkpoint.CONFIG
    if not path.is_file():
        raise UserError(f"{path} is missing; run the download stage again")
    try:
        given = json.loads(path.read_bytes(), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path} is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise UserError(f"{path}: found {shown(given)}, expected an object with the keys of a BERT")
    if "model_type" not in given:
        raise UserError(f"{path}: missing key 'model_type', expected 'bert' there")
    if (kind := given["model_type"]) != "bert":
        raise UserError(f"{path}: the model_type is {str(kind)[:80]!r}, expected 'bert': no other is known")
    _check_kind(path, given)
    names = [field.name for field in fields(Config)]
    found = sections.read(str(path), {name: given[name] for name in names if name in given}, Config)
    if found.hidden_act not in ACTIVATIONS:
        raise UserError(
            f"{path}: hidden_act is {shown(found.hidden_act)}, expected one of {', '.join(ACTIVATIONS)}"
            f"{nearest(found.hidden_act, ACTIVATIONS)}"
        )
    if found.hidden_size % found.num_attention_heads:
        raise UserError(
            f"{path}: num_attention_heads is {found.num_attention_heads}, expected a divisor of hidden_size, "
            f"which is {found.hidden_size}"
        )
    return found


def _check_kind(path: Path, given: Mapping[str, Any]) -> None:
    """Raise UserError for another architecture, and for what OTHERWISE says."""
    made = given.get("architectures") or ["Bert"]
    if not isinstance(made, list) or not any(isinstance(one, str) and one.startswith("Bert") for one in made):
        raise UserError(f"{path}: architectures is {shown(made)}, expected a Bert...: no other is known")
    for key, usual in OTHERWISE.items():
        value = given.get(key)
        if value is not None and (value != usual or type(value) is not type(usual)):
            raise UserError(f"{path}: {key} is {shown(value)}, expected {shown(usual)}: no other is known")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of which no key stands twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {shown(twice)} stands twice")
    return found
