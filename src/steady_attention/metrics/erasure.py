"""What a prediction loses with words of the text (ERASER, DeYoung et al. 2020; SEAT, Eqs. 7-8)."""

import numpy as np


def decided(probabilities: np.ndarray) -> np.ndarray:
    """The likeliest class (n,) of probabilities (n, C); of equals the later, as metrics.classification
    decides between two.
    """
    return probabilities.shape[1] - 1 - probabilities[:, ::-1].argmax(1)


def top(attention: np.ndarray, amount: int) -> np.ndarray:
    """Marks (words,) on the `amount` words with the most attention (words,), at most all; of equals the
    earlier comes first.
    """
    marks = np.zeros(len(attention), bool)
    marks[np.argsort(-attention, kind="stable")[:amount]] = True
    return marks


def drop(full: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """m(x)_j - m(x')_j (n,) of probabilities (n, C), j the class decided on the full text x.

    Signed. x' is x without its rationale for comprehensiveness (Eq. 7), the rationale alone for sufficiency
    (Eq. 8).
    """
    rows, classes = np.arange(len(full)), decided(full)
    return full[rows, classes].astype(np.float64) - rest[rows, classes]
