"""What the sections of params.yaml must have in common: names that others use, and names of folders."""

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from steady_attention.settings import registered, user_data
from steady_attention.settings.names import METHODS
from steady_attention.settings.registered import METHOD
from steady_attention.settings.schema import Range, checked, one_of
from steady_attention.settings.sections import check_bert, check_pretrain
from steady_attention.store import folders, sources
from steady_attention.store.errors import UserError
from steady_attention.store.messages import inside, nearest, plain, shown

if TYPE_CHECKING:
    from steady_attention.settings.params import Block, Params, Profile

BERT = "bert"  # the encoder that has a section of its own
DEFAULT = "default"  # under `tuned`: of every corpus of the profile
LONGEST = 120  # characters of a variant
NAME = re.compile(r"[A-Za-z0-9_]{1,60}")  # of a profile, a suite: folders
VALUE = re.compile(r"[A-Za-z0-9_+.-]{1,60}")  # of a variant: parts of a run's folder
OF_DATA = {
    "unlabeled": Annotated[int, Range(0)],
    "labeled": Literal["half"],
    "as_published": bool,
}  # a variant's keys that are no method's, but for `selection`, which names a strategy


def check(params: "Params") -> None:
    """Raise UserError, by the key, for a name that lacks what it stands for, or that can name no folder."""
    for name in params.methods:
        registered.check(f"{folders.METHODS}: methods", name, METHODS, METHOD)
    _at_hand(params)
    for name, corpus in params.corpora.items():
        user_data.check(name, corpus)
    if params.profile in params.profiles:
        distinct(params.profile, params.profiles[params.profile], params.corpora)
    for name, profile in params.profiles.items():
        where = f"{folders.settings(name)}: "
        _folder("profile", name)
        _corpora(where, profile)
        _names(where, profile, params)
        for suite, blocks in profile.suites.items():
            place = inside(f"{folders.suites(name)}: suites", suite)
            _folder(place, suite)
            for key, block in blocks.items():
                _block(inside(place, key), block, name, params)
    if params.encoder == BERT and params.profile in params.profiles:
        _there("encoder", params.profile, params.profiles[params.profile])


def _at_hand(params: "Params") -> None:
    """The method at hand has a section, and the keys of `hparams` are keys of it."""
    name = params.method
    registered.check("method", name, METHODS, METHOD)
    if name not in params.methods:
        raise UserError(
            f"{folders.METHODS}: methods: expected a section {name!r}, as `method` names it, got none"
        )
    keys = params.methods[name]
    for key in params.hparams:
        if key not in keys:
            known = f"known: {', '.join(map(plain, keys))}" if keys else "it has none"
            said = f"the method {name} has no key {shown(key)}{nearest(key, keys)} ({known})"
            raise UserError(f"hparams: {said}; `-S '~hparams.{plain(key)}'` takes it away")


def distinct(name: str, profile: "Profile", corpora: Iterable[str]) -> None:
    """Raise UserError for a corpus of the user's with the name of one of the profile: each is a folder."""
    where = f"{folders.settings(name)}: "
    taken = {corpus: f"{where}corpora" for corpus in profile.corpora}
    if profile.unlabeled is not None:
        taken[profile.unlabeled.pool] = f"{where}unlabeled.pool"
    if profile.pretrain is not None:
        taken |= dict.fromkeys(profile.pretrain.texts or (), f"{where}pretrain.texts")
    for corpus in corpora:
        if corpus in taken:
            raise UserError(
                f"corpora.{corpus}: expected a name that the profile in use does not have, but "
                f"{taken[corpus]} has it: rename your corpus"
            )


def _there(where: str, name: str, profile: "Profile") -> None:
    """Raise UserError, with the key that asks for it, where the profile has no encoder bert."""
    if profile.bert is None:
        raise UserError(
            f"{where}: {BERT!r} needs the section bert of {folders.settings(name)}, which is null"
        )


def _corpora(where: str, profile: "Profile") -> None:
    """Every corpus and every strategy once: each is a folder."""
    _distinct(f"{where}corpora", profile.corpora)
    for place, name in enumerate(profile.corpora):
        _reader(f"{where}corpora[{place}]", name)
    if profile.unlabeled is not None:
        pool = profile.unlabeled.pool
        _reader(f"{where}unlabeled.pool", pool)
        if pool in profile.corpora:
            raise UserError(f"{where}unlabeled.pool: {pool!r} is a labeled corpus too, expected another one")
        _distinct(f"{where}unlabeled.strategies", profile.unlabeled.strategies)


def _names(where: str, profile: "Profile", params: "Params") -> None:
    """Vectors, checkpoint, counterparts and tuned values."""
    labeled = (*profile.corpora, *params.corpora)
    if user_data.is_vectors(profile.vectors):
        user_data.check_file(f"{where}vectors", profile.vectors, user_data.VECTORS)
    if profile.bert is not None:
        check_bert(f"{where}bert", profile.bert, params.methods)
    if profile.pretrain is not None:
        pool = [profile.unlabeled.pool] if profile.unlabeled else []
        check_pretrain(f"{where}pretrain", profile.pretrain, (*profile.corpora, *pool))
        for place, name in enumerate(profile.pretrain.texts or ()):
            _reader(f"{where}pretrain.texts[{place}]", name)
    for dataset, corpus in profile.counterparts.items():
        one_of(inside(f"{where}counterparts", dataset), corpus, labeled)
    for dataset, changes in profile.tuned.items():
        one_of(f"{where}tuned", dataset, (DEFAULT, *labeled))
        for method in changes:
            one_of(f"{where}tuned.{dataset}", method, params.methods)


def _block(where: str, block: "Block", name: str, params: "Params") -> None:
    """A block's data sets, methods, encoders and variants."""
    profile = params.profiles[name]
    for dataset in block.datasets:
        one_of(f"{where}.datasets", dataset, (*profile.corpora, *params.corpora))
    for method in block.methods:
        one_of(f"{where}.methods", method, params.methods)
    if BERT in block.encoders:
        _there(f"{where}.encoders", name, profile)
    drawn = profile.unlabeled
    for place, changes in enumerate(block.variants):
        _variant(f"{where}.variants[{place}]", changes, drawn.strategies if drawn else ())


def _variant(where: str, changes: Mapping[str, Any], strategies: Iterable[str]) -> None:
    """Changes on data are of their type; all can be part of a folder's name."""
    if sum(len(f"{key}={value},") for key, value in changes.items()) > LONGEST:
        raise UserError(f"{where}: expected at most {LONGEST} letters together, got {shown(dict(changes))}")
    for key, value in changes.items():
        at = inside(where, key)
        if key in OF_DATA:
            checked(at, value, OF_DATA[key])
        elif key == "selection":
            one_of(at, value, strategies)
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
