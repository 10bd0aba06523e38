"""The training losses of the methods, for a torch model of one's own that has attention.

Shapes: B texts, T words, padded; scores (B, T) before the softmax; values (B, T, H), the words' states, or
(B, T, C), what a linear decoder makes of them; mask (B, T) bool, True on a word, one at least in each text;
labels (B,) whole numbers. A text's logits must follow from its attention a = softmax(scores): decode(sum_t
a_t values_t), `decode` from (B, H) to (B, C), or without it the sum itself. One logit a text stands for two
classes by a sigmoid, C logits for C classes by a softmax.

Each loss is a scalar: the mean over the batch, with a gradient in your model's parameters. It is what a
method adds to the cross-entropy: add that yourself, and weigh the two. epsilon is the L2 norm of the
perturbation of a text, in units of the score or of the embedding; perturbations are constants. Random starts
are drawn from `noise`, without it from torch's default generator. ValueError where shapes do not fit. The
pipeline trains by the same functions (methods/).
"""

from steady_attention.losses.adversarial import (
    attention_at,
    attention_iat,
    attention_ivat,
    attention_rp,
    attention_vat,
    word_at,
    word_vat,
)
from steady_attention.losses.objectives import seat, topk_distance, topk_overlap, vib

__all__ = [
    "attention_at",
    "attention_iat",
    "attention_ivat",
    "attention_rp",
    "attention_vat",
    "seat",
    "topk_distance",
    "topk_overlap",
    "vib",
    "word_at",
    "word_vat",
]
