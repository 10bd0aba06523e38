"""Files of a small pretrained BERT."""

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from steady_attention.text.word_pieces import SPECIALS

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


def checkpoint(folder: Path, name: str = "bert.embeddings.word_embeddings.weight", **changes) -> Path:
    """All three files; `changes` are keys of config.json, None to leave one out."""
    vocabulary(folder)
    config = {key: value for key, value in (CONFIG | changes).items() if value is not None}
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    save_file({name: np.zeros((11, 6), np.float32)}, folder / "model.safetensors")
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
