"""What the sections of params.yaml must have in common: names that others use, and names of folders."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal, get_type_hints

from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.corpora.user import data as user_data
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.settings.sections import (
    Bert,
    Model,
    Params,
    Pretrain,
    Random,
    Settings,
    Train,
)
from steady_attention.settings.suites import AUTO, BERT, PIECED
from steady_attention.store import folders, sections, sources
from steady_attention.store.errors import UserError
from steady_attention.store.messages import inside, nearest, one_of, plain, shown
from steady_attention.store.registry import METHODS
from steady_attention.store.sections import Flag, Index

DEFAULT = "default"  # under `tuned`: of every corpus of the profile
TUNED = ("tuned", "tuned_unlabeled")  # a profile's sections of searched values
PAGES = {BERT: "docs/bert.md", AUTO: "docs/encoders.md"}  # what tells of their sections
LONGEST = 120  # characters of a variant
NAME = re.compile(r"[A-Za-z0-9_]{1,60}")  # of a profile, a suite: folders
VALUE = re.compile(r"[A-Za-z0-9_+.-]{1,60}")  # of a variant: parts of a run's folder
OF_DATA = {
    "unlabeled": Index,
    "labeled": Literal["half"],
    "as_published": Flag,
}  # a variant's keys that are no method's, but for `selection` and `pool`, which name what `unlabeled` has
OF_SECTIONS = {
    "train": get_type_hints(Train, include_extras=True),
    "model": get_type_hints(Model, include_extras=True),
}


def check(params: Params) -> None:
    """Raise UserError, by the key, for a name that lacks what it stands for, or that can name no folder."""
    _at_hand(params)
    if params.profile in params.profiles:
        _check_sections("encoder", params.profile, params.at(params.profile), [params.encoder])
    for name, profile in params.profiles.items():
        for suite in profile.suites:
            _folder(inside(f"{folders.suites(name)}: suites", suite), suite)


def _at_hand(params: Params) -> None:
    """The method at hand is there, and the keys of `hparams` are keys of it."""
    name = params.method
    if name not in params.methods:
        new = (
            f"a new one is a file in {METHODS.file('')[:-3]} with its place and section in {folders.METHODS}"
        )
        known = f"{shown(name)} is not one of {', '.join(params.methods)}{nearest(name, params.methods)}"
        raise UserError(f"method: {known}; {new}")
    keys = params.methods[name]
    for key in params.hparams:
        if key not in keys:
            known = f"known: {', '.join(map(plain, keys))}" if keys else "it has none"
            said = f"the method {name} has no key {shown(key)}{nearest(key, keys)} ({known})"
            raise UserError(f"hparams: {said}; `-S '~hparams.{plain(key)}'` takes it away")


def _check_sections(where: str, name: str, profile: Settings, encoders: Iterable[str]) -> None:
    """Raise UserError, with the key that asks for it, for an encoder whose section the profile lacks."""
    for encoder in encoders:
        if encoder in PIECED and profile.of_pieces(encoder) is None:
            needed = f"{encoder!r} needs the section {encoder} of {folders.settings(name)}, and it has none"
            raise UserError(f"{where}: {needed}: add it ({PAGES[encoder]}), or take another encoder")


def _corpora(where: str, profile: Settings) -> None:
    """Every corpus and every strategy once: each is a folder."""
    _distinct(f"{where}corpora", profile.corpora)
    for place, name in enumerate(profile.corpora):
        _reader(f"{where}corpora[{place}]", name)
    if profile.unlabeled is not None:
        pool = profile.unlabeled.pool
        _reader(f"{where}unlabeled.pool", pool)
        for name in profile.unlabeled.further:
            _reader(f"{where}unlabeled.further", name)
        further = {f"further.{name}": name for name in profile.unlabeled.further}
        for place, name in {"pool": pool, **further}.items():
            if name in profile.corpora:
                raise UserError(
                    f"{where}unlabeled.{place}: {name!r} is a labeled corpus too, expected another one"
                )
        _distinct(f"{where}unlabeled.strategies", profile.unlabeled.strategies)


def _names(where: str, profile: Settings, corpora: Iterable[str], methods: Iterable[str]) -> None:
    """Vectors, checkpoint, counterparts and tuned values."""
    labeled = (*profile.corpora, *corpora)
    if user_data.is_vectors(profile.vectors):
        user_data.check_file(f"{where}vectors", profile.vectors, user_data.VECTORS)
    for place, name in enumerate(profile.other_vectors):
        one_of(f"{where}other_vectors[{place}]", name, word_vectors.VECTORS)
    if profile.bert is not None:
        check_bert(f"{where}bert", profile.bert, methods)
    if profile.auto is not None:
        user_checkpoint.check_name(f"{where}auto.checkpoint", profile.auto.checkpoint)
        for method in profile.auto.methods:
            one_of(f"{where}auto.methods", method, methods)
    if profile.pretrain is not None:
        pool = [profile.unlabeled.pool] if profile.unlabeled else []
        check_pretrain(f"{where}pretrain", profile.pretrain, (*profile.corpora, *pool))
        for place, name in enumerate(profile.pretrain.texts or ()):
            _reader(f"{where}pretrain.texts[{place}]", name)
    for dataset, corpus in profile.counterparts.items():
        one_of(inside(f"{where}counterparts", dataset), corpus, labeled)
    for key in TUNED:
        for dataset, changes in getattr(profile, key).items():
            one_of(f"{where}{key}", dataset, (DEFAULT, *labeled))
            for method in changes:
                one_of(f"{where}{key}.{dataset}", method, methods)


def settings(name: str, given: Settings, corpora: Iterable[str], methods: Iterable[str]) -> None:
    """The same of a profile's settings. corpora: the user's own."""
    _folder("profile", name)
    _corpora(f"{folders.settings(name)}: ", given)
    _names(f"{folders.settings(name)}: ", given, corpora, methods)


def part(
    name: str, settings: Settings, corpora: Iterable[str], methods: Iterable[str]
) -> Callable[[str, Mapping[str, Any]], None]:
    """What checks the values that a block of the profile's grid, or its defaults, state: given their path, it
    raises UserError for data sets, methods, encoders and variants that cannot be. corpora: the user's own.
    """
    labeled, methods = (*settings.corpora, *corpora), list(methods)

    def check(where: str, values: Mapping[str, Any]) -> None:
        for dataset in values.get("datasets", ()):
            one_of(f"{where}.datasets", dataset, labeled)
        for method in values.get("methods", ()):
            one_of(f"{where}.methods", method, methods)
        _check_sections(f"{where}.encoders", name, settings, values.get("encoders", ()))
        for place, changes in enumerate(values.get("variants", ())):
            _variant(f"{where}.variants[{place}]", changes, settings)

    return check


def _variant(where: str, changes: Mapping[str, Any], profile: Settings) -> None:
    """Changes on data and of sections are of their types; all can be part of a folder's name."""
    drawn = profile.unlabeled
    if sum(len(f"{key}={value},") for key, value in changes.items()) > LONGEST:
        raise UserError(f"{where}: expected at most {LONGEST} letters together, got {shown(dict(changes))}")
    for key, value in changes.items():
        at = inside(where, key)
        if key in OF_DATA:
            sections.read(at, value, OF_DATA[key])
        elif key == "selection":
            one_of(at, value, drawn.strategies if drawn else ())
        elif key == "pool":
            one_of(at, value, drawn.further if drawn else ())
        elif key == "vectors":
            one_of(at, value, profile.other_vectors)
        elif isinstance(key, str) and "." in key:
            section, _, name = key.partition(".")
            one_of(f"{at}: the section", section, OF_SECTIONS)
            one_of(f"{at}: the key", name, OF_SECTIONS[section])
            sections.read(at, value, OF_SECTIONS[section][name])
        for text in (key, value):
            if isinstance(text, str) and not VALUE.fullmatch(text):
                raise UserError(
                    f"{at}: expected at most 60 letters, digits, _, +, . and -, got {shown(text)}"
                )


