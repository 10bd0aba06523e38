"""The names that params.yaml may use. A new one joins here, beside its file, and retrains nothing."""

from typing import Literal

Encoder = Literal["rnn", "lstm", "bilstm", "bert"]  # models/encoders/<name>.py
Attention = Literal["additive", "dot", "max"]  # max: no attention, the states are pooled (method base)
Measure = Literal[
    "rationales",
    "stability",
    "adversarial",
    "erasure",
    "sensitivity",
    "deletion",
    "sentiment_words",
    "representation",
]  # evaluation/measures/<name>.py, each with a function `measured`

# methods/<name>.py, in the row order of the tables
METHODS = ("vanilla", "base", "word_at", "word_iat", "word_vat", "word_ivat", "attention_rp", "attention_at",
           "attention_iat", "attention_vat", "attention_ivat", "seat", "vib")  # fmt: skip
FROM_VANILLA = ("seat", "vib")  # methods that begin from a trained vanilla run
