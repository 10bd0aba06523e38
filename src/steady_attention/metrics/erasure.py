"""What a prediction loses with words of the text (ERASER, DeYoung et al. 2020; SEAT, Eqs. 7-8)."""

import numpy as np

from steady_attention.metrics import checks
from steady_attention.metrics.card import LESS, MORE, PLAIN, Card
from steady_attention.metrics.classification import decided

FLAT = 1e-6  # bounds so near are rounding: probabilities are in single precision
CARDS = (
    Card("comprehensiveness", PLAIN, MORE, -1, 1, "DeYoung 2020; Hu 2023, Eq. 7", printed=("Comp.",)),
    Card("sufficiency", PLAIN, LESS, -1, 1, "DeYoung 2020; Hu 2023, Eq. 8", printed=("Suff.",)),
    Card("comprehensiveness_aopc", PLAIN, MORE, -1, 1, "DeYoung 2020, section 4.2"),
    Card("sufficiency_aopc", PLAIN, LESS, -1, 1, "DeYoung 2020, section 4.2"),
)


def normalised(values: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> float:
    """The mean of AOPCs (n,) between their bounds (n,), 0 at the lower and 1 at the upper one (Edin et al.
    2024). A value beyond a bound, which a search can miss, counts as the bound. Texts whose bounds are equal
    are left out; NaN without another. ValueError on others (checks.py).
    """
    values, lower, upper = (
        checks.numbers(name, given)
        for name, given in (("values", values), ("lower", lower), ("upper", upper))
    )
    checks.same_shape("values", values, "lower", lower)
    checks.same_shape("values", values, "upper", upper)
    some = upper - lower > FLAT
    if not some.any():
        return float("nan")
    return float(np.clip((values - lower)[some] / (upper - lower)[some], 0.0, 1.0).mean())


def top(attention: np.ndarray, amount: int) -> np.ndarray:
    """Marks (words,) on the `amount` words with the most attention (words,), at most all; of equals the
    earlier comes first. ValueError on others (checks.py).
    """
    attention = checks.numbers("attention", attention).astype(np.float64)
    if amount < 0:
        checks.refuse("amount", "0 words or more", amount)
    marks = np.zeros(len(attention), bool)
    marks[np.argsort(-attention, kind="stable")[:amount]] = True
    return marks


def drop(full: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """m(x)_j - m(x')_j (n,) of probabilities (n, C), j the class decided on the full text x.

    Signed. x' is x without its rationale for comprehensiveness (Eq. 7), the rationale alone for sufficiency
    (Eq. 8). ValueError on others (checks.py).
    """
    full, rest = checks.probabilities("full", full), checks.probabilities("rest", rest)
    checks.same_shape("full", full, "rest", rest)
    rows, classes = np.arange(len(full)), decided(full)
    return full[rows, classes].astype(np.float64) - rest[rows, classes]
