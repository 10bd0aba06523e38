"""The three files of a pretrained BERT, checked together before any work is done with them.

The weights, model.safetensors, are judged by the configuration without loading them.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from safetensors import SafetensorError, safe_open

from steady_attention.corpora.bert import config as bert_config
from steady_attention.corpora.bert import vocabulary
from steady_attention.corpora.bert.config import Config
from steady_attention.corpora.user.checkpoint import CONFIG, VOCABULARY, WEIGHTS, part
from steady_attention.store.errors import UserError
from steady_attention.store.messages import shown

# of safetensors, to numpy's; numpy has no bfloat16, whose bits are the upper half of a float32's
TYPES = {"F64": np.dtype("<f8"), "F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "BF16": np.dtype("<u2")}
EXPONENT = 0x7F80  # of a bfloat16: all ones in what is not finite
BLOCK = 1 << 22  # numbers looked at together
LAYER = "encoder.layer."
Keys = tuple[str, ...]


class Tensor(NamedTuple):
    """A tensor of the file: its name there, type, shape, and where its bytes begin and end in the file."""

    name: str
    kind: str
    shape: tuple[int, ...]
    start: int
    end: int


def read(folder: Path) -> Config:
    """The configuration. Raises UserError for what `bert_config.read`, `vocabulary.read` and
    `check_weights` refuse, and for more pieces than the configuration has rows; fewer may be.
    """
    config = bert_config.read(folder)
    count = len(vocabulary.read(folder / VOCABULARY))
    if count > config.vocab_size:
        raise UserError(
            f"{folder / VOCABULARY}: {count} pieces, expected at most {config.vocab_size}, the vocab_size of "
            f"{CONFIG}"
        )
    check_weights(folder / WEIGHTS, config)
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


def check_weights(path: Path, config: Config) -> None:
    """Raise UserError, with file and tensor, unless all tensors of that BERT are there, of the configured
    sizes, of floating numbers and finite. Those of further heads are left alone.
    """
    found: dict[str, Tensor] = {}
    for tensor in _tensors(path):
        if (other := found.setdefault(part(tensor.name), tensor)) is not tensor:
            raise UserError(f"{path}: {other.name} and {tensor.name} are one tensor twice, expected it once")
    for name, keys in expected(config):
        _check_tensor(path, name, keys, config, found)
    for name, tensor in found.items():
        number = name.removeprefix(LAYER).partition(".")[0] if name.startswith(LAYER) else ""
        if number.isdecimal() and int(number) >= config.num_hidden_layers:
            raise UserError(
                f"{path}: {tensor.name} is of another layer, expected {config.num_hidden_layers} layers "
                f"(num_hidden_layers of {CONFIG})"
            )


def expected(config: Config) -> Iterator[tuple[str, Keys]]:
    """Name within BertModel of all tensors of that BERT but the pooling layer's, and the keys of the
    configuration that are its shape.
    """
    width, inner = "hidden_size", "intermediate_size"
    yield "embeddings.word_embeddings.weight", ("vocab_size", width)
    yield "embeddings.position_embeddings.weight", ("max_position_embeddings", width)
    yield "embeddings.token_type_embeddings.weight", ("type_vocab_size", width)
    yield from _pair("embeddings.LayerNorm", (width,))
    for number in range(config.num_hidden_layers):
        layer = f"{LAYER}{number}."
        for name in ("attention.self.query", "attention.self.key", "attention.self.value"):
            yield from _pair(layer + name, (width, width))
        yield from _pair(layer + "attention.output.dense", (width, width))
        yield from _pair(layer + "attention.output.LayerNorm", (width,))
        yield from _pair(layer + "intermediate.dense", (inner, width))
        yield from _pair(layer + "output.dense", (width, inner))
        yield from _pair(layer + "output.LayerNorm", (width,))


def shape(config: Config, keys: Keys) -> tuple[int, ...]:
    """What the configuration says of these keys."""
    return tuple(getattr(config, key) for key in keys)


def _pair(name: str, keys: Keys) -> Iterator[tuple[str, Keys]]:
    """Weight and bias of a layer; the bias is as long as the weight is high."""
    yield f"{name}.weight", keys
    yield f"{name}.bias", keys[:1]


def _tensors(path: Path) -> list[Tensor]:
    """All tensors of a file. Raises UserError for a missing or empty file and what is no safetensors file."""
    if not path.is_file():
        raise UserError(f"{path} is missing, expected the weights of a BERT")
    if not path.stat().st_size:
        raise UserError(f"{path} is empty, expected the weights of a BERT; get the file anew")
    try:
        with safe_open(path, framework="np"):  # its form is checked here: names, sizes, no byte left over
            pass
        with path.open("rb") as file:
            size = int.from_bytes(file.read(8), "little")
            header: dict[str, Any] = json.loads(file.read(size))
    except (SafetensorError, OSError) as error:
        raise UserError(
            f"{path} is cut off, or no safetensors file ({error}); get the file anew, or write it by "
            f"save_pretrained of transformers"
        ) from error
    header.pop("__metadata__", None)
    return [
        Tensor(name, one["dtype"], tuple(one["shape"]), *(8 + size + place for place in one["data_offsets"]))
        for name, one in header.items()
    ]


def _check_tensor(path: Path, name: str, keys: Keys, config: Config, found: Mapping[str, Tensor]) -> None:
    """Raise UserError, with the keys that decide it, for a tensor that is not as the configuration says."""
    if name not in found:
        near = [tensor.name for other, tensor in found.items() if other.endswith(name)]
        hint = f", only {shown(near[0])}" if near else ""
        layers = (
            f" of {config.num_hidden_layers} layers (num_hidden_layers)" if name.startswith(LAYER) else ""
        )
        raise UserError(
            f"{path}: {name} is missing{hint}; expected the weights of a BERT{layers}, as {CONFIG} says"
        )
    tensor = found[name]
    if tensor.shape != (sizes := shape(config, keys)):
        raise UserError(
            f"{path}: {tensor.name} has the shape {list(tensor.shape)}, expected {list(sizes)}, as "
            f"{' and '.join(dict.fromkeys(keys))} of {CONFIG} say"
        )
    if tensor.kind not in TYPES:
        raise UserError(
            f"{path}: {tensor.name} has numbers of type {tensor.kind}, expected {', '.join(TYPES)}: "
            f"quantised weights are not read"
        )
    if not _finite(path, tensor):
        raise UserError(f"{path}: {tensor.name} holds a number that is not finite in float32")


def _finite(path: Path, tensor: Tensor) -> bool:
    """Whether all numbers are finite in float32."""
    kind = TYPES[tensor.kind]
    count = (tensor.end - tensor.start) // kind.itemsize
    with path.open("rb") as file:
        file.seek(tensor.start)
        for first in range(0, count, BLOCK):
            numbers = np.fromfile(file, kind, min(BLOCK, count - first))
            if tensor.kind == "BF16":
                lost = (numbers & EXPONENT) == EXPONENT
            else:
                with np.errstate(over="ignore"):
                    lost = ~np.isfinite(numbers.astype(np.float32, copy=False))
            if lost.any():
                return False
    return True
