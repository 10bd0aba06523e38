"""Evaluated runs: where they lie, and their predictions, beside those of another run on the same texts."""

import io
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from steady_attention.results.scores import BEST, LAST, listed
from steady_attention.run.runs import Run
from steady_attention.settings import methods
from steady_attention.store import archive
from steady_attention.store.archive import Archived
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

BROKEN = (*archive.BROKEN, zlib.error)  # what numpy raises for a file that is cut off or changed
OF_ALL, OF_ATTENTION = ("probabilities", "labels", "texts"), ("attention", "offsets")


def folder_of(run: Run, evaluations: Path) -> Archived:
    """Where a run's evaluation lies: in its method's archive."""
    return Archived(evaluations / f"{run.method}.zip", run.name)


def check_present(runs: Iterable[Run], evaluations: Path) -> None:
    """Raise a UserError unless every run has its scores."""
    runs = list(runs)
    missing = [run for run in runs if not (folder_of(run, evaluations) / "scores.json").is_file()]
    if not missing:
        return
    profile = evaluations.parent.name
    kinds = {True: "evaluate_from_vanilla", False: "evaluate"}
    stages = dict.fromkeys(
        f"{kinds[m in methods.known().from_vanilla]}@{profile}-{m}" for m in (run.method for run in missing)
    )
    raise UserError(
        f"profile {profile}: {len(missing)} of {len(runs)} declared runs have no scores.json in "
        f"{evaluations}:\n{listed(missing)}\nMake them with: dvc repro {' '.join(stages)}"
    )


def broken(path: Archived, wrong: str) -> UserError:
    """The error of a file that is not as the stage evaluate writes it, with what to do."""
    return UserError(f"{path}: {wrong}: {archive.again(path.archive)}")


def fingerprints(runs: Iterable[Run], evaluations: Path) -> dict[str, str]:
    """`<method>/<run name>`: the fingerprint that the run's item.json states."""
    stated = {}
    for run in dict.fromkeys(runs):
        path = folder_of(run, evaluations) / "item.json"
        if not path.is_file() or "fingerprint" not in (item := read_json(path)):
            raise broken(path, "no fingerprint")
        stated[f"{run.method}/{run.name}"] = str(item["fingerprint"])
    return stated


@dataclass(frozen=True, eq=False)
class Predictions:
    """A run's predictions on a sample of its test split.

    texts (n,): indices in the split. probabilities (n, C), labels (n,). attention: on the words of all texts;
    offsets (n + 1,): where each text's words begin. Both are None of a model without attention. path: the
    file that holds them.
    """

    texts: np.ndarray
    probabilities: np.ndarray
    labels: np.ndarray
    attention: np.ndarray | None
    offsets: np.ndarray | None
    path: Archived

    @property
    def lengths(self) -> np.ndarray:
        """Words of each text (n,)."""
        return np.diff(self.offsets)

    def highest(self) -> np.ndarray:
        """The largest attention of each text (n,)."""
        return np.maximum.reduceat(self.attention, self.offsets[:-1])


def arrays(path: Archived) -> Mapping[str, np.ndarray]:
    """All arrays of an .npz file by name. Raises UserError where it is missing or damaged."""
    content = io.BytesIO(path.read_bytes())
    try:
        with np.load(content, allow_pickle=False) as found:
            return dict(found)
    except BROKEN as error:
        raise broken(path, f"damaged ({error})") from error


def predictions(folder: Archived, selection: str = BEST) -> Predictions:
    """The predictions of an evaluated run, its attention (kept in half precision) made to sum to 1.

    Those of LAST are in a file of their own where the last epoch is not the chosen one. Raises UserError
    where the file is missing or damaged, lacks an array, or a text has no words.
    """
    apart = folder / "predictions_last.npz"
    path = apart if selection == LAST and apart.is_file() else folder / "predictions.npz"
    found = arrays(path)
    needed = OF_ALL + OF_ATTENTION if found.keys() & set(OF_ATTENTION) else OF_ALL
    if lacking := [name for name in needed if name not in found]:
        raise broken(path, f"no array {lacking[0]}")
    of_all = found["texts"], found["probabilities"].astype(np.float64), found["labels"]
    if "attention" not in found:
        return Predictions(*of_all, None, None, path)
    attention, offsets = found["attention"].astype(np.float64), found["offsets"]
    if len(offsets) != len(found["texts"]) + 1 or (np.diff(offsets) < 1).any():
        raise broken(path, "expected attention on the words of every text")
    sums = np.add.reduceat(attention, offsets[:-1])
    return Predictions(*of_all, attention / np.repeat(sums, np.diff(offsets)), offsets, path)


def jsd(one: Predictions, other: Predictions) -> np.ndarray:
    """Jensen-Shannon divergence of the attention of two runs, text by text (n,).

    Half precision makes values below about 1e-7 rounding.
    """
    from steady_attention.metrics import divergence

    check_same_texts(one, other)
    found = np.empty(len(one.labels))
    for length in np.unique(one.lengths):
        texts = np.flatnonzero(one.lengths == length)
        words = one.offsets[texts][:, None] + np.arange(length)
        found[texts] = divergence.jsd(one.attention[words], other.attention[words])
    return found


def tvd(one: Predictions, other: Predictions) -> np.ndarray:
    """Total variation distance of the predictions of two runs, text by text (n,), in [0, 1]."""
    from steady_attention.metrics import divergence

    check_same_texts(one, other)
    return divergence.tvd(one.probabilities, other.probabilities)


def check_same_texts(one: Predictions, other: Predictions) -> None:
    """Raise a UserError unless both are predictions on the same texts."""
    same = np.array_equal(one.texts, other.texts) and np.array_equal(one.labels, other.labels)
    if same and one.offsets is not None and other.offsets is not None:
        same = np.array_equal(one.offsets, other.offsets)
    if not same:
        raise UserError(
            f"{one.path} and {other.path} hold different test texts ({len(one.labels)} and "
            f"{len(other.labels)}): delete both archives and run `dvc repro`, which makes them anew"
        )
