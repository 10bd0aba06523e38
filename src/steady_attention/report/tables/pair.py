"""A mean over seeds and its paired difference to a reference, each with half of its interval."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import mean, stdev

import numpy as np

from steady_attention.claims.intervals import half_widths, jackknife
from steady_attention.metrics.card import Unit

LEVEL = 0.95  # of an interval


@dataclass(frozen=True)
class Pair:
    """A cell's values by seed, and those of the reference (none: it is the reference itself, or has none).

    printed: a number to which the reference has a way to go; between_seeds: whether a value is a distance
    from the other seeds, so that its interval is the jackknife's.
    """

    values: Mapping[int, float]
    reference: Mapping[int, float]
    unit: Unit
    printed: float | None = None
    between_seeds: bool = False

    @cached_property
    def defined(self) -> bool:
        """Whether there is a number, and every one is defined."""
        return bool(self.values) and not any(map(math.isnan, self.values.values()))

    @cached_property
    def numbers(self) -> list[float]:
        """The values by seed, none where one is undefined."""
        return [self.values[seed] for seed in sorted(self.values)] if self.defined else []

    @cached_property
    def mean(self) -> str:
        """The mean as shown, empty where there is none."""
        return self.unit.show(mean(self.numbers)) if self.numbers else ""

    @cached_property
    def std(self) -> str:
        """The sample standard deviation as shown, empty of one run."""
        return self.unit.show(stdev(self.numbers)) if len(self.numbers) > 1 else ""

    @cached_property
    def half(self) -> float | None:
        """Half of the interval of the mean."""
        return half_width(self.numbers, self.between_seeds)

    @cached_property
    def differences(self) -> list[float]:
        """Ours minus the reference, of the seeds that both have a defined number for."""
        return differences(self.values, self.reference, self.between_seeds)

    @cached_property
    def difference(self) -> float | None:
        """The mean difference, None without pairs."""
        return mean(self.differences) if self.differences else None

    @cached_property
    def half_difference(self) -> float | None:
        """Half of the interval of the mean difference."""
        return half_width(self.differences, self.between_seeds)

    @property
    def interval(self) -> tuple[float, float] | None:
        """The least and the most that the mean difference may be; None of too few pairs."""
        if self.difference is None or self.half_difference is None:
            return None
        return self.difference - self.half_difference, self.difference + self.half_difference

    def distinct(self, unit: Unit) -> bool:
        """Whether the interval excludes 0 in the digits that the unit shows."""
        return excludes_zero(unit, self.difference, self.half_difference)

    @property
    def share(self) -> str:
        """How much of the way from the reference to the printed number the difference is, in per cent; empty
        where that is not known.
        """
        if self.printed is None or not self.differences:
            return ""
        both = self.values.keys() & self.reference.keys()
        pairs = [(self.values[seed], self.reference[seed]) for seed in both]
        gap = self.printed - mean(other for one, other in pairs if not math.isnan(one - other))
        return f"{round(100 * mean(self.differences) / gap)} %" if gap else ""


def excludes_zero(unit: Unit, difference: float | None, half: float | None) -> bool:
    """Whether a difference's interval excludes 0 in the digits that the unit shows; half: of the interval,
    None or NaN where there is none.
    """
    if difference is None or half is None or math.isnan(half):
        return False
    return unit.rounded(difference - half) > 0 or unit.rounded(difference + half) < 0


def differences(
    values: Mapping[int, float], reference: Mapping[int, float], between_seeds: bool = False
) -> list[float]:
    """values minus reference, of the seeds that both have a defined number for, in the seeds' order; of
    distances between seeds none where the two have different seeds, since each is to all others.
    """
    if between_seeds and values.keys() != reference.keys():
        return []
    both = sorted(values.keys() & reference.keys())
    found = [values[seed] - reference[seed] for seed in both]
    return [one for one in found if not math.isnan(one)]


def half_width(numbers: Sequence[float], between_seeds: bool = False) -> float | None:
    """Half of the interval of the mean of numbers by seed: Student's t, or of distances between seeds the
    jackknife's. None of fewer than three, and of few that agree to the last digit.
    """
    if not numbers:
        return None
    (half,) = half_widths(np.array([numbers]), (1 - LEVEL) / 2)
    half = float(half) * (jackknife(len(numbers)) if between_seeds and len(numbers) > 2 else 1.0)
    return half if math.isfinite(half) else None
