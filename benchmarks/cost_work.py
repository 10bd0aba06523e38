"""How much a profile's runs read: words trained and scored, floating-point operations, by run."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from steady_attention import corpora
from steady_attention.run import plan, runs
from steady_attention.run.runs import Run
from steady_attention.settings.sections import Params
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json
from steady_attention.store.messages import check_made

POOL = "one_billion_word_full"
PIECES = 1.2  # word pieces of a word, an assumption
SPECIAL = 2  # [CLS] and [SEP]


class Texts(NamedTuple):
    """words: of the mean training text, of a pair both; vocabulary: rows; source: of the words."""

    words: float
    vocabulary: int
    source: str


KITADA, ZHOU, HU = "Kitada & Iyatomi 2022, Table 2", "Zhou et al. 2021, Table 1", "Hu et al. 2023, Table 5"
OURS, GUESS = "reports/small/corpora", "an estimate"
TEXTS = {  # vocabularies: Kitada & Iyatomi's and reports/small/corpora's, else estimates
    "sst": Texts(17.5, 13_824, OURS),
    "sst_jain_wallace": Texts(19.5, 13_826, OURS),  # boundaries too
    "sst_known_words": Texts(17, 13_824, OURS),
    "emotion": Texts(19.6, 6_644, OURS),
    "babi1": Texts(43, 22, OURS),
    "sst5": Texts(18, 16_500, ZHOU),
    "imdb": Texts(268, 20_000, ZHOU),
    "yelp": Texts(138, 90_000, ZHOU),
    "ag_news4": Texts(32, 35_000, ZHOU),
    "trec": Texts(10, 8_000, ZHOU),
    "subj": Texts(23, 20_000, ZHOU),
    "twitter_phrases": Texts(22, 25_000, ZHOU),
    "hate": Texts(23, 22_000, HU),
    "rotten_tomatoes": Texts(23, 17_000, HU),
    "ag_news": Texts(35, 13_713, KITADA),
    "cnn": Texts(773, 70_192, KITADA),
    "snli": Texts(22, 20_979, KITADA),
    "multinli": Texts(34, 53_112, KITADA),
    "newsgroups": Texts(115, 9_000, GUESS),
    "babi2": Texts(100, 40, GUESS),
    "babi3": Texts(310, 40, GUESS),
    "eraser_movies": Texts(774, 20_000, GUESS),
    POOL: Texts(26, 0, OURS),
}
PAIRS = ("cnn", "snli", "multinli", "babi1", "babi2", "babi3")  # read by two encoders


@dataclass(frozen=True)
class Work:
    """A run's words (word pieces of BERT): trained, in all epochs; of them in an epoch; scored on dev."""

    run: Run
    trained: float
    epoch: float
    scored: float
    sections: Mapping[str, Any]  # the sections that it is trained with
    item: str = ""  # equal for runs that are trained once

    @property
    def bert(self) -> bool:
        """Whether it is BERT's."""
        return self.run.encoder == "bert"


def texts_of(dataset: str) -> Texts:
    """What is known of a corpus. Raises UserError for one that is not in TEXTS."""
    if dataset not in TEXTS:
        raise UserError(f"benchmarks/cost_work.py knows no length of the texts of {dataset}: add it to TEXTS")
    return TEXTS[dataset]


def length(dataset: str, limit: int | None) -> float:
    """Words of the mean text; with BERT's limit its word pieces, cut there."""
    words = texts_of(dataset).words
    return words if limit is None else min(words * PIECES + SPECIAL, limit)


def examples(dataset: str) -> Mapping[str, int]:
    """The counts of the splits, as the corpus declares them."""
    return corpora.get(dataset).expected


def counted(folder: Path, dataset: str) -> Mapping[str, int]:
    """The counts of the splits that a profile trained on, which may be a part of the corpus; folder: its
    reports/<profile>/corpora. Raises UserError where the corpus is not there.
    """
    path = folder / f"{dataset}.json"
    check_made(path, f"preprocess@{folder.parent.name}")
    return {split: known["examples"] for split, known in read_json(path)["splits"].items()}


def epochs(run: Run, sections: Mapping[str, Any]) -> int:
    """Of training: the method's own schedule (seat, vib, continued, permuted) or the section `train`."""
    given = sections["hparams"] | dict(run.variant)
    if run.method in ("seat", "continued"):
        return given["epochs"]
    if run.method == "permuted":
        return 0
    if run.method == "vib":
        return given["iterations"] * (given["compressor_epochs"] + given["learner_epochs"])
    return sections["train"]["epochs"]


def work(params: Params, profile: str, run: Run, counts: Mapping[str, int] | None = None) -> Work:
    """A run's words; counts: of the splits, None: as the corpus declares them. Unlabeled texts: in every step
    `unlabeled_ratio` times the labeled ones.
    """
    sections, changes = plan.training(params, profile, run), dict(run.variant)
    bert = params.at(profile).bert
    limit = bert.limit if run.encoder == "bert" else None
    counts, often = counts or examples(run.dataset), epochs(run, sections)
    labeled = counts["train"] // 2 if "labeled" in changes else counts["train"]
    words = labeled * length(run.dataset, limit)
    if changes.get("unlabeled"):
        other = run.dataset if "labeled" in changes else POOL
        words += sections["train"]["unlabeled_ratio"] * labeled * length(other, limit)
    chosen_on = "test" if changes.get("as_published") else "dev"
    scored = often * counts[chosen_on] * length(run.dataset, limit)
    return Work(run, often * words, words, scored, sections, key(run, sections))


def key(run: Run, sections: Mapping[str, Any]) -> str:
    """Equal for runs that are one item of the store: a method that is another one by mathematics, a variant
    that states what is chosen anyway (run/items.py).
    """
    same, given = plan.computed(run.method, sections)
    place = run.dataset, run.encoder, run.attention, same or run.method, run.seed, runs.on_data(run)
    return json.dumps([*place, given], sort_keys=True)


def distinct(works: Iterable[Any], of: Callable[[Any], str]) -> list[Any]:
    """The first of each item."""
    found: dict[str, Any] = {}
    for work in works:
        found.setdefault(of(work), work)
    return list(found.values())


def of_profile(params: Params, profile: str, from_vanilla: Iterable[str]) -> list[Work]:
    """Every run of the profile, once."""
    planned = plan.plan(profile, params.at(profile), from_vanilla)
    return [work(params, profile, one.run) for one in planned]
