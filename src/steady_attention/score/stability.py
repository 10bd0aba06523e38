"""How far a classifier's attention and predictions move under noise and under replaced words."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from steady_attention.score import neighbours, noise
from steady_attention.score.classifier import Classifier
from steady_attention.score.moved import Moved

NOISE = f"delta={noise.DELTA:g}"
REPLACED = {f"words={amount}": amount for amount in neighbours.AMOUNTS}


@dataclass(frozen=True)
class Stability:
    """by_change: what becomes of the texts, by NOISE and REPLACED; REPLACED are not there where no word has a
    neighbour. candidates: words among which neighbours are sought. stayed: the share of the drawn words that
    has none. too_long: texts that keep their words, since the model would not take others.
    """

    by_change: dict[str, Moved]
    candidates: int
    stayed: float
    too_long: int


def measured(
    classifier: Classifier,
    texts: Sequence[Sequence[str]],
    every: Iterable[Sequence[str]],
    names: Sequence[str],
    seed: int,
    report: Callable[[str, int], None],
) -> Stability:
    """Noise and replaced words, each with the named explanations by attention. every: the texts whose words
    are candidates. The model takes embedded words.
    """
    report("adding noise", noise.DRAWS * len(texts))
    encoded = classifier.encode(texts)
    moved = {NOISE: noise.moved(classifier, encoded, names, seed)}
    report("replacing words", len(REPLACED) * len(texts))
    known = neighbours.neighbours(classifier, every)
    stayed, too_long = 1.0, 0
    for key, amount in REPLACED.items() if known.any else ():
        words, stayed = neighbours.changed(texts, known, amount, seed)
        moved[key], too_long = neighbours.moved(classifier, words, encoded, names)
    return Stability(moved, len(known.spelled), stayed, too_long)


def description(stability: Stability) -> str:
    """What was replaced, in words."""
    if not set(REPLACED) <= set(stability.by_change):
        return f"none: of {stability.candidates:,} different words none has a neighbour"
    parts = [f"each by the nearest of {stability.candidates:,} words of the file"]
    if stability.stayed > 0:
        parts.append(f"{stability.stayed:.1%} of the drawn ones have none, and stay")
    if stability.too_long:
        parts.append(f"{stability.too_long:,} texts would be too long for the model, and stay")
    return "; ".join(parts)
