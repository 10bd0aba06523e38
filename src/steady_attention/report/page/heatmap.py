"""Sentences shaded by attention, the gradient importance of each word as a bar below it; and perturbed.

What a page draws is data in the page, a group's fields by name: its script shows one sentence at a time.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from steady_attention.metrics import classification
from steady_attention.metrics.card import SCIENTIFIC
from steady_attention.report.page import chosen
from steady_attention.report.page.rendering import render
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

TOP = 5  # words that the text beside a map names
PERTURBED = "perturbed.json"  # of runs with the measure stability
KINDS = {"embedding": "noise on one word's embedding", "words": "words replaced by near ones"}
# (red, green, blue) of the ground, of the strongest attention over it, and of the words: contrast >= 4.5
# at every strength in both schemes.
PALETTE = {
    "light": {"ground": (255, 255, 255), "hot": (246, 160, 77), "ink": (17, 17, 17), "bar": (0, 92, 150)},
    "dark": {"ground": (27, 30, 36), "hot": (150, 72, 0), "ink": (250, 250, 250), "bar": (100, 180, 240)},
}


@dataclass(frozen=True)
class Moved:
    """A sentence read clean and perturbed; clean, perturbed: attention in per cent of the larger maximum of
    the two, so that the two lines have one scale; words: those of the perturbed text, none where no word is
    another; changed: what is said of it; jsd: the number by which models are compared; distances: the
    divergences in words.
    """

    words: Sequence[str]
    clean: Sequence[int]
    perturbed: Sequence[int]
    before: str
    after: str
    jsd: float
    distances: str
    changed: str


@dataclass(frozen=True)
class View:
    """One model's reading of a sentence; attention and importance: each word's share of the sentence's
    largest, in per cent; moved: its reading by the kind of perturbation, where that was kept.
    """

    model: str
    attention: Sequence[int]
    importance: Sequence[int]
    predicted: str
    right: bool
    top: str
    moved: Mapping[str, Moved] = field(default_factory=dict)


@dataclass(frozen=True)
class Sentence:
    """A sentence with its label and a view of every model; `second` is the other text of a pair, or empty."""

    id: str
    words: Sequence[str]
    second: str
    label: str
    views: Sequence[View]


@dataclass(frozen=True)
class Group:
    """Sentences of one dataset, read by the same models."""

    title: str
    sentences: Sequence[Sentence]


def of_models(
    title: str, folders: Mapping[str, Archived], classes: Sequence[str] = (), limit: int | None = None
) -> Group:
    """The examples of evaluation folders (model's name: folder) side by side.

    classes: names of the labels; limit: of the examples those that tell the models apart best (see
    chosen.py), None for all as they come. Methods that are the same by mathematics, and here the same to the
    digit, are one model. Raises UserError where an examples.json is broken or another set of texts.
    """
    examples = {model: checked(folder / "examples.json") for model, folder in folders.items()}
    first, *others = examples
    for model in others:
        if [_text(e) for e in examples[model]] != [_text(e) for e in examples[first]]:
            raise UserError(
                f"{folders[model]} and {folders[first]} hold different texts: evaluate both again"
            )
    moved = {model: perturbed_readings(folder, classes) for model, folder in folders.items()}
    names = chosen.once({model: (examples[model], moved[model]) for model in examples})
    examples = {name: examples[model] for name, model in names.items()}
    moved = {name: moved[model] for name, model in names.items()}
    if limit is not None:
        places = chosen.telling(examples, {text for of_model in moved.values() for text in of_model}, limit)
        examples = {model: [every[place] for place in places] for model, every in examples.items()}
    sentences = [
        Sentence(
            id=str(same[0]["id"]),
            words=same[0]["words"],
            second=" ".join(same[0].get("second", ())),
            label=class_name(same[0]["label"], classes),
            views=[
                _view(model, example, classes, moved[model].get(example["id"], {}))
                for model, example in zip(examples, same, strict=True)
            ],
        )
        for same in zip(*examples.values(), strict=True)
    ]
    return Group(title, sentences)


def page(group: Group, notes: Sequence[str] = ()) -> str:
    """A self-contained page of one group."""
    given = {"maps": [asdict(group)], "kinds": KINDS, "palette": PALETTE}
    return render("heatmap_page.html.j2", title=group.title, notes=notes, **given)


def _text(example: Mapping[str, Any]) -> tuple:
    return example["id"], example["words"], example.get("second"), example["label"]


def _view(model: str, example: Mapping[str, Any], classes: Sequence[str], moved: Mapping[str, Moved]) -> View:
    attention, importance = example["attention"], example["importance"]
    predicted, text = decided(example["probabilities"], classes)
    return View(
        model=model,
        attention=shares(attention, max(map(abs, attention), default=0.0)),
        importance=shares(importance, max(map(abs, importance), default=0.0)),
        predicted=text,
        right=predicted == example["label"],
        top=", ".join(f"{example['words'][i]} {attention[i]:.2f}" for i in largest(attention)),
        moved=moved,
    )


def perturbed_readings(folder: Archived, classes: Sequence[str] = ()) -> dict[str, dict[str, Moved]]:
    """By a sentence's id and the kind of perturbation; empty for a run without the measure.

    Raises UserError where a reading has not a finite number a word.
    """
    path = folder / PERTURBED
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
        words=other["words"] if other["words"] != benign["words"] else (),
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
    most = largest([abs(after - before) for before, after in pairs])
    return ", ".join(f"{names[i]}: {pairs[i][0]:.3f} to {pairs[i][1]:.3f}" for i in most)


def checked(path: Archived) -> list[dict[str, Any]]:
    """The examples of a run, each with as many numbers as words. Raises UserError where they are not."""
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
