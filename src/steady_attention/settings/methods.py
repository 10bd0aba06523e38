"""conf/methods.yaml: the papers, and every method in one of two lists with its section."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from steady_attention.settings.plain_yaml import content
from steady_attention.store import folders, sections, sources
from steady_attention.store.errors import UserError
from steady_attention.store.messages import one_of, plain, shown
from steady_attention.store.registry import METHODS
from steady_attention.store.sections import Listed, Plain, Text, section


@section
class Same:
    """Another method, which this one equals where its keys have these values; all its other keys are that
    one's too.
    """

    method: Text
    where: dict[Text, Plain]


@section
class Methods:
    """conf/methods.yaml: the papers, each method in one of two lists, and its section."""

    papers: Listed[Text]
    trained: Listed[Text]  # from random weights
    from_vanilla: Listed[Text]  # from the weights of a trained run of `start`
    same: dict[Text, Same]  # by a method's name: what it is trained and scored as
    start: Literal["vanilla"]  # a name for dvc.yaml
    scorer: Literal["base"]  # the method without attention; the same
    methods: dict[Text, dict[Text, Plain]]  # a method's own section is checked by its HParams

    def computed_as(self, method: str, hparams: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
        """The method that a run is trained and scored as, with that one's hparams: its own, or one that it
        equals.
        """
        same = self.same.get(method)
        if same is None or any(hparams[key] != value for key, value in same.where.items()):
            return method, dict(hparams)
        return same.method, {key: value for key, value in hparams.items() if key not in same.where}


def checked(given: Any) -> Methods:
    """The content of the file. Raises UserError with the key and what was expected."""
    known = sections.read(f"{folders.METHODS}: ", given, Methods)
    _check(known)
    return known


@cache
def known() -> Methods:
    """Every method, of the conf/ that is beside these sources. Raises UserError as `checked` does."""
    return checked(content(Path(sources.ROOT).parent, folders.METHODS))


def _check(known: Methods) -> None:
    """Each method has a file, a section, and its place in one of the lists."""
    where, lists = f"{folders.METHODS}: ", ("trained", "from_vanilla")
    places: dict[str, list[str]] = {name: [] for name in known.methods}
    for key in lists:
        for place, name in enumerate(getattr(known, key)):
            if name not in places:
                raise UserError(f"{where}{key}[{place}]: {name!r} has no section under `methods`: add one")
            places[name].append(key)
    for name in known.methods:
        if name not in METHODS.names:
            raise UserError(f"{where}methods: there is no {METHODS.file(plain(name))} for {shown(name)}")
        if len(places[name]) != 1:
            got = " and ".join(places[name]) or "none"
            raise UserError(
                f"{where}methods.{name}: expected it in one of trained and from_vanilla, got {got}"
            )
    for name, same in known.same.items():
        at = f"{where}same.{name}"
        one_of(f"{where}same", name, known.trained)
        one_of(f"{at}.method", same.method, known.trained)
        for key in same.where:
            one_of(f"{at}.where", key, known.methods[name])
        expected, got = set(known.methods[name]) - set(same.where), set(known.methods[same.method])
        if expected != got:
            raise UserError(
                f"{at}: expected the keys of {same.method}, {', '.join(sorted(got))}, besides those of "
                f"`where`, got {', '.join(sorted(expected))}"
            )
    if without := [name for name in METHODS.names if name not in places]:
        said = f"expected a section {without[0]!r}, as {METHODS.file(without[0])} is there, got none"
        raise UserError(f"{where}methods: {said}")
