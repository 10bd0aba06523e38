"""A model's reading of a text, as an evaluation keeps it: words, attention, probabilities."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.metrics import classification
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

TOP = 5  # words that the text beside a map names


def checked(path: Path) -> list[dict[str, Any]]:
    """The examples of a run, each with as many numbers as words. Raises UserError where they are not."""
    if not path.is_file():
        raise UserError(f"{path} not found: run the evaluate stage of this run's method")
    examples = read_json(path)
    for example in examples:
        check(f"{path}, example {example['id']}", example, ("attention", "importance"))
    return examples


def check(where: str, reading: dict[str, Any], keys: Sequence[str]) -> None:
    """Raise UserError unless a reading has a finite number a word under each key, and finite
    probabilities.
    """
    lengths = {key: len(reading[key]) for key in ("words", *keys)}
    numbers = [number for key in (*keys, "probabilities") for number in reading[key]]
    if len(set(lengths.values())) > 1 or not all(map(math.isfinite, numbers)):
        raise UserError(f"{where}: expected a finite number a word, has {lengths}")


def shares(numbers: Sequence[float], whole: float) -> list[int]:
    """The numbers' sizes in per cent of `whole`; all 0 where that is 0."""
    return [round(100 * abs(number) / (whole or 1.0)) for number in numbers]


def largest(numbers: Sequence[float], amount: int = TOP) -> list[int]:
    """The places of the largest numbers, the first of equals first."""
    return sorted(range(len(numbers)), key=lambda i: (-numbers[i], i))[:amount]


def decided(probabilities: Sequence[float], classes: Sequence[str]) -> tuple[int, str]:
    """The class that is predicted, by the rule of metrics.classification, and its name with its
    probability.
    """
    predicted = int(classification.decided(np.array(probabilities)))
    return predicted, f"{class_name(predicted, classes)} {probabilities[predicted]:.2f}"


def class_name(label: int, classes: Sequence[str]) -> str:
    """A label's name; `class 1` where the classes have none."""
    return classes[label] if classes else f"class {label}"
