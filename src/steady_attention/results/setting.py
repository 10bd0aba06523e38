"""What tables and figures of a profile must say besides their numbers, and what figures are drawn from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from steady_attention.results.query import PLACE, RUN, Heading, Where
from steady_attention.results.scores import LAST
from steady_attention.results.statistics import Statistics, description
from steady_attention.run.grid import Suites
from steady_attention.run.runs import Run

NOT_RUN = "not in this profile"
SELECTION = "the epoch with the best score on the dev split; the test split is scored once, after that"
KEPT = (
    "Distances over seeds are of the test texts whose predictions are kept: of a large split a fixed, evenly "
    "spaced sample."
)
ROW = 5  # seeds that stand in a row are said by the first and the last; our choice
LAST_EPOCH = (
    "none: the last epoch, fixed in advance; neither the dev nor the test split has a part in it. What "
    "begins from vanilla's weights is compared with vanilla at the epoch where it begins, the one dev chose"
)


def spanned(seeds: Iterable[int]) -> str:
    """`0, 1, 2`, of five in a row or more `0 to 4, 7`."""
    parts: list[list[int]] = []
    for seed in sorted(set(seeds)):
        if parts and seed == parts[-1][-1] + 1:
            parts[-1].append(seed)
        else:
            parts.append([seed])
    return ", ".join(
        f"{part[0]} to {part[-1]}" if len(part) >= ROW else ", ".join(map(str, part)) for part in parts
    )


def fewer(points: pd.DataFrame, by: str) -> list[str]:
    """A sentence on the lines or panels (column `by`) that have not all seeds of their figure at some of
    their points; none where all points have the same. points: column seeds, numbers with spaces between.
    """
    own = points.dropna(subset="seeds")
    every = own.groupby(by, sort=False)["seeds"].agg(
        lambda some: frozenset.intersection(*map(_numbers, some))
    )
    most = max((len(_numbers(some)) for some in own["seeds"]), default=0)
    groups: dict[frozenset[int], list[str]] = {}
    for name, seeds in every.items():
        if len(seeds) < most:
            groups.setdefault(seeds, []).append(str(name))
    told = [f"{spanned(seeds)} of {', '.join(names)}" for seeds, names in groups.items()]
    return [f"Fewer seeds at some points: {'; '.join(told)}."] if told else []


def _numbers(text: str) -> frozenset[int]:
    return frozenset(map(int, text.split()))


@dataclass(frozen=True)
class Setting:
    """A profile's corpora and its rule of model selection.

    counterparts: a paper's dataset to the corpus used for it; copies: a corpus to the copy that was taken;
    classes: a corpus to the names of its classes; notice: what is to be said of the profile first.
    """

    profile: str
    counterparts: Mapping[str, str] = field(default_factory=dict)
    copies: Mapping[str, str] = field(default_factory=dict)
    selection: str = SELECTION
    classes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notice: str = ""

    def class_name(self, corpus: str, label: int) -> str:
        """The name of a class of a corpus; `class 1` where it has none."""
        names = self.classes.get(corpus, ())
        return names[label] if label < len(names) else f"class {label}"

    def at(self, selection: str) -> "Setting":
        """The setting of the numbers of a selection."""
        return replace(self, selection=LAST_EPOCH) if selection == LAST else self

    def corpus(self, dataset: str) -> str:
        """The corpus that stands for a paper's dataset."""
        return self.counterparts.get(dataset, dataset)

    def own(self, dataset: str) -> bool:
        """Whether that is the paper's own corpus."""
        return self.corpus(dataset) == dataset

    def names(self, heading: Heading) -> tuple[str, str]:
        """A heading's group and label; `SST (here: synthetic_sentiment)` where that stands for it."""
        dataset = heading.where.get("dataset")
        here = "" if dataset is None or self.own(dataset) else f" (here: {self.corpus(dataset)})"
        return (heading.group + here, heading.label) if heading.group else ("", heading.label + here)

    def name(self, heading: Heading) -> str:
        """A heading's group and label in one text."""
        return ", ".join(part for part in self.names(heading) if part)

    def notes(self, datasets: Iterable[str], seeds: Iterable[int]) -> list[str]:
        """Profile, selection rule, seeds, corpora and copies; datasets: those that have a run here."""
        lines = [f"Profile: {self.profile}.", f"Model selection: {self.selection}."]
        lines.append(f"Seeds: {spanned(seeds) or 'no run in this profile'}.")
        return lines + self.corpora(datasets)

    def corpora(self, datasets: Iterable[str]) -> list[str]:
        """Which corpus stands for each data set, and which copy of it."""
        lines = []
        for dataset in dict.fromkeys(datasets):
            if self.own(dataset):
                lines.append(f"Corpus of {dataset}: {self.copies.get(dataset, 'copy not recorded')}.")
            else:
                lines.append(
                    f"Corpus of {dataset}: here {self.corpus(dataset)}, which is not the paper's; no "
                    "difference is printed."
                )
        return lines


@dataclass(frozen=True)
class Material:
    """scores: the suite's frame (columns scores.COLUMNS); runs: as its grid declares them; evaluations: the
    folder of all evaluated runs, see `evaluated.folder_of`.
    """

    scores: pd.DataFrame
    setting: Setting
    runs: Sequence[Run]
    evaluations: Path

    def fitting(self, where: Where) -> list[Run]:
        """The runs that fit (values of dataset, by the paper's name, encoder, attention, method, and of the
        variant), by seed; none of which another setting is changed.
        """
        wanted = {key: value for key, value in where.items() if key in RUN}
        if "dataset" in wanted:
            wanted["dataset"] = self.setting.corpus(wanted["dataset"])
        changes = {key: value for key, value in where.items() if key not in PLACE}
        found = [run for run in dict.fromkeys(self.runs) if dict(run.variant) == changes]
        fitting = [run for run in found if all(getattr(run, key) == value for key, value in wanted.items())]
        return sorted(fitting, key=lambda run: run.seed)


def setting_of(name: str, suites: Suites, statistics: Statistics) -> Setting:
    """The setting of a profile: its corpora, as `statistics` tells of them, and its selection rule."""
    copies = {corpus: description(known) for corpus, known in statistics.items()}
    classes = {corpus: known["classes"] for corpus, known in statistics.items()}
    selection = f"{SELECTION} (best dev {suites.selection})"
    return Setting(name, suites.counterparts, copies, selection, classes, suites.notice)
