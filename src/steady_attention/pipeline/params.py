"""params.yaml as frozen dataclasses. No default is here: a value that changes a result stands in the file."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import read_yaml
from steady_attention.pipeline.schema import Range, one_of, section

Count = Annotated[int, Range(1)]
Seed = Annotated[int, Range(0)]
Positive = Annotated[float, Range(0.0, open_low=True)]
Share = Annotated[float, Range(0.0, 0.99)]
Encoder = Literal["rnn", "lstm", "bilstm"]
Attention = Literal["additive", "dot"]


@dataclass(frozen=True)
class Execution:
    """How the work is run; changes no number."""

    jobs: Literal["auto"] | Count  # worker processes, one thread each; auto = cores


@dataclass(frozen=True)
class Preprocess:
    """How texts become tokens (Jain & Wallace 2019)."""

    boundaries: bool  # wrap every text in <sos> and <eos>, which get no attention
    length_filter: bool  # leave out the texts that Jain & Wallace leave out


@dataclass(frozen=True)
class Unlabeled:
    """How unlabeled sentences are drawn from the pool."""

    pool: str
    strategies: tuple[Literal["random", "ann_bow", "ann_average_embedding"], ...]
    amount: Count  # sentences drawn for each labeled corpus; a run uses the first `unlabeled` of them
    seed: Seed
    subpool: Count | None  # sentences of the pool, drawn at random, that the ann strategies search; null: all
    neighbours: Count  # of each labeled text, at first
    backend: Literal["exact", "annoy"]
    trees: Count  # of Annoy's forest
    search_k: Count  # rows that Annoy inspects for a query
    weighting: Literal["counts", "binary", "idf"]  # of the terms of a bag of words
    hashing: Count  # width of the hashed bags of words, which find candidates
    rerank: Count  # candidates that the true cosine puts in order


@dataclass(frozen=True)
class Model:
    """Sizes of the classifier."""

    embedding: Count  # width of a word vector
    hidden: Count  # units of the encoder, each direction
    attention_hidden: Count  # width of the additive attention's hidden layer
    dropout: Share  # of the embedded words


@dataclass(frozen=True)
class Train:
    """One run of training."""

    epochs: Count
    batch_size: Count
    learning_rate: Positive
    weight_decay: Annotated[float, Range(0.0)]  # L2, through Adam
    patience: Count  # epochs without a better dev score before training stops
    selection: Literal["f1", "macro_f1", "accuracy"]  # the dev score that chooses the epoch
    unlabeled_ratio: Count  # unlabeled texts in a step, times the labeled ones


@dataclass(frozen=True)
class Block:
    """One rectangle of a suite's grid: every combination is a run."""

    datasets: tuple[str, ...]
    encoders: tuple[Encoder, ...]
    attentions: tuple[Attention, ...]
    methods: tuple[str, ...]
    seeds: tuple[Seed, ...]
    variants: tuple[dict[str, Any], ...]


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
    suites: dict[str, dict[str, Block]]

    def texts(self) -> tuple[str, ...]:
        """All corpora, the pool among them."""
        return (*self.corpora, *([self.unlabeled.pool] if self.unlabeled else []))


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
    methods: dict[str, dict[str, Any]]  # a method's own section is checked by its HParams
    profiles: dict[str, Profile]

    def at(self, profile: str) -> Profile:
        """The named profile; an unknown name lists those there are."""
        one_of("params.yaml `profile`", profile, self.profiles)
        return self.profiles[profile]


def load(path: Path = Path("params.yaml")) -> Params:
    """params.yaml, checked key by key. Raises UserError with the key's path and what was expected."""
    if not path.is_file():
        raise UserError(f"{path} not found in {Path.cwd()}: run the stages from the repository's root")
    params = section("", read_yaml(path), Params)
    for name, profile in params.profiles.items():
        _consistent(f"profiles.{name}", profile, params.methods)
    return params


def _consistent(where: str, profile: Profile, methods: dict[str, Any]) -> None:
    """The names that a profile's grid uses are among its corpora and the methods that have a section."""
    for suite, blocks in profile.suites.items():
        for name, block in blocks.items():
            at = f"{where}.suites.{suite}.{name}"
            for dataset in block.datasets:
                one_of(f"{at}.datasets", dataset, profile.corpora)
            for method in block.methods:
                one_of(f"{at}.methods", method, methods)
    for dataset, corpus in profile.counterparts.items():
        one_of(f"{where}.counterparts.{dataset}", corpus, profile.corpora)


def plain(settings: Any) -> dict[str, Any]:
    """A dataclass of this module as plain data for an item's arguments."""
    return asdict(settings)
