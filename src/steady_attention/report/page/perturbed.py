"""A run's readings of its first sentences before and after a perturbation: the file perturbed.json."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from steady_attention.metrics.card import SCIENTIFIC
from steady_attention.report.page.readings import TOP, check, decided, largest, shares
from steady_attention.store.files import read_json

FILE = "perturbed.json"  # of runs with the measure stability
KINDS = {"embedding": "noise on one word's embedding", "words": "words replaced by near ones"}


@dataclass(frozen=True)
class Moved:
    """A sentence read clean and perturbed; clean, perturbed: attention in per cent of the larger maximum of
    the two, so that the two lines have one scale; words: those of the perturbed text; changed: what is
    said of it; jsd: the number by which models are compared; distances: the divergences in words.
    """

    words: Sequence[str]
    clean: Sequence[int]
    perturbed: Sequence[int]
    before: str
    after: str
    jsd: float
    distances: str
    changed: str


def of_run(folder: Path, classes: Sequence[str] = ()) -> dict[str, dict[str, Moved]]:
    """By a sentence's id and the kind of perturbation; empty for a run without the measure.

    Raises UserError where a reading has not a finite number a word.
    """
    path = folder / FILE
    found: dict[str, dict[str, Moved]] = {}
    for example in read_json(path) if path.is_file() else ():
        for state in ("benign", "perturbed"):
            check(f"{path}, example {example['id']}, {state}", example[state], ("attention",))
        found.setdefault(example["id"], {})[example["kind"]] = _moved(example, classes)
    return found


def _moved(example: Mapping[str, Any], classes: Sequence[str]) -> Moved:
    benign, other = example["benign"], example["perturbed"]
    whole = max([*benign["attention"], *other["attention"]], default=0.0)
    jsd, tvd = (SCIENTIFIC.show(example[name]) for name in ("jsd", "tvd"))
    return Moved(
        words=other["words"],
        clean=shares(benign["attention"], whole),
        perturbed=shares(other["attention"], whole),
        before=decided(benign["probabilities"], classes)[1],
        after=decided(other["probabilities"], classes)[1],
        jsd=example["jsd"],
        distances=f"JSD of attention {jsd}, TVD of prediction {tvd}",
        changed=_changed(benign, other),
    )


def _changed(benign: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """The words whose attention moved most, with both weights; replaced ones as `old → new`."""
    names = [a if a == b else f"{a} → {b}" for a, b in zip(benign["words"], other["words"], strict=True)]
    pairs = list(zip(benign["attention"], other["attention"], strict=True))
    most = largest([abs(after - before) for before, after in pairs], TOP)
    return ", ".join(f"{names[i]}: {pairs[i][0]:.3f} to {pairs[i][1]:.3f}" for i in most)
