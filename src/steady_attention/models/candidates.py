"""Classes that may be answered, where not all may be (Jain & Wallace 2019's mask of QA answers)."""

import torch
from torch import Tensor

IMPOSSIBLE = -1e9  # the logit of a class that is no candidate: its probability is exactly 0 in float32


def among(logits: Tensor, candidates: Tensor | None) -> Tensor:
    """Logits (B, C), or a bias (C,) of them, that leave the candidates (B, C) alone; the same where all
    classes may be answered (None).
    """
    return logits if candidates is None else logits + torch.where(candidates, 0.0, IMPOSSIBLE)
