"""params.yaml as frozen dataclasses. No default is here: a value that changes a result stands in the file."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from steady_attention.pipeline import own
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import read_yaml
from steady_attention.pipeline.schema import Range, one_of, section
from steady_attention.pipeline.settings import Evaluate, Model, Train
from steady_attention.pipeline.texts import Count, Preprocess, Unlabeled

Seed = Annotated[int, Range(0)]
Encoder = Literal["rnn", "lstm", "bilstm"]
Attention = Literal["additive", "dot", "max"]  # max: no attention, the states are max-pooled (method base)
Measure = Literal[
    "rationales",
    "stability",
    "adversarial",
    "erasure",
    "sensitivity",
    "deletion",
    "sentiment_words",
    "representation",
]  # modules of evaluation/, each with a function `measured`


@dataclass(frozen=True)
class Execution:
    """How the work is run; changes no number."""

    jobs: Literal["auto"] | Count  # worker processes, one thread each; auto = cores


@dataclass(frozen=True)
class Block:
    """One rectangle of a suite's grid: every combination is a run."""

    datasets: tuple[str, ...]
    encoders: tuple[Encoder, ...]
    attentions: tuple[Attention, ...]
    methods: tuple[str, ...]
    seeds: tuple[Seed, ...]
    variants: tuple[dict[str, Any], ...]
    measures: tuple[Measure, ...] | None  # taken besides prediction and correlation; null: none


@dataclass(frozen=True)
class Profile:
    """A scale at which the suites are run."""

    corpora: tuple[str, ...]
    vectors: str
    counterparts: dict[str, str]  # a paper's data set: the corpus that stands for it here
    preprocess: Preprocess
    unlabeled: Unlabeled | None  # null: this profile has no pool
    model: Model
    train: Train
    evaluate: Evaluate
    tuned: dict[str, dict[str, dict[str, Any]]]  # of a corpus and a method: changed values of its section
    suites: dict[str, dict[str, Block]]


@dataclass(frozen=True)
class Params:
    """The whole file; the first keys select the experiment at hand."""

    profile: str
    dataset: str
    encoder: Encoder
    attention: Attention
    method: str
    seed: Seed
    unlabeled: Annotated[int, Range(0)]
    execution: Execution
    corpora: dict[str, own.Own]  # the user's own; they belong to every profile
    methods: dict[str, dict[str, Any]]  # a method's own section is checked by its HParams
    profiles: dict[str, Profile]

    def at(self, profile: str) -> Profile:
        """The named profile; an unknown name lists those there are."""
        one_of("params.yaml `profile`", profile, self.profiles)
        return self.profiles[profile]

    def labeled(self, profile: str) -> tuple[str, ...]:
        """A profile's labeled corpora: those that it names, and all of the user's own."""
        return (*self.at(profile).corpora, *self.corpora)

    def texts(self, profile: str) -> tuple[str, ...]:
        """A profile's labeled corpora, and its pool."""
        drawn = self.at(profile).unlabeled
        return (*self.labeled(profile), *([drawn.pool] if drawn else []))


def load(path: Path = Path("params.yaml")) -> Params:
    """params.yaml, checked key by key. Raises UserError with the key's path and what was expected."""
    if not path.is_file():
        raise UserError(f"{path} not found in {Path.cwd()}: run the stages from the repository's root")
    params = section("", read_yaml(path), Params)
    for name, corpus in params.corpora.items():
        own.check(name, corpus)
    for name in params.profiles:
        _consistent(f"profiles.{name}", name, params)
    return params


def _consistent(where: str, name: str, params: Params) -> None:
    """The names that a profile's grid uses are among its corpora and the methods that have a section."""
    profile, labeled = params.at(name), params.labeled(name)
    if twice := sorted({*profile.corpora} & {*params.corpora}):
        raise UserError(
            f"{where}.corpora: {twice[0]!r} stands under `corpora` and so belongs to every profile"
        )
    if own.is_vectors(profile.vectors):
        own.check_file(f"{where}.vectors", profile.vectors, own.VECTORS)
    for suite, blocks in profile.suites.items():
        for key, block in blocks.items():
            at = f"{where}.suites.{suite}.{key}"
            for dataset in block.datasets:
                one_of(f"{at}.datasets", dataset, labeled)
            for method in block.methods:
                one_of(f"{at}.methods", method, params.methods)
    for dataset, corpus in profile.counterparts.items():
        one_of(f"{where}.counterparts.{dataset}", corpus, labeled)
    for dataset, changes in profile.tuned.items():
        one_of(f"{where}.tuned", dataset, labeled)
        for method in changes:
            one_of(f"{where}.tuned.{dataset}", method, params.methods)


def plain(settings: Any) -> dict[str, Any]:
    """A section as plain data for an item's arguments."""
    return asdict(settings)
