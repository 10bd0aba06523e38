"""The section of a user's own corpus under `corpora` of params.yaml, in all its forms.

`user.data` has the forms that name a split for every row or draw all splits of one file. Here are the others:
dev drawn of a given train file, folds, and what becomes of blank texts.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field, Strict

from steady_attention.corpora.user import data as user_data
from steady_attention.corpora.user.data import Column, Drawn, Files
from steady_attention.store.errors import UserError
from steady_attention.store.messages import inside
from steady_attention.store.sections import Index, Share, Text, by_keys, section

FEWEST, MOST = 2, 20  # folds
SPLITS = ("train", "dev", "test")

Folding = Annotated[int, Strict(), Field(ge=FEWEST, le=MOST)]


@section
class DrawnDev:
    """Train and test are files; of every class of train this share is drawn by the seed as dev."""

    train: Text
    test: Text
    dev: Share
    seed: Index


@section
class Folds:
    """One file, of which each of so many folds is the test split once; of the other folds a share is dev."""

    file: Text
    folds: Folding
    dev: Share
    seed: Index


@section
class Fold:
    """One of these: the corpus whose test split is the fold of that number, from 1."""

    file: Text
    folds: Folding
    fold: Annotated[int, Strict(), Field(ge=1, le=MOST)]
    dev: Share
    seed: Index


@section
class Own(user_data.Own):
    """A corpus of the user's, as in `user.data`, with all forms of its splits."""

    splits: by_keys(Files, Column, Drawn, DrawnDev, Folds, Fold)
    blank: Literal["error", "skip"] = (
        "error"  # a row whose text shows no word: refused, or left out and counted
    )

    def files(self) -> dict[str, str]:
        """The files that are read, by the key that names each."""
        named = {key: getattr(self.splits, key, None) for key in ("file", *SPLITS)}
        return {key: file for key, file in named.items() if isinstance(file, str)}


def check(name: object, own: Own) -> None:
    """Raise UserError as `user.data.check` does, and for a fold that is not there."""
    user_data.check(name, own)
    if name == "auto":
        raise UserError(
            "corpora.auto: expected a name that is no folder of the pipeline's; rename your corpus"
        )
    splits = own.splits
    if isinstance(splits, Fold) and splits.fold > splits.folds:
        where = f"{inside('corpora', name)}.splits.fold"
        raise UserError(f"{where}: expected at most {splits.folds}, the folds there are, got {splits.fold}")


def of_fold(name: str, number: int) -> str:
    """The name of the corpus whose test split is that fold."""
    return f"{name}_fold{number}"


def folded(name: str, own: Own) -> dict[str, Own]:
    """The corpora that a section stands for, by their names: of folds each one, else itself."""
    splits = own.splits
    if not isinstance(splits, Folds):
        return {name: own}
    numbers = range(1, splits.folds + 1)
    return {of_fold(name, n): replace(own, splits=Fold(**vars(splits), fold=n)) for n in numbers}


def expanded(corpora: Mapping[str, Own]) -> dict[str, Own]:
    """All corpora of params.yaml, those in folds as a corpus a fold. Raises UserError, by the key, for a
    section that cannot be (see `check`), and for a fold whose name another section has.
    """
    found: dict[str, Own] = {}
    for name, own in corpora.items():
        check(name, own)
        for one, section_ in folded(name, own).items():
            check(one, section_)
            if one in found or (one != name and one in corpora):
                raise UserError(f"corpora.{one}: {name} has a fold of that name; rename this corpus")
            found[one] = section_
    return found
