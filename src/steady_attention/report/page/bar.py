"""Intervals as bars: places on a line, in per cent of its length."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TICKS = 8  # the most of an axis, the ends not counted
EDGE = 4.0  # per cent that a bar on its own leaves free at both ends


@dataclass(frozen=True)
class Bar:
    """left, right: the interval's ends; middle: what was measured; open: the ends without a bound."""

    left: float
    middle: float
    right: float
    open: str = ""


@dataclass(frozen=True)
class Axis:
    """A line from `low` to `high` with marks at `ticks`."""

    low: float
    high: float
    ticks: Sequence[float]

    def place(self, value: float) -> float:
        """Where a value stands, in per cent; at an end what lies outside."""
        share = (value - self.low) / (self.high - self.low)
        return round(100 * min(max(share, 0.0), 1.0), 1)

    def bar(self, mean: float, low: float, high: float) -> Bar:
        """An interval on the line; an infinite end is open."""
        return Bar(self.place(low), self.place(mean), self.place(high), _open(low, high))


def axis(values: Iterable[float], room: Callable[[float], float] = lambda end: 0.0) -> Axis:
    """The shortest line with round marks on which 0 and all finite values stand. An end that is nearer to 0
    than the per cent that it needs moves out, to where 0 is in the middle at most.
    """
    finite = [0.0, *(value for value in values if math.isfinite(value))]
    low, high = min(finite), max(finite)
    step = _step((high - low) or 1.0)
    first, last = math.floor(low / step), math.ceil(high / step)
    last += first == last
    while 0 < -first < last and -100 * first / (last - first) < room(round(first * step, 12)):
        first -= 1
    while 0 < last < -first and 100 * last / (last - first) < room(round(last * step, 12)):
        last += 1
    ticks = [round(n * step, 12) for n in range(first, last + 1)]
    return Axis(ticks[0], ticks[-1], ticks)


def _step(length: float) -> float:
    """The smallest round step of which TICKS cover the length."""
    power = 10.0 ** math.floor(math.log10(length / TICKS))
    return next(power * step for step in STEPS if power * step * TICKS >= length * (1 - 1e-9))


def alone(mean: float, low: float, high: float) -> Bar:
    """An interval on a line of its own, 0 in the middle."""
    ends = [abs(value) for value in (mean, low, high) if math.isfinite(value)]
    reach = (max(ends) or 1.0) * 50 / (50 - EDGE)
    return Axis(-reach, reach, (0.0,)).bar(mean, low, high)


def _open(low: float, high: float) -> str:
    return " ".join(name for name, end in (("left", low), ("right", high)) if not math.isfinite(end))
