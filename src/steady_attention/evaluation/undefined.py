"""How an undefined measure, a NaN, is written: null in scores.json, since JSON has no NaN."""

import math


def or_none(value: float) -> float | None:
    """The value, None where it is NaN. Raises ValueError where it is infinite: no measure is."""
    if math.isinf(value):
        raise ValueError(f"a measure: expected a finite number or NaN, found {value}")
    return None if math.isnan(value) else value
