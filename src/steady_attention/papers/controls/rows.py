"""What the exhibits share."""

from steady_attention.papers.declare import labels
from steady_attention.results.controls import CONTROLS

MODEL = {"encoder": "bilstm", "attention": "additive"}
METHODS = labels(
    "vanilla word_at word_iat word_vat word_ivat attention_rp attention_at attention_iat attention_vat "
    "attention_ivat seat"
) | {"vib": "VIB"}
LABELS = METHODS | CONTROLS
