"""params.yaml and conf/ as frozen dataclasses. A value that changes a result stands in a file, not here.

params.yaml has what a person changes, conf/methods.yaml every method, conf/<profile>/settings.yaml a scale,
and conf/<profile>/grid.yaml the runs at that scale. Errors name a key of params.yaml as it is, and one of
another file after that file: `conf/demo/settings.yaml: train.epochs`.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from steady_attention.settings import checks, suites, user_data
from steady_attention.settings.names import Attention, Encoder
from steady_attention.settings.plain_yaml import read as read_yaml
from steady_attention.settings.schema import Range, one_of, section
from steady_attention.settings.sections import Bert, Evaluate, Model, Pretrain, Train
from steady_attention.settings.suites import Block, Seed
from steady_attention.settings.texts import Count, Preprocess, Unlabeled
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest, shown

PARAMS = Path("params.yaml")
MOVED = (
    f"{PARAMS}: the settings were one file; now {folders.METHODS} has `methods`, "
    f"{folders.settings('<profile>')} the sections of `profiles` and "
    f"{folders.suites('<profile>')} their `suites`: move yours there"
)
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
class Settings:
    """conf/<profile>/settings.yaml: a scale at which the suites are run."""

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

    def train_of(self, encoder: str) -> Train:
        """How an encoder's runs are trained: BERT has a section of its own."""
        return self.bert.train if self.bert and encoder == checks.BERT else self.train

    @property
    def selection(self) -> str:
        """The dev score that chooses the epoch, and that of `bert` where it is another one."""
        usual, of_bert = self.train.selection, self.train_of(checks.BERT).selection
        return usual if of_bert == usual else f"{usual}, of bert {of_bert}"


@dataclass(frozen=True)
class Profile(Settings):
    """A profile's settings and its suites, whose blocks have what they take from the grid's defaults."""

    suites: dict[str, dict[str, Block]]


@dataclass(frozen=True)
class Top:
    """params.yaml; the first keys select the experiment at hand."""

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


@dataclass(frozen=True)
class Methods:
    """conf/methods.yaml: the papers, each method in one of two lists, and its section."""

    papers: tuple[str, ...]
    trained: tuple[str, ...]  # from random weights
    from_vanilla: tuple[str, ...]  # from the weights of a trained run of `start`
    start: Literal["vanilla"]  # a name for dvc.yaml
    scorer: Literal["base"]  # the method without attention; the same
    methods: dict[str, dict[str, Any]]  # a method's own section is checked by its HParams


@dataclass(frozen=True)
class Params(Methods, Top):
    """All files together; of the profiles those that were asked for."""

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


def load(profile: str | None = None, root: Path = Path()) -> Params:
    """All that a profile's stages need, checked key by key; without a name that of params.yaml.

    root: the folder of params.yaml. Raises UserError with the key, where it stands, and what was expected.
    """
    top = _top(root)
    return checked(top, _content(root, folders.METHODS), _profiles(root, top, profile))


def load_every(root: Path = Path()) -> Params:
    """The same with every profile."""
    top = _top(root)
    return checked(top, _content(root, folders.METHODS), _profiles(root, top, *names(root)))


def execution(root: Path = Path()) -> Execution:
    """How the work is run, by params.yaml alone. Raises UserError as `load` does."""
    return _checked_top(_top(root)).execution


def names(root: Path = Path()) -> list[str]:
    """The profiles that conf/ has."""
    return sorted(path.parent.name for path in root.glob(folders.settings("*")))


def checked(top: Any, methods: Any, profiles: Mapping[str, tuple[Any, Any]]) -> Params:
    """The contents of params.yaml, of conf/methods.yaml and, of each profile, of settings.yaml and grid.yaml.

    Raises UserError with the key, where it stands, and what was expected.
    """
    known = section(f"{folders.METHODS}: ", methods, Methods)
    made = {name: _profile(name, *contents) for name, contents in profiles.items()}
    params = Params(**vars(_checked_top(top)), **vars(known), profiles=made)
    checks.check(params)
    return params


def _checked_top(given: Any) -> Top:
    if isinstance(given, dict):
        if {"methods", "profiles"} & given.keys():
            raise UserError(MOVED)
        given = {"hparams": None} | given
        given |= {key: {} for key in MAY_BE_EMPTY if given.get(key, {}) is None}
    return section("", given, Top)


def _profile(name: str, settings: Any, grid: Any) -> Profile:
    known = section(f"{folders.settings(name)}: ", settings, Settings)
    return Profile(**vars(known), suites=suites.read(f"{folders.suites(name)}: ", grid))


def _top(root: Path) -> Any:
    if not (root / PARAMS).is_file():
        raise UserError(
            f"{root / PARAMS} not found in {Path.cwd()}: run the stages from the repository's root"
        )
    return read_yaml(root / PARAMS)


def _profiles(root: Path, top: Any, *asked: str | None) -> dict[str, tuple[Any, Any]]:
    """The contents of the files of the profiles asked for; None is the one that params.yaml names."""
    at_hand = top.get("profile") if isinstance(top, dict) else None
    wanted = [at_hand if name is None else name for name in asked]
    wanted = [name for name in wanted if name is not None]
    there = names(root)
    for name in wanted:
        if name not in there:
            known = f"{shown(name)} is not one of {', '.join(there)}{nearest(name, there)}"
            raise UserError(f"{PARAMS} `profile`: {known}; a profile is a folder of conf/ with settings.yaml")
    return {
        name: (_content(root, folders.settings(name)), _content(root, folders.suites(name)))
        for name in wanted
    }


def _content(root: Path, file: str) -> Any:
    if not (root / file).is_file():
        raise UserError(f"{file} not found: `git restore {file}` brings the committed one")
    return read_yaml(root / file)


def plain(settings: Any) -> dict[str, Any]:
    """A section as plain data for an item's arguments."""
    return asdict(settings)
