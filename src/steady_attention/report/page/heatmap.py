"""Sentences shaded by attention, the gradient importance of each word as a bar below it; and perturbed.

What a page draws is data in the page (see `data`): its script shows one sentence at a time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from steady_attention.report.page import perturbed
from steady_attention.report.page.perturbed import Moved
from steady_attention.report.page.readings import checked, class_name, decided, largest, shares
from steady_attention.report.page.rendering import render
from steady_attention.store.errors import UserError

# (red, green, blue) of the ground, of the strongest attention over it, and of the words: contrast >= 4.5
# at every strength in both schemes.
PALETTE = {
    "light": {"ground": (255, 255, 255), "hot": (246, 160, 77), "ink": (17, 17, 17), "bar": (0, 92, 150)},
    "dark": {"ground": (27, 30, 36), "hot": (150, 72, 0), "ink": (250, 250, 250), "bar": (100, 180, 240)},
}


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
    title: str, folders: Mapping[str, Path], classes: Sequence[str] = (), limit: int | None = None
) -> Group:
    """The examples of evaluation folders (model's name: folder) side by side.

    classes: names of the labels. Raises UserError where an examples.json is broken or another set of texts.
    """
    examples = {model: checked(folder / "examples.json")[:limit] for model, folder in folders.items()}
    first, *others = examples
    for model in others:
        if [_text(e) for e in examples[model]] != [_text(e) for e in examples[first]]:
            raise UserError(
                f"{folders[model]} and {folders[first]} hold different texts: evaluate both again"
            )
    moved = {model: perturbed.of_run(folder, classes) for model, folder in folders.items()}
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


def data(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """The groups as the page's script takes them: the dataclasses' fields by name."""
    return [asdict(group) for group in groups]


def page(group: Group, notes: Sequence[str] = ()) -> str:
    """A self-contained page of one group."""
    return render(
        "heatmap_page.html.j2",
        title=group.title, maps=data([group]), kinds=perturbed.KINDS, notes=notes, palette=PALETTE,
    )  # fmt: skip


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
