"""Seconds of training steps -> the table: medians, ratios of steps taken in turn, and the targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

METHODS = (
    "vanilla",
    "word_at",
    "word_iat",
    "word_vat",
    "word_ivat",
    "attention_at",
    "attention_iat",
    "attention_vat",
    "attention_ivat",
)
FASTER = {  # plain / ours is to be at least this, by length and method
    20: {"vanilla": 1.4, "attention_at": 3.4},
    170: {"vanilla": 2.0, "attention_at": 6.0},
}
COST = {  # ours / our vanilla is to be at most this, at every length
    "word_at": 2.4,
    "word_vat": 3.2,
    "attention_at": 1.1,
    "attention_iat": 1.1,
    "attention_vat": 1.1,
    "attention_ivat": 1.1,
}
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
    seconds: dict[str, dict[str, Sequence[float]]]  # who: plain or ours; not all methods have a plain step


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
        plain, ours = (times.seconds[who].get(method) for who in ("plain", "ours"))
        cells = [
            method,
            f"{1000 * median(plain):.1f}" if plain else "-",
            f"{1000 * median(ours):.1f}",
            f"{ratio(plain, ours):.2f}" if plain else "-",
            f"{ratio(ours, times.seconds['ours']['vanilla']):.2f}",
            f"{ratio(times.tokens, plain):,.0f}" if plain else "-",
            f"{ratio(times.tokens, ours):,.0f}",
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
    for method, most in COST.items():
        value = ratio(ours[method], ours["vanilla"])
        found.append(Target(f"{method}: ours / our vanilla at most {most}", value, value <= most))
    return found


def section(times: Times) -> str:
    """Heading, table and targets of one length."""
    heading = f"## T = {times.length}: {median(times.tokens):.0f} real tokens a batch"
    verdicts = [
        f"- {target.text}: {target.value:.2f}, {'met' if target.met else '**not met**'}"
        for target in targets(times)
    ]
    return "\n".join([heading, "", *rows(times), "", *verdicts, ""])
