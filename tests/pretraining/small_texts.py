"""A folder of preprocessed texts and a vocabulary, both small enough to pack by hand."""

import json
from pathlib import Path

from tests.text.small_bert import vocabulary

PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "un", "film", "##able", "good", "bad", "a"]


def corpus(folder: Path, **splits: list[str]) -> Path:
    """<split>.words.txt of each split, a text a line; second_<split> is the other side of pairs."""
    folder.mkdir(parents=True)
    for name, texts in splits.items():
        split = name.removeprefix("second_")
        file = f"{split}.second" if name != split else split
        lines = "".join(f"{text}\n" for text in texts)
        (folder / f"{file}.words.txt").write_text(lines, encoding="utf-8", newline="\n")
    return folder


def bert(folder: Path, **sizes: int) -> Path:
    """config.json and vocab.txt of a model that was never trained."""
    vocabulary(folder, PIECES)
    config = {
        "model_type": "bert",
        "vocab_size": len(PIECES),
        "hidden_size": 6,
        "num_hidden_layers": 1,
        "num_attention_heads": 3,
        "intermediate_size": 13,
        "max_position_embeddings": 7,
        "type_vocab_size": 2,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.5,
        "attention_probs_dropout_prob": 0.5,
        "layer_norm_eps": 1e-12,
        "initializer_range": 0.02,
        "pad_token_id": 0,
    }
    (folder / "config.json").write_text(json.dumps(config | sizes), encoding="utf-8")
    return folder
