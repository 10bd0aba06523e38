"""What papers declare exhibits with: labels of methods, rows and columns, a paper's tables and figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from steady_attention.printed import reported
from steady_attention.report.tables.table import Table
from steady_attention.results.controls import CONTROLS, RANDOM
from steady_attention.results.query import Heading, Where
from steady_attention.results.statistics import PLACE, WHOLE

SPELLED = {"at": "AT", "iat": "iAT", "vat": "VAT", "ivat": "iVAT", "rp": "RP", "seat": "SEAT"}
DRAWN = "; the paper's curves are drawn, not printed as numbers"  # behind a figure's source
COUNTS = {  # columns of a table of data sets: the split and the metric of each
    "classes": (WHOLE, "count_classes"),
    "vocabulary": (WHOLE, "count_vocabulary"),
    "words a text": ("train", "mean_length"),
    "train": ("train", "count_examples"),
    "train, labeled": ("train", "count_labeled"),
    "train, unlabeled": ("train", "count_unlabeled"),
    "train, first class": ("train", "count_class0"),
    "train, second class": ("train", "count_class1"),
    "dev": ("dev", "count_examples"),
    "test": ("test", "count_examples"),
    "test, first class": ("test", "count_class0"),
    "test, second class": ("test", "count_class1"),
}
RULE = "f1_of_class_0_at_0.622"  # F1 by the published code's rule, REPRODUCTION.md 8
OURS = ("attention_entropy",)  # measures that no paper prints
ENTROPY = {"entropy of attention": "attention_entropy"}  # stands beside every correlation
SPREAD = (
    "Entropy of attention: H / ln T, over its greatest, 1 where attention is uniform; near 1 there is little "
    "that could correlate, and a text of two words correlates by 1 or -1."
)
APART = "controls (ours)"
ATTENDING = tuple(name for name in CONTROLS if name != RANDOM)  # that are models
LENGTH = "Words of the mean text of the training split; of pairs those of both texts."


def labels(methods: str, joint: str = " ") -> dict[str, str]:
    """Labels of methods by their names, in the order given: `Attention iAT` of attention_iat."""
    return {name: joint.join(_spelled(name.split("_"))) for name in methods.split()}


def _spelled(parts: list[str]) -> Iterable[str]:
    return (SPELLED.get(part, part if n else part.capitalize()) for n, part in enumerate(parts))


def by_method(labels: Mapping[str, str], names: Iterable[str] | None = None, **heading: Any) -> tuple:
    """A row or line for each method, or for those named."""
    return tuple(Heading(labels[name], {"method": name}, **heading) for name in names or labels)


def by_dataset(labels: Mapping[str, str], **heading: Any) -> tuple[Heading, ...]:
    """A column, line or panel for each data set."""
    return tuple(Heading(label, {"dataset": name}, **heading) for name, label in labels.items())


def by_measure(datasets: Mapping[str, str], metrics: Mapping[str, str]) -> tuple:
    """A column for each metric (by its label) of each data set (by name), under the data set's label."""
    return tuple(
        Heading(label, {"dataset": dataset, "metric": metric}, group, None if metric in OURS else {})
        for dataset, group in datasets.items()
        for label, metric in metrics.items()
    )


def controls(group: str = "", where: Where | None = None, names: Iterable[str] = ATTENDING) -> tuple:
    """Rows of the controls, under a group of their own behind the paper's. They have no printed numbers, and
    are shown where they have any of ours. group: what the rows above them stand under.
    """
    apart = f"{group}, {APART}" if group else APART[0].upper() + APART[1:]
    return tuple(
        Heading(CONTROLS[name], {**(where or {}), "method": name}, apart, printed=None, fold=True)
        for name in names
    )


@dataclass(frozen=True)
class Paper:
    """What declares a paper's tables and figures.

    key: the paper's name in reported.yaml. source: its name under its exhibits. where: what all of its scores
    share. prefix: of its exhibits' names, where another paper of the suite has the same ones. reference: what
    its runs are compared with. kept: keys of a row's variant that the reference shares.
    """

    key: str
    source: str
    where: Where = field(default_factory=dict)
    prefix: str = ""
    reference: Where = field(default_factory=lambda: {"method": "vanilla"})
    kept: tuple[str, ...] = ()

    def table(
        self, name: str, title: str, rows: tuple, columns: tuple, number: str | None = None, **rest: Any
    ) -> Table:
        """Its table; number: as it is printed, of a name that is a part of a table."""
        number = number or name
        own = {
            "where": self.where,
            "printed": partial(reported.find, self.key, number),
            "reference": self.reference,
            "kept": self.kept,
            **rest,
        }
        source = f"{self.source}, Table {number}"
        return Table(self.prefix + name, title, source, rows, columns, **own)

    def corpora(
        self,
        name: str,
        labels: Mapping[str, str],
        columns: Mapping[str, str | Where],
        notes: tuple[str, ...] = (),
        aliases: Mapping[str, str] | None = None,
        **rest: Any,
    ) -> Table:
        """Its table of data sets; labels: the paper's, by our names; columns: of COUNTS, what its printed
        numbers are of; aliases: the name that a printed number is found by, where it is not ours.
        """
        named = {ours: {"dataset": theirs} for ours, theirs in (aliases or {}).items()}
        rows = (replace(row, printed=named.get(row.where["dataset"], {})) for row in by_dataset(labels))
        return self.table(
            name,
            "The data sets",
            tuple(rows),
            tuple(_counted(*column) for column in columns.items()),
            where=PLACE,
            notes=(LENGTH, *notes),
            numbers="corpora",
            corner="Data set",
            **rest,
        )

    def figure(self, name: str, remark: str = "") -> dict[str, str]:
        """Name and source of its figure."""
        return {"name": self.prefix + name, "source": f"{self.source}, Figure {name}{remark}"}


def _counted(column: str, printed: str | Where) -> Heading:
    split, metric = COUNTS[column]
    printed = {"metric": printed} if isinstance(printed, str) else printed
    return Heading(column, {"split": split, "metric": metric}, printed=printed)
