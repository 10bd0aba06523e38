"""The names that params.yaml may use. A new one joins here, beside its file, and retrains nothing."""

from typing import Literal

from steady_attention.settings.plain_yaml import read
from steady_attention.store import folders, sources

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

_FILE = read(sources.ROOT.parent / folders.METHODS)
METHODS = tuple(_FILE["methods"])  # methods/<name>.py, in the row order of the tables
PAPERS = tuple(_FILE["papers"])  # papers/<name>/, in the order of the report
FROM_VANILLA = tuple(_FILE["from_vanilla"])  # methods that begin from a trained vanilla run
