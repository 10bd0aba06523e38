"""What a folder must hold to be a classifier that can be explained, and what is wrong where it is none."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from torch import nn

from steady_attention.corpora.user.auto import CONFIG, PICKLED, SHARDS, TOKENIZERS, WEIGHTS
from steady_attention.models.dense import Dense
from steady_attention.store.errors import UserError
from steady_attention.store.messages import shown
from steady_attention.text import hugging_face
from steady_attention.text.hugging_face import LOCAL

UNLIMITED = 1_000_000  # transformers has a number like 1e30 for a tokenizer that names no limit


class Loaded(NamedTuple):
    """model, in evaluation mode; tokenizer; the names of the classes; the pieces that it takes at most; the
    piece that pads, None where model and tokenizer name none together.
    """

    model: Any
    tokenizer: Any
    classes: tuple[str, ...]
    limit: int | None
    padding: int | None


def load(folder: Path) -> Loaded:
    """The classifier in a folder; nothing is fetched, and none of its own code is run.

    Raises UserError, saying what to do, for a folder without configuration, tokenizer or weights, pickled
    weights, a checkpoint without a trained classifier, a tokenizer without offsets, a regression, and what
    transformers cannot load.
    """
    _check_files(folder)
    tokenizer = hugging_face.tokenizer(folder, folder)
    model, loading = _model(folder)
    if lost := sorted(loading["missing_keys"]):
        more = f" and {len(lost) - 1} more" if lost[1:] else ""
        raise UserError(
            f"{folder}: the weights lack {shown(lost[0])}{more}, so "
            "that a part of the classifier would be random; expected a checkpoint that was trained for "
            "classification and saved by save_pretrained"
        )
    amount = model.config.num_labels
    if amount < 2:
        raise UserError(f"{folder / CONFIG}: one output, a regression; expected two classes or more")
    if model.config.problem_type == "multi_label_classification":
        raise UserError(
            f"{folder / CONFIG}: problem_type is multi_label_classification; expected one class for each text"
        )
    classes = tuple(str(model.config.id2label[number]) for number in range(amount))
    for module in model.modules():
        if type(module) is nn.Linear:
            module.__class__ = Dense  # the same weights, and twice as fast under the package's variables
    return Loaded(
        model.eval().requires_grad_(False),
        tokenizer,
        classes,
        _limit(model.config, tokenizer),
        _padding(model, tokenizer),
    )


def _check_files(folder: Path) -> None:
    """Raise UserError unless configuration, weights and tokenizer are there."""
    if not folder.is_dir():
        raise UserError(
            f"{folder} is no folder; expected one with {CONFIG}, {WEIGHTS} and a tokenizer's files"
        )
    if not (folder / CONFIG).is_file():
        raise UserError(f"{folder} lacks {CONFIG}; expected a model that was saved by save_pretrained")
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise UserError(f"{folder / CONFIG} is not JSON ({error})") from error
    if not isinstance(config, dict):
        raise UserError(f"{folder / CONFIG}: expected an object, found {shown(config)}")
    if not any((folder / name).is_file() for name in (WEIGHTS, SHARDS)):
        if pickled := [name for name in PICKLED if (folder / name).is_file()]:
            raise UserError(
                f"{folder} holds {pickled[0]}, a pickle, which can run any code and is not read; expected "
                f"{WEIGHTS}. Where you trust it: "
                'python -c "from transformers import AutoModelForSequenceClassification as M; '
                f"M.from_pretrained('{folder}', use_safetensors=False).save_pretrained('{folder}')\""
            )
        raise UserError(f"{folder} lacks {WEIGHTS}; expected a model that was saved by save_pretrained")
    if not any((folder / name).is_file() for name in TOKENIZERS):
        raise UserError(
            f"{folder} holds no tokenizer ({', '.join(TOKENIZERS)}); put it there by "
            f"AutoTokenizer.from_pretrained(NAME).save_pretrained('{folder}')"
        )


def _model(folder: Path) -> tuple[Any, dict[str, Any]]:
    with hugging_face.reading(f"{folder}: transformers cannot read it as a classifier of texts"):
        return hugging_face.library().AutoModelForSequenceClassification.from_pretrained(
            folder,
            use_safetensors=True,
            attn_implementation="eager",  # which alone shows its attention
            output_loading_info=True,
            **LOCAL,
        )


def _padding(model: Any, tokenizer: Any) -> int | None:
    """The piece that pads. A model without one gets a number that no piece has: it would refuse two texts
    together, which here are of one length.
    """
    known = model.config.pad_token_id
    if known is not None and known == tokenizer.pad_token_id:
        return known
    if known is None:
        model.config.pad_token_id = -1
    return None


def _limit(config: Any, tokenizer: Any) -> int | None:
    """The pieces of a text at most."""
    both = hugging_face.positions(config), tokenizer.model_max_length
    known = [one for one in both if isinstance(one, int) and 0 < one < UNLIMITED]
    return min(known, default=None)
