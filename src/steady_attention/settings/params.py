"""params.yaml and conf/ read, checked key by key.

params.yaml has what a person changes, conf/methods.yaml every method, conf/<profile>/settings.yaml a scale,
and conf/<profile>/grid.yaml the runs at that scale. Errors name a key of params.yaml as it is, and one of
another file after that file: `conf/demo/settings.yaml: train.epochs`.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from steady_attention.corpora.user import section as user_section
from steady_attention.settings import checks, execution, suites
from steady_attention.settings import methods as of_methods
from steady_attention.settings.plain_yaml import PARAMS, content
from steady_attention.settings.sections import Params, Profile, Settings, Top
from steady_attention.store import folders, sections
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest, shown

MOVED = (
    f"{PARAMS}: the settings were one file; now {folders.METHODS} has `methods`, "
    f"{folders.settings('<profile>')} the sections of `profiles` and "
    f"{folders.suites('<profile>')} their `suites`: move yours there"
)
MAY_BE_EMPTY = ("hparams", "corpora")  # sections of which null is none


def load(profile: str | None = None, root: Path = Path()) -> Params:
    """All that a profile's stages need, checked key by key; without a name that of params.yaml.

    root: the folder of params.yaml. Raises UserError with the key, where it stands, and what was expected.
    """
    top = _top(root)
    return checked(top, content(root, folders.METHODS), _profiles(root, top, profile))


def load_every(root: Path = Path()) -> Params:
    """The same with every profile."""
    top = _top(root)
    return checked(top, content(root, folders.METHODS), _profiles(root, top, *names(root)))


def names(root: Path = Path()) -> list[str]:
    """The profiles that conf/ has."""
    return sorted(path.parent.name for path in root.glob(folders.settings("*")))


def checked(top: Any, methods: Any, profiles: Mapping[str, tuple[Any, Any]]) -> Params:
    """The contents of params.yaml, of conf/methods.yaml and, of each profile, of settings.yaml and grid.yaml.

    Raises UserError with the key, where it stands, and what was expected.
    """
    known, at_hand = of_methods.checked(methods), _checked_top(top)
    made = {}
    for name, (settings, grid) in profiles.items():
        parts = sections.read(f"{folders.settings(name)}: ", settings, Settings)
        checks.settings(name, parts, at_hand.corpora, known.methods)
        check = checks.part(name, parts, at_hand.corpora, known.methods)
        made[name] = Profile(**vars(parts), suites=suites.read(f"{folders.suites(name)}: ", grid, check))
    params = Params(**vars(at_hand), **vars(known), profiles=made)
    checks.check(params)
    return params


def _top(root: Path) -> Any:
    given = content(root, PARAMS)
    if isinstance(given, dict) and {"methods", "profiles"} & given.keys():
        raise UserError(MOVED)
    return given


def _checked_top(given: Any) -> Top:
    if isinstance(given, dict):
        given = {"hparams": None} | given
        given |= {key: {} for key in MAY_BE_EMPTY if given.get(key, {}) is None}
    top = sections.read("", given, Top)
    execution.check(top.execution)
    return replace(top, corpora=user_section.expanded(top.corpora))


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
        name: (content(root, folders.settings(name)), content(root, folders.suites(name))) for name in wanted
    }
