"""The rule by which the settings and the grid of a profile become those of its rehearsal.

A number is changed by the name of its key, wherever that stands: in settings.yaml, in methods.yaml, in a
variant. All else stays: suites, blocks, methods, encoders, data sets, measures. Of the seeds the first three
are run. Variants that become equal are one.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

from steady_attention.settings.suites import DEFAULTS

SHRUNK = 5000  # by which amounts of unlabeled texts are divided: the largest then fits datasets.TRAIN / 2
MOST = {
    "epochs": 2,
    "patience": 2,
    "hidden": 8,
    "attention_hidden": 8,
    "limit": 64,  # pieces of a text
    "curve_texts": 29,
    "steps": 2,
    "iterations": 2,
    "subpool": 211,
    "trees": 2,
    "hashing": 128,
    "rerank": 23,
    "layers": 1,
    "width": 16,
    "inner": 32,
    "vocabulary": 600,
    "draws": 1,
    "stored_texts": 17,
    "correlated_texts": 31,
    "measured_texts": 17,
    "sensitivity_texts": 3,
    "sensitivity_steps": 3,
    "tsne_texts": 31,
    "integration_steps": 2,
    "explanation_texts": 3,
    "bounded_texts": 2,
    "bounded_words": 7,
    "beam": 2,
    "retrained_texts": 61,
}
SEEDS = 3  # with fewer no claim is judged; one leaves paired differences and intervals without a number
LEARNING_RATE = 0.01  # at least: two epochs of a hundred texts are a few steps
AMOUNTS = ("unlabeled", "amount", "nearest_amount")
EXECUTION = {"backend": "processes", "scheduler": None, "device": "cpu"}  # the changed readers are forked


def smaller(value: Any, key: str = "") -> Any:
    """A section, or a part of it, with its numbers changed by the names of their keys; a variant's key may
    have a section before it, as `train.epochs` has.
    """
    name = key.rpartition(".")[2]
    if isinstance(value, Mapping):
        if key == "further":  # pools, and how many sentences are drawn from each
            return {pool: amount(count) for pool, count in value.items()}
        return {inner: smaller(one, inner) for inner, one in value.items()}
    if isinstance(value, list):
        return [smaller(one, key) for one in value]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if name == "learning_rate":
        return max(value, LEARNING_RATE)
    if name in AMOUNTS:
        return amount(value)
    return min(value, MOST.get(name, value))


def amount(count: int) -> int:
    """An amount of unlabeled texts; 0 is none."""
    return max(1, count // SHRUNK) if count else 0


def grid(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of grid.yaml."""
    suites = {
        name: {key: block(part) for key, part in suite.items()} for name, suite in content["suites"].items()
    }
    return {**content, DEFAULTS: block(content[DEFAULTS]), "suites": suites}


def block(part: Mapping[str, Any]) -> dict[str, Any]:
    """Some of a block's keys."""
    changed: dict[str, Callable[[Any], Any]] = {
        "seeds": lambda seeds: seeds[:SEEDS],
        "variants": lambda variants: distinct(smaller(variants), lambda one: tuple(sorted(one.items()))),
    }
    return {key: changed.get(key, lambda same: same)(value) for key, value in part.items()}


def distinct(values: Iterable[Any], by: Callable[[Any], Hashable]) -> list[Any]:
    """The values without those that equal an earlier one."""
    found: dict[Hashable, Any] = {}
    for value in values:
        found.setdefault(by(value), value)
    return list(found.values())


def top(content: Mapping[str, Any], profile: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """The content of params.yaml: the rehearsed profile, as an experiment vanilla on its first corpus, on
    this machine's processors alone, and no corpora of the user's.
    """
    at_hand = {
        "profile": profile,
        "dataset": settings["corpora"][0],
        "encoder": "bilstm",
        "method": "vanilla",
    }
    none = {"attention": "additive", "hparams": {}, "seed": 0, "unlabeled": 0, "corpora": {}}
    return {**content, **at_hand, **none, "execution": {**content["execution"], **EXECUTION}}
