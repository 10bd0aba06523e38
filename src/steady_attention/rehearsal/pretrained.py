"""Generated word vectors and a generated BERT, in the formats of their publishers."""

import io
import itertools
import json
from collections.abc import Sequence
from pathlib import PurePosixPath
from random import Random

import numpy as np
from safetensors.numpy import save

from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.corpora.bert.config import Config
from steady_attention.corpora.bert.vocabulary import END, MASK, PAD, START, UNKNOWN
from steady_attention.corpora.reading import babi
from steady_attention.corpora.synthetic.text import generator
from steady_attention.corpora.user.checkpoint import CONFIG, VOCABULARY, WEIGHTS
from steady_attention.rehearsal.texts import BAD, GOOD, WORDS

ALIKE, NOISE = 0.4, 0.3  # lengths of what vectors of one sentiment share, and of a word's own
ROWS = 30522  # pieces of bert-base-uncased
FIRST = 999  # the first row of its vocabulary behind the pieces in brackets
MARKS = "!\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
PLACES = {PAD: 0, UNKNOWN: 100, START: 101, END: 102, MASK: 103}
BERT = Config(
    vocab_size=ROWS,
    hidden_size=16,
    num_hidden_layers=2,
    num_attention_heads=2,
    intermediate_size=32,
    max_position_embeddings=512,
    type_vocab_size=2,
    hidden_act="gelu",
    hidden_dropout_prob=0.1,
    attention_probs_dropout_prob=0.1,
    layer_norm_eps=1e-12,
    initializer_range=0.02,
)
SIZE = f"{BERT.num_hidden_layers} layers of {BERT.hidden_size}, random weights"


def vectors(file: str, width: int) -> bytes:
    """A file of word vectors in the format of its name: fastText's .vec has a line with its size first,
    GloVe's .txt has none, and .npz holds the two arrays.
    """
    words, rows = _vectors(width)
    suffix = PurePosixPath(file).suffix
    if suffix == ".npz":
        return _npz(words, rows)
    told = [
        " ".join([word, *(f"{value:.4f}" for value in row)]) for word, row in zip(words, rows, strict=True)
    ]
    header = [f"{len(words)} {width}"] if suffix == ".vec" else []
    return ("\n".join([*header, *told]) + "\n").encode()


def _vectors(width: int) -> tuple[list[str], np.ndarray]:
    """The words of the generated texts, and their vectors (n, width)."""
    words = list(dict.fromkeys((*WORDS, *babi.CLASSES)))
    shared = {kind: _direction(generator(f"rehearsal/vectors {kind}"), width) for kind in ("good", "bad")}
    kinds = dict.fromkeys(GOOD, "good") | dict.fromkeys(BAD, "bad")
    rows = [NOISE * _direction(generator(f"rehearsal/vector {word}"), width) for word in words]
    for place, word in enumerate(words):
        if word in kinds:
            rows[place] = rows[place] + ALIKE * shared[kinds[word]]
    return words, np.array(rows)


def _direction(rng: Random, width: int) -> np.ndarray:
    return np.array([(2 * rng.random() - 1) * (3 / width) ** 0.5 for _ in range(width)])


def _npz(words: Sequence[str], rows: np.ndarray) -> bytes:
    packed = io.BytesIO()
    np.savez(packed, words=np.array(words), vectors=rows.astype(np.float32))
    return packed.getvalue()


def vocabulary() -> bytes:
    """A vocabulary laid out as bert-base-uncased's: as many pieces, the special ones in the same rows, then
    characters, the words of the generated texts, and words of syllables up to the last row.
    """
    pieces = [f"[unused{number}]" for number in range(FIRST)]
    for piece, place in PLACES.items():
        pieces[place] = piece
    syllables = [a + b for a in "bcdfghjklmnpqrstvwxyz" for b in "aeiou"]
    further = (a + b + c for a, b, c in itertools.product(syllables, syllables, ("", *syllables)))
    known = itertools.chain(MARKS, (f"##{mark}" for mark in MARKS), WORDS, babi.CLASSES, further)
    distinct = dict.fromkeys(itertools.islice(known, 2 * ROWS))
    return ("\n".join([*pieces, *itertools.islice(distinct, ROWS - FIRST)]) + "\n").encode()


def checkpoint() -> dict[str, bytes]:
    """config.json, vocab.txt and model.safetensors of the BERT that is described by BERT."""
    rng = np.random.default_rng(0)
    weights = {}
    for name, keys in bert_folder.expected(BERT):
        shape = bert_folder.shape(BERT, keys)
        of_norm = name.endswith("LayerNorm.weight")
        drawn = (
            rng.normal(0.0, BERT.initializer_range, shape)
            if len(shape) > 1
            else np.full(shape, float(of_norm))
        )
        weights[f"bert.{name}"] = drawn.astype(np.float32)
    config = {"model_type": "bert", "architectures": ["BertForMaskedLM"], "pad_token_id": 0} | vars(BERT)
    return {
        CONFIG: (json.dumps(config, indent=2) + "\n").encode(),
        VOCABULARY: vocabulary(),
        WEIGHTS: save(weights),
    }