def _folder(where: str, name: str) -> None:
    if not NAME.fullmatch(name):
        raise UserError(f"{where}: expected a name of at most 60 letters, digits and _, got {shown(name)}")


def _reader(where: str, name: str) -> None:
    """Raise UserError, with the key, for a name of which corpora/ has no file."""
    _folder(where, name)
    if sources.location(f"{sources.PACKAGE}.corpora.{name}") is None:
        listed = "PYTHONPATH=src python stages/download.py --list"
        raise UserError(f"{where}: there is no data set {name!r}; `{listed}` names those that there are")


def _distinct(where: str, names: Iterable[str]) -> None:
    names = list(names)
    for name in names:
        if names.count(name) > 1:
            raise UserError(f"{where}: {shown(name)} stands twice, expected each once")


def check_pretrain(where: str, section: Pretrain, texts: Collection[str]) -> None:
    """Raise UserError, with the key, for heads that do not divide the width, and for further texts that are
    named twice or are among the profile's `texts` anyway.
    """
    _check_heads(f"{where}.random", section.random)
    further = section.texts or ()
    for place, name in enumerate(further):
        if name in texts or name in further[:place]:
            raise UserError(f"{where}.texts[{place}]: {name!r} is read already, expected another corpus")


def check_bert(where: str, bert: Bert, methods: Iterable[str]) -> None:
    """Raise UserError, with the key, for both or none of checkpoint and random, heads that do not divide the
    width, a checkpoint without a plain name, and a method that is none of `methods`.
    """
    if (bert.checkpoint is None) == (bert.random is None):
        got = "neither" if bert.random is None else "both"
        raise UserError(f"{where}: expected exactly one of checkpoint and random, got {got}")
    if bert.random is not None:
        _check_heads(f"{where}.random", bert.random)
    if bert.checkpoint is not None:
        user_checkpoint.check_name(f"{where}.checkpoint", bert.checkpoint)
    for method in bert.methods:
        one_of(f"{where}.methods", method, methods)


def _check_heads(where: str, sizes: Random) -> None:
    if sizes.width % sizes.heads:
        raise UserError(f"{where}.heads: expected a divisor of the width {sizes.width}, got {sizes.heads}")
