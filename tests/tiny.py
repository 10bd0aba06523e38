"""A tiny model and batch; every size is another prime, so that no transposed axis can pass."""

from dataclasses import replace

import numpy as np
import torch

from steady_attention.models.batch import Batch
from steady_attention.models.classifier import build
from steady_attention.models.texts import Choices, Texts, texts

VOCABULARY, WIDTH, HIDDEN, ATTENTION_HIDDEN = 31, 7, 11, 5
BERT = {
    "vocab_size": VOCABULARY,
    "hidden_size": WIDTH,
    "num_hidden_layers": 1,
    "num_attention_heads": 1,
    "intermediate_size": 19,
    "max_position_embeddings": 67,
    "type_vocab_size": 2,
    "hidden_dropout_prob": 0.0,
    "attention_probs_dropout_prob": 0.0,
    "hidden_act": "gelu",
    "layer_norm_eps": 1e-12,
    "initializer_range": 0.02,
}
AUTO = {  # two end pieces stand between the texts of a pair
    "config": {
        "model_type": "roberta",
        **{key: value for key, value in BERT.items() if key != "type_vocab_size"},
        "type_vocab_size": 1,
        "pad_token_id": 1,
    },
    "separators": 2,
    "kind": 0,
}
SIZES = {"bert": BERT, "auto": AUTO}  # of the encoders over word pieces
LENGTHS = (2, 13, 1, 7, 5)  # a text of one word among them
RECURRENT = ("rnn", "lstm", "bilstm")
SECOND = (3, 1, 17, 5, 2)  # of the other texts of pairs


def make_model(
    encoder="bilstm",
    scorer="additive",
    classes=2,
    dropout=0.0,
    seed=0,
    dtype=torch.float32,
    pair=False,
    bottleneck=False,
    permuted=False,
):
    """A classifier with random weights, in training mode; of scorer `max` the one without attention."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        vectors = torch.randn(VOCABULARY, WIDTH)
        vectors[0] = 0.0
        model = build(
            vectors,
            encoder=encoder,
            scorer=scorer,
            sizes=SIZES.get(encoder, {"hidden": HIDDEN}),
            attention_hidden=ATTENTION_HIDDEN,
            dropout=dropout,
            classes=classes,
            pair=pair,
            bottleneck=bottleneck,
            permuted=permuted,
        )
    return model.to(dtype).train()


def make_texts(
    lengths=LENGTHS, classes=2, seed=0, labeled=True, boundaries=False, pair=False, candidates=False
) -> Texts:
    """Random texts of the given lengths; the label is decided by the first word.

    Of pairs the other texts' lengths go round SECOND; as candidates each text has its label and the next one.
    """
    random = np.random.default_rng(seed)
    tokens = random.integers(4, VOCABULARY, sum(lengths)).astype(np.int32)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    labels = tokens[offsets[:-1]].astype(np.int64) % classes if labeled else None
    found = texts(tokens, offsets, labels, boundaries)
    if pair:
        others = tuple(SECOND[number % len(SECOND)] for number in range(len(lengths)))
        found = replace(
            found, second=make_texts(others, seed=seed + 101, labeled=False, boundaries=boundaries)
        )
    if candidates:
        rows = np.stack([labels, (labels + 1) % classes], 1).astype(np.int32)
        choices = Choices(classes, rows.ravel(), 2 * np.arange(len(lengths) + 1))
        found = replace(found, choices=choices)
    return found


def make_batch(lengths=LENGTHS, classes=2, seed=0, unlabeled=None, **kinds) -> Batch:
    """All texts as one batch; kinds: `pair` and `candidates` of make_texts."""
    found = make_texts(lengths, classes, seed, **kinds)
    return found.batch(np.arange(len(lengths)), unlabeled)


def noise(seed=0):
    """A generator for dropout and random starts."""
    return torch.Generator().manual_seed(seed)
