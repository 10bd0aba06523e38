"""What params.yaml and conf/ hold together. A value that changes a result stands in a file, not here."""

from dataclasses import field, fields
from typing import Literal

from steady_attention.corpora.user.section import Own
from steady_attention.evaluation.settings import Evaluate
from steady_attention.pretraining.settings import Limit, Pretrain, Random
from steady_attention.settings.execution import Execution
from steady_attention.settings.looks import Look
from steady_attention.settings.methods import Methods
from steady_attention.settings.suites import AUTO, BERT, Attention, Block, Encoder
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.messages import one_of
from steady_attention.store.sections import Count, Flag, Index, Listed, Plain, Text, section
from steady_attention.training.settings import Model, Train


@section
class Preprocess:
    """How texts become tokens (Jain & Wallace 2019)."""

    boundaries: Flag  # wrap every text in <sos> and <eos>, which get no attention
    length_filter: Flag  # leave out the texts that Jain & Wallace leave out


@section
class Unlabeled:
    """How unlabeled sentences are drawn from the pool."""

    pool: Text
    strategies: Listed[Literal["random", "ann_bow", "ann_average_embedding"]]
    amount: Count  # sentences drawn for each labeled corpus; a run uses the first `unlabeled` of them
    nearest_amount: Count  # the same of the strategies by nearest neighbours, whose search grows with it
    further: dict[
        Text, Count
    ]  # other pools, of which a run's variant may name one; sentences drawn from each
    seed: Index
    subpool: Count | None  # sentences of the pool, drawn at random, that the ann strategies search; null: all
    neighbours: Count  # of each labeled text, at first
    backend: Literal["exact", "annoy"]
    trees: Count  # of Annoy's forest
    search_k: Count  # rows that Annoy inspects for a query
    weighting: Literal["counts", "binary", "idf"]  # of the terms of a bag of words
    hashing: Count  # width of the hashed bags of words, which find candidates
    rerank: Count  # candidates that the true cosine puts in order


@section
class Bert:
    """The encoder bert: exactly one of `checkpoint` and `random`, and how it is trained."""

    checkpoint: Text | None  # a known checkpoint's name, or a folder in data/own/
    random: Random | None
    limit: Limit  # of a text; what is over is cut off
    train: Train
    methods: dict[Text, dict[Text, Plain]]  # of a method: changed values of its section, as in `tuned`


@section
class Auto:
    """The encoder auto: a checkpoint of Hugging Face, and how it is trained."""

    checkpoint: Text  # a folder in data/own/
    limit: Limit  # of a text; what is over is cut off
    train: Train
    methods: dict[Text, dict[Text, Plain]] = field(default_factory=dict)  # as in `bert`


@section
class Sizes(Model):
    """Sizes of the classifier; without a width its embeddings are as wide as the profile's word vectors."""

    embedding: Count | None = field(default=None, kw_only=True)


@section
class Settings:
    """conf/<profile>/settings.yaml: a scale at which the suites are run."""

    corpora: Listed[Text]
    vectors: Text
    other_vectors: tuple[Text, ...]  # published ones, of which a run's variant may name one
    counterparts: dict[Text, Text]  # a paper's data set: the corpus that stands for it here
    preprocess: Preprocess
    unlabeled: Unlabeled | None  # null: this profile has no pool
    bert: Bert | None  # null: this profile has no encoder bert
    auto: Auto | None = field(default=None, kw_only=True)  # none: this profile has no encoder auto
    pretrain: Pretrain | None  # null: this profile pretrains no BERT
    model: Sizes
    train: Train
    evaluate: Evaluate
    tuned: dict[Text, dict[Text, dict[Text, Plain]]]  # of a corpus, or `default`, and a method
    tuned_unlabeled: dict[Text, dict[Text, dict[Text, Plain]]]  # the same, of runs with unlabeled texts
    looks: tuple[Look, ...] = field(default=(), kw_only=True)  # none: once, at all seeds that there are
    notice: Text | None = field(
        default=None, kw_only=True
    )  # a sentence at the head of FINDINGS.md and the page

    def train_of(self, encoder: str) -> Train:
        """How an encoder's runs are trained: those over word pieces have sections of their own."""
        own = self.of_pieces(encoder)
        return own.train if own else self.train

    def of_pieces(self, encoder: str) -> Bert | Auto | None:
        """The section of an encoder over word pieces; None of another one, and where there is none."""
        return {BERT: self.bert, AUTO: self.auto}.get(encoder)

    def corpora_of(self) -> dict[str, str]:
        """All corpora of the profile, with the key that names each."""
        keys = {"corpora": self.corpora}
        if self.unlabeled is not None:
            keys["unlabeled.pool"] = (self.unlabeled.pool,)
            keys["unlabeled.further"] = tuple(self.unlabeled.further)
        if self.pretrain is not None:
            keys["pretrain.texts"] = self.pretrain.texts or ()
        return {corpus: key for key, corpora in keys.items() for corpus in corpora}

    @property
    def selection(self) -> str:
        """The dev score that chooses the epoch, and that of `bert` where it is another one."""
        usual, of_bert = self.train.selection, self.train_of(BERT).selection
        return usual if of_bert == usual else f"{usual}, of bert {of_bert}"


@section
class Profile(Settings):
    """A profile's settings and its suites, whose blocks have what they take from the grid's defaults."""

    suites: dict[Text, dict[Text, Block]]


@section
class Top:
    """params.yaml; the first keys select the experiment at hand."""

    profile: Text
    dataset: Text
    encoder: Encoder
    attention: Attention
    method: Text
    hparams: dict[Text, Plain]  # keys of the method, of the experiment at hand alone
    seed: Index
    unlabeled: Index
    execution: Execution
    corpora: dict[Text, Own]  # the user's own; they belong to every profile


SELECTING = tuple(
    one.name for one in fields(Top) if one.name not in ("execution", "corpora")
)  # the experiment


@section
class Params(Methods, Top):
    """All files together; of the profiles those that were asked for."""

    profiles: dict[Text, Profile]

    def at(self, profile: str) -> Profile:
        """The named profile; an unknown name lists those there are. Raises UserError where one of its corpora
        has the name of one of the user's.
        """
        one_of("params.yaml `profile`", profile, self.profiles)
        taken = self.profiles[profile].corpora_of()
        for corpus in self.corpora:
            if corpus in taken:
                raise UserError(
                    f"corpora.{corpus}: expected a name that the profile in use does not have, but "
                    f"{folders.settings(profile)}: {taken[corpus]} has it: rename your corpus"
                )
        return self.profiles[profile]

    def labeled(self, profile: str) -> tuple[str, ...]:
        """A profile's labeled corpora: those that it names, and all of the user's own."""
        return (*self.at(profile).corpora, *self.corpora)
