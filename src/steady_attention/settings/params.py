"""params.yaml as frozen dataclasses. No default is here: a value that changes a result stands in the file."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from steady_attention.settings import checks, user_data
from steady_attention.settings.names import Attention, Encoder, Measure
from steady_attention.settings.plain_yaml import read as read_yaml
from steady_attention.settings.schema import Range, one_of, section
from steady_attention.settings.sections import Bert, Evaluate, Model, Pretrain, Train
from steady_attention.settings.texts import Count, Preprocess, Unlabeled
from steady_attention.store.errors import UserError

Seed = Annotated[int, Range(0)]
MAY_BE_EMPTY = ("hparams", "corpora")  # sections of which null is none


@dataclass(frozen=True)
class Execution:
    """How the work is run; changes no number, but for the last digits that differ between devices."""

    jobs: Literal["auto"] | Count  # worker processes of loky, one thread each; auto = cores
    backend: Literal["loky", "dask"]  # processes of this machine, or the workers of a Dask cluster
    scheduler: str | None  # the cluster's address
    device: Literal["auto", "cpu", "cuda"]  # auto: a GPU where there is one

    def __post_init__(self):
        address, where = self.scheduler, "execution.scheduler"
        if self.backend == "loky" and address is not None:
            raise UserError(f"{where}: expected null with backend: loky, got {address!r}")
        if self.backend == "dask" and not re.fullmatch(r"(tcp|tls)://\S+:\d+", address or ""):
            raise UserError(f"{where}: expected tcp://host:port with backend: dask, got {address!r}")


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
    bert: Bert | None  # null: this profile has no encoder bert
    pretrain: Pretrain | None  # null: this profile pretrains no BERT
    model: Model
    train: Train
    evaluate: Evaluate
    tuned: dict[str, dict[str, dict[str, Any]]]  # of a corpus, or `default`, and a method
    suites: dict[str, dict[str, Block]]

    def train_of(self, encoder: str) -> Train:
        """How an encoder's runs are trained: BERT has a section of its own."""
        return self.bert.train if self.bert and encoder == checks.BERT else self.train

    @property
    def selection(self) -> str:
        """The dev score that chooses the epoch, and that of `bert` where it is another one."""
        usual, of_bert = self.train.selection, self.train_of(checks.BERT).selection
        return usual if of_bert == usual else f"{usual}, of bert {of_bert}"


@dataclass(frozen=True)
class Params:
    """The whole file; the first keys select the experiment at hand."""

    profile: str
    dataset: str
    encoder: Encoder
    attention: Attention
    method: str
    hparams: dict[str, Any]  # keys of the method, of the experiment at hand alone
    seed: Seed
    unlabeled: Annotated[int, Range(0)]
    execution: Execution
    corpora: dict[str, user_data.Own]  # the user's own; they belong to every profile
    methods: dict[str, dict[str, Any]]  # a method's own section is checked by its HParams
    profiles: dict[str, Profile]

    def at(self, profile: str) -> Profile:
        """The named profile; an unknown name lists those there are. Raises UserError where one of its corpora
        has the name of one of the user's.
        """
        one_of("params.yaml `profile`", profile, self.profiles)
        checks.distinct(profile, self.profiles[profile], self.corpora)
        return self.profiles[profile]

    def labeled(self, profile: str) -> tuple[str, ...]:
        """A profile's labeled corpora: those that it names, and all of the user's own."""
        return (*self.at(profile).corpora, *self.corpora)


def load(path: Path = Path("params.yaml")) -> Params:
    """params.yaml, checked key by key. Raises UserError with the key's path and what was expected."""
    if not path.is_file():
        raise UserError(f"{path} not found in {Path.cwd()}: run the stages from the repository's root")
    return checked(read_yaml(path))


def checked(given: Any) -> Params:
    """The content of params.yaml, checked. Raises UserError with the key's path and what was expected."""
    if isinstance(given, dict):
        given = {"hparams": None} | given
        given |= {key: {} for key in MAY_BE_EMPTY if given.get(key, {}) is None}
    params = section("", given, Params)
    checks.check(params)
    return params


def plain(settings: Any) -> dict[str, Any]:
    """A section as plain data for an item's arguments."""
    return asdict(settings)
