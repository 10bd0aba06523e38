"""Task: what the encoder auto is built from: a checkpoint of Hugging Face in a local folder, checked and put
into one form. Nothing is fetched, and no code of the checkpoint is run.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

from steady_attention.corpora.user.auto import SIZES, VECTORS, WEIGHTS
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_plain_json
from steady_attention.store.messages import shown
from steady_attention.text import hugging_face
from steady_attention.text.hugging_face import LOCAL

TOKENIZER = "tokenizer"  # the folder of the tokenizer, for `text.auto_pieces`
PROBE = "a"  # a text by which the special pieces around texts are found


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write auto.json, model.safetensors and tokenizer/ from the files of inputs["raw"].

    arguments: {"checkpoint": name, "limit": pieces of a text}, and `where`, the section. auto.json holds what
    `encoders.auto` builds the model by, and the ids of special pieces. The table of embeddings has a row 0 of
    its own for the padding, so that every id is one more than the tokenizer's. Raises UserError, with the
    user's folder, for what cannot work: see `hugging_face.tokenizer`, `_config`,
    `_special`, `_model` and `_check_limit`.
    """
    name, raw = f"data/own/{arguments['checkpoint']}", inputs["raw"]
    config = _config(name, raw)
    tokenizer = hugging_face.tokenizer(name, raw)
    special = _special(name, tokenizer)
    if getattr(config, "type_vocab_size", None) in (0, 1):
        special["kind"] = 0  # the model has one kind of piece, whatever its tokenizer says
    _check_limit(arguments["where"], name, config, arguments["limit"] + special["separators"] - 1)
    report("reading the weights")
    model = _model(name, raw)
    table = model.get_input_embeddings().weight.detach()
    pointer = table.data_ptr()
    if len(tokenizer) > len(table):
        raise UserError(
            f"{name}: the tokenizer has {len(tokenizer)} pieces, the model {len(table)} rows of embeddings; "
            "expected those of one checkpoint"
        )
    weights = {VECTORS: torch.cat([table.new_zeros(1, table.shape[1]), table])}
    weights |= {
        key: tensor.detach().float().clone()
        for key, tensor in model.state_dict().items()
        if tensor.data_ptr() != pointer
    }
    if lost := [key for key, tensor in weights.items() if not tensor.isfinite().all()]:
        raise UserError(f"{name}: the weight {lost[0]} holds a number that is not finite")
    save_file({key: tensor.contiguous() for key, tensor in weights.items()}, work / WEIGHTS)
    tokenizer.save_pretrained(work / TOKENIZER)
    given = json.loads(model.config.to_json_string(use_diff=False))
    write_plain_json(work / SIZES, {"config": given} | special, sort_keys=True)


def _config(name: str, raw: Path) -> Any:
    """The configuration. Raises UserError for a model that is no encoder alone."""
    transformers = hugging_face.library()
    from transformers.models.auto import modeling_auto as known

    with hugging_face.reading(f"{name}/config.json: transformers cannot read it"):
        config = transformers.AutoConfig.from_pretrained(raw, **LOCAL)
    kind = config.model_type
    if config.is_encoder_decoder:
        raise UserError(f"{name}: {kind} has an encoder and a decoder; expected an encoder, as RoBERTa is")
    decodes = kind in known.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES
    if (
        getattr(config, "is_decoder", False)
        or decodes
        and kind not in known.MODEL_FOR_MASKED_LM_MAPPING_NAMES
    ):
        raise UserError(
            f"{name}: {kind} is a decoder, whose words see only those before them; expected an encoder, as "
            "RoBERTa is"
        )
    return config


def _special(name: str, tokenizer: Any) -> dict[str, Any]:
    """Ids (one more than the tokenizer's) of the pieces that begin and end a text and of the unknown one, the
    first id behind the special ones; `separators` and `kind` as `encoders.auto` has them. Raises UserError
    where a text does not stand between one piece and another.
    """
    one, both = tokenizer(PROBE), tokenizer(PROBE, PROBE)
    ids, inner = one["input_ids"], tokenizer(PROBE, add_special_tokens=False)["input_ids"]
    if len(ids) != len(inner) + 2 or ids[1:-1] != inner:
        raise UserError(
            f"{name}: the tokenizer puts {shown(tokenizer.convert_ids_to_tokens(ids))} around a text; "
            "expected one special piece before it and one behind it"
        )
    unknown = tokenizer.unk_token_id if tokenizer.unk_token_id is not None else tokenizer.mask_token_id
    if unknown is None:
        raise UserError(f"{name}: the tokenizer has no piece for the unknown; expected one (unk_token)")
    first = next(number for number in range(len(tokenizer) + 1) if number not in tokenizer.all_special_ids)
    kinds = both.get("token_type_ids") or [0]
    return {
        "start": ids[0] + 1,
        "end": ids[-1] + 1,
        "unknown": unknown + 1,
        "first": first + 1,
        "separators": len(both["input_ids"]) - 2 * len(inner) - 2,
        "kind": kinds[-1],
    }


def _check_limit(where: str, name: str, config: Any, limit: int) -> None:
    """Raise UserError, with the key, for more pieces than the model has positions for."""
    positions = hugging_face.positions(config)
    if positions is not None and limit > positions:
        raise UserError(
            f"{where}.limit: {limit} pieces are more than the model takes, expected at most {positions} "
            f"(max_position_embeddings of {name}/config.json)"
        )


def _model(name: str, raw: Path) -> Any:
    """The model with its weights. Raises UserError where transformers cannot load it, or weights lack."""
    with hugging_face.reading(f"{name}: transformers cannot read it as an encoder"):
        model, told = hugging_face.library().AutoModel.from_pretrained(
            raw, use_safetensors=True, dtype=torch.float32, output_loading_info=True, **LOCAL
        )
    if lost := sorted(key for key in told["missing_keys"] if not key.startswith("pooler.")):
        more = f" and {len(lost) - 1} more" if lost[1:] else ""
        raise UserError(f"{name}: the weights lack {shown(lost[0])}{more}, so that a part would be random")
    return model.eval()
