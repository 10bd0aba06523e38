"""A run is one trained model; a profile's suites name the runs by explicit grids."""

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from steady_attention.store.errors import UserError

NO_ATTENTION = "max"  # in the place of an attention, of method base alone: the largest of the words' states
DEFAULT = "default"  # the name of a variant that changes nothing
SUPERVISED = ("unlabeled", 0)  # is no change
RANDOM = "random"  # the strategy where a run names none
HELD_OUT = "held_out"  # half of a pair corpus's training split, in the place of a strategy
OF_SECTIONS = ("train", "model")  # a variant's key `train.epochs` changes that value of the section
VECTORS = "vectors"  # a variant's key that names other word vectors than the profile's
OF_DATA = ("unlabeled", "selection", "pool", "labeled", "as_published")  # its keys on what is trained on


@dataclass(frozen=True)
class Draw:
    """How the unlabeled texts of a run are drawn: by which strategy, and from which pool; None: the
    profile's first.
    """

    strategy: str
    pool: str | None = None

    @property
    def name(self) -> str:
        """The folder's, behind the corpus's."""
        return self.strategy if self.pool is None else f"{self.strategy}-{self.pool}"


@dataclass(frozen=True, order=True)
class Run:
    """What selects one trained model within a profile."""

    dataset: str
    encoder: str
    attention: str
    method: str
    variant: tuple[tuple[str, Any], ...]  # sorted pairs; what a sweep changes
    seed: int

    @property
    def variant_name(self) -> str:
        """`default`, or the changed values: `epsilon=1.0,unlabeled=2000`."""
        return variant_text(self.variant)

    @property
    def name(self) -> str:
        """The run's folder below its method's."""
        return f"{self.dataset}-{self.encoder}-{self.attention}-{self.variant_name}-{self.seed}"

    def vanilla(self) -> "Run":
        """The vanilla run on the same labeled texts, from which seat and vib begin."""
        return replace(self, method="vanilla", variant=self._data())

    def base(self) -> "Run":
        """The run without attention on the same labeled texts, which scores texts with words left out."""
        return replace(self, method="base", attention=NO_ATTENTION, variant=self._data())

    def _data(self) -> tuple[tuple[str, Any], ...]:
        return tuple(pair for pair in self.variant if pair[0] in ("labeled", VECTORS) or "." in pair[0])

    def arguments(self) -> dict[str, Any]:
        """The run as plain data."""
        return {
            "dataset": self.dataset,
            "encoder": self.encoder,
            "attention": self.attention,
            "method": self.method,
            "variant": dict(self.variant),
            "seed": self.seed,
        }


def variant(changes: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """A variant's changes in their one order."""
    return tuple(sorted(change for change in changes.items() if change != SUPERVISED))


def variant_text(changes: Iterable[tuple[str, Any]]) -> str:
    """A variant's changes, in their one order, as the text that stands in names and tables."""
    return ",".join(f"{key}={value}" for key, value in changes) or DEFAULT


def variant_from(text: str, where: str = "variant") -> dict[str, Any]:
    """The changes that `variant_text` wrote, numbers and truths as such; `unlabeled=0` is no change.

    Raises UserError for another form; where: what has this text, for its message.
    """
    parts = text.split(",") if text not in ("", DEFAULT) else ()
    pairs = [part.partition("=") for part in parts]
    if not all(key and equals and value for key, equals, value in pairs):
        raise UserError(
            f"scores, {where} {text!r}: expected `{DEFAULT}` or key=value pairs joined by commas: "
            "make them anew with `dvc repro collect@<profile>`"
        )
    return dict(variant({key: _typed(value) for key, _, value in pairs}))


def _typed(text: str) -> Any:
    if text in ("True", "False"):
        return text == "True"
    for kind in (int, float):
        with contextlib.suppress(ValueError):
            return kind(text)
    return text


def of_arguments(given: Mapping[str, Any]) -> Run:
    """The run whose arguments these are."""
    return Run(**{**given, "variant": variant(given["variant"])})


def draw(run: Run) -> Draw | None:
    """How the unlabeled texts of a run are drawn; None for a run that takes none."""
    changes = dict(run.variant)
    if "labeled" in changes:
        return Draw(HELD_OUT)
    return Draw(changes.get("selection", RANDOM), changes.get("pool")) if changes.get("unlabeled") else None


def draws(wanted: Iterable[Run]) -> list[tuple[str, Draw]]:
    """Corpus and way of every drawing that some run needs, each once, in the order of the runs."""
    drawn = ((run.dataset, way) for run in wanted if (way := draw(run)) is not None)
    return list(dict.fromkeys(drawn))


def vectors_name(corpus: str, other: str | None = None) -> str:
    """The folder of a corpus's vectors: the profile's, or others that a variant names."""
    return f"{corpus}-vectors" if other is None else f"{corpus}-vectors-{other}"


def other_vectors(wanted: Iterable[Run]) -> list[tuple[str, str]]:
    """Corpus and vectors, each once, of the runs whose variant names other vectors than the profile's."""
    named = ((run.dataset, dict(run.variant).get(VECTORS)) for run in wanted)
    return list(dict.fromkeys((corpus, name) for corpus, name in named if name is not None))


def on_data(run: Run) -> dict[str, Any]:
    """A variant's changes of what is trained on."""
    return {key: value for key, value in run.variant if key in (*OF_DATA, VECTORS)}


def on_method(run: Run) -> dict[str, Any]:
    """A variant's changed keys of its method."""
    others = (*OF_DATA, VECTORS)
    return {key: value for key, value in run.variant if key not in others and "." not in key}


def on_section(run: Run, name: str) -> dict[str, Any]:
    """A variant's changes of a section, `train` or `model`, by the section's own keys."""
    start = f"{name}."
    return {key.removeprefix(start): value for key, value in run.variant if key.startswith(start)}
