"""Sentences shaded by attention, the gradient importance of each word as a bar below it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import read_json
from steady_attention.report.page.rendering import render

TOP = 5  # words that the text beside a map names
# (red, green, blue) of the ground, of the strongest attention over it, and of the words: contrast >= 4.5
# at every strength in both schemes.
PALETTE = {
    "light": {"ground": (255, 255, 255), "hot": (246, 160, 77), "ink": (17, 17, 17), "bar": (0, 92, 150)},
    "dark": {"ground": (27, 30, 36), "hot": (150, 72, 0), "ink": (250, 250, 250), "bar": (100, 180, 240)},
}


@dataclass(frozen=True)
class View:
    """One model's reading of a sentence; attention and importance are shares of the sentence's largest."""

    model: str
    words: Sequence[tuple[str, float, float]]
    predicted: str
    probability: float
    right: bool
    top: str


@dataclass(frozen=True)
class Sentence:
    """A sentence with its label and a view of every model; `second` is the other text of a pair, or empty."""

    id: str
    text: str
    second: str
    label: str
    views: Sequence[View]


@dataclass(frozen=True)
class Group:
    """Sentences of one dataset, read by the same models."""

    title: str
    sentences: Sequence[Sentence]


def of_models(
    title: str, folders: Mapping[str, Path], classes: Sequence[str] = (), limit: int | None = None
) -> Group:
    """The examples of evaluation folders (model's name: folder) side by side.

    classes: names of the labels. Raises UserError where an examples.json is broken or another set of texts.
    """
    examples = {model: _read(folder / "examples.json")[:limit] for model, folder in folders.items()}
    first, *others = examples
    for model in others:
        if [_text(e) for e in examples[model]] != [_text(e) for e in examples[first]]:
            raise UserError(
                f"{folders[model]} and {folders[first]} hold different texts: evaluate both again"
            )
    sentences = [
        Sentence(
            id=str(same[0]["id"]),
            text=" ".join(same[0]["words"]),
            second=" ".join(same[0].get("second", ())),
            label=_class(same[0]["label"], classes),
            views=[_view(model, example, classes) for model, example in zip(examples, same, strict=True)],
        )
        for same in zip(*examples.values(), strict=True)
    ]
    return Group(title, sentences)


def page(group: Group, notes: Sequence[str] = ()) -> str:
    """A self-contained page of one group, all sentences below one another."""
    return render("heatmap_page.html.j2", group=group, notes=notes, palette=PALETTE)


def _read(path: Path) -> list[dict[str, Any]]:
    """The examples of a run, each with as many numbers as words."""
    if not path.is_file():
        raise UserError(f"{path} not found: run the evaluate stage of this run's method")
    examples = read_json(path)
    for example in examples:
        lengths = {key: len(example[key]) for key in ("words", "attention", "importance")}
        numbers = [*example["attention"], *example["importance"], *example["probabilities"]]
        if len(set(lengths.values())) > 1 or not all(map(math.isfinite, numbers)):
            raise UserError(
                f"{path}, example {example['id']}: expected a finite number a word, has {lengths}"
            )
    return examples


def _text(example: Mapping[str, Any]) -> tuple:
    return example["id"], example["words"], example.get("second"), example["label"]


def _view(model: str, example: Mapping[str, Any], classes: Sequence[str]) -> View:
    attention = _shares(example["attention"])
    words = zip(example["words"], attention, _shares(example["importance"]), strict=True)
    probabilities = example["probabilities"]
    predicted = max(range(len(probabilities)), key=lambda c: (probabilities[c], c))  # p >= 0.5 is the second
    most = sorted(range(len(attention)), key=lambda i: (-attention[i], i))[:TOP]
    return View(
        model=model,
        words=list(words),
        predicted=_class(predicted, classes),
        probability=probabilities[predicted],
        right=predicted == example["label"],
        top=", ".join(f"{example['words'][i]} {example['attention'][i]:.2f}" for i in most),
    )


def _shares(numbers: Sequence[float]) -> list[float]:
    largest = max(map(abs, numbers), default=0.0) or 1.0
    return [round(abs(number) / largest, 2) for number in numbers]


def _class(label: int, classes: Sequence[str]) -> str:
    return classes[label] if classes else f"class {label}"
