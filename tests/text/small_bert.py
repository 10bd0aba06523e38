"""Files of a small pretrained BERT."""

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.corpora.bert.config import Config
from steady_attention.corpora.bert.vocabulary import SPECIALS

EIGHT = [*SPECIALS, "un", "film", "##able"]
PIECES = [*EIGHT, "a", "!", "bad", "good", "qqq"]  # of the tiny corpus, without "in"
CONFIG = {
    "model_type": "bert",
    "vocab_size": 11,  # three rows more than EIGHT has pieces
    "hidden_size": 6,
    "num_hidden_layers": 2,
    "num_attention_heads": 3,
    "intermediate_size": 13,
    "max_position_embeddings": 17,
    "type_vocab_size": 2,
    "hidden_act": "gelu",
    "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.1,
    "layer_norm_eps": 1e-12,
    "initializer_range": 0.02,
    "position_embedding_type": "absolute",
    "transformers_version": "4.8.2",
}


def vocabulary(folder: Path, pieces: list[str] = EIGHT) -> Path:
    """vocab.txt, in a folder that is made."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_bytes("".join(f"{piece}\n" for piece in pieces).encode("utf-8"))
    return folder / "vocab.txt"


def configuration(**changes) -> Config:
    """CONFIG with these changes, as it is read."""
    said = CONFIG | changes
    return Config(**{field.name: said[field.name] for field in fields(Config)})


def shapes() -> dict[str, tuple[int, ...]]:
    """The shapes of all tensors of a BERT of CONFIG."""
    config = configuration()
    return {name: bert_folder.shape(config, keys) for name, keys in bert_folder.expected(config)}


def weights(prefix: str = "bert.") -> dict[str, np.ndarray]:
    """All of them, zeros."""
    return {prefix + name: np.zeros(shape, np.float32) for name, shape in shapes().items()}


def checkpoint(folder: Path, tensors: Mapping[str, np.ndarray | None] | None = None, **changes) -> Path:
    """All three files; tensors: changed ones, changes: keys of config.json, both None to leave one out."""
    vocabulary(folder)
    config = {key: value for key, value in (CONFIG | changes).items() if value is not None}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    found = weights() | dict(tensors or {})
    kept = {name: tensor for name, tensor in found.items() if tensor is not None}
    save_file(kept, folder / "model.safetensors")
    return folder


def array(folder: Path, name: str) -> np.ndarray:
    """<name>.npy of a folder."""
    return np.load(folder / f"{name}.npy", allow_pickle=False)


def lines(path: Path) -> list[str]:
    """The lines of a text file."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def pieces_of(folder: Path) -> list[list[int]]:
    """The ids of the pieces of every form."""
    flat, offsets = array(folder, "pieces"), array(folder, "pieces.offsets")
    return [flat[start:end].tolist() for start, end in zip(offsets[:-1], offsets[1:], strict=True)]
