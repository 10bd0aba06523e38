"""Seconds of training steps -> the table: medians, ratios of steps taken in turn, and the targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

METHODS = ("vanilla", "attention_at", "attention_vat")
FASTER = {  # plain / ours is to be at least this, by length and method
    20: {"vanilla": 1.4, "attention_at": 3.4},
    170: {"vanilla": 2.0, "attention_at": 6.0},
}
COST = 1.1  # ours / our vanilla is to be at most this, at every length
HEADER = (
    "| method | plain, ms | ours, ms | plain / ours | ours / our vanilla "
    "| plain, tokens/s | ours, tokens/s |",
    "| --- | --- | --- | --- | --- | --- | --- |",
)


@dataclass(frozen=True)
class Times:
    """What was measured at one length: seconds[who][method] has one time a repetition, tokens likewise."""

    length: int
    tokens: Sequence[int]  # real tokens of the repetition's batch
    seconds: dict[str, dict[str, Sequence[float]]]  # who: plain or ours


@dataclass(frozen=True)
class Target:
    """One number that was promised."""

    text: str
    value: float
    met: bool


def ratio(above: Sequence[float], below: Sequence[float]) -> float:
    """The median of the ratios of the same repetition: what both met (a busy machine) cancels."""
    return median(a / b for a, b in zip(above, below, strict=True))


def rows(times: Times) -> list[str]:
    """The table's lines, as Markdown."""
    lines = list(HEADER)
    for method in METHODS:
        plain, ours = (times.seconds[who][method] for who in ("plain", "ours"))
        cells = [
            method,
            *(f"{1000 * median(seconds):.1f}" for seconds in (plain, ours)),
            f"{ratio(plain, ours):.2f}",
            f"{ratio(ours, times.seconds['ours']['vanilla']):.2f}",
            *(f"{ratio(times.tokens, seconds):,.0f}" for seconds in (plain, ours)),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def targets(times: Times) -> list[Target]:
    """Each target of this length, met or not; a length without promises has those of the cost alone."""
    plain, ours = times.seconds["plain"], times.seconds["ours"]
    found = []
    for method, least in FASTER.get(times.length, {}).items():
        value = ratio(plain[method], ours[method])
        found.append(Target(f"{method}: plain / ours at least {least}", value, value >= least))
    for method in METHODS[1:]:
        value = ratio(ours[method], ours["vanilla"])
        found.append(Target(f"{method}: ours / our vanilla at most {COST}", value, value <= COST))
    return found


def section(times: Times) -> str:
    """Heading, table and targets of one length."""
    heading = f"## T = {times.length}: {median(times.tokens):.0f} real tokens a batch"
    verdicts = [
        f"- {target.text}: {target.value:.2f}, {'met' if target.met else '**not met**'}"
        for target in targets(times)
    ]
    return "\n".join([heading, "", *rows(times), "", *verdicts, ""])
