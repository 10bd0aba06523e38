"""The files of a comparison: the page, its tables as Markdown, and their numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import pandas as pd

from steady_attention.report.comparison import page, tables
from steady_attention.report.tables import cross, cross_own
from steady_attention.results import comparison, scores, statistics
from steady_attention.run.runs import Run
from steady_attention.settings.sections import Params
from steady_attention.store.files import read_json, write_text

PAGE = "index.html"
BESIDE = ("compare.md", "compare.csv", "costs.csv", "scores.csv", "cross.md")  # to which the page links


@dataclass(frozen=True)
class Compared:
    """What is compared: the methods, in their order; families, a corpus's name and its data sets, itself or
    its folds; statistics of each data set, by `counted`; facts, what was run, a name and a text each.
    """

    methods: Sequence[str]
    families: Mapping[str, Sequence[str]]
    statistics: Mapping[str, Mapping[str, Any]]
    facts: Mapping[str, str]


def counted(corpus: Path, vectors: Path) -> dict[str, Any]:
    """A corpus's statistics, with the coverage by its vectors."""
    return read_json(corpus / "statistics.json") | {"vectors": read_json(vectors / "statistics.json")}


def facts(
    profile: str,
    settings: Params,
    seeds: Sequence[int],
    families: Mapping[str, Sequence[str]],
    counts: Mapping[str, Mapping[str, Any]],
) -> dict[str, str]:
    """What was run, for the head of the page. counts: the statistics of each data set."""
    own = settings.at(profile)
    files = f"conf/{profile}/settings.yaml and conf/methods.yaml"
    of_corpora = {}
    for corpus, datasets in families.items():
        folds = f"{len(datasets)} folds; the first: " if len(datasets) > 1 else ""
        of_corpora[f"Corpus {corpus}"] = folds + statistics.description(counts[datasets[0]])
    return {
        "Profile": f"{profile}: its model, training and values of methods ({files})",
        "Word vectors": own.vectors,
        "Seeds": ", ".join(map(str, sorted(set(seeds)))),
        "Epoch": f"the best dev {own.selection}",
        **of_corpora,
    }


def largest(counts: Sequence[Mapping[str, Any]]) -> float:
    """The share of test texts of the class that has most of them, the mean over a corpus's folds."""
    texts = [list(one["splits"]["test"]["labels"].values()) for one in counts]
    return mean(max(one) / sum(one) for one in texts)


def write(
    folder: Path, compared: Compared, table: pd.DataFrame, seconds: Mapping[Run, Mapping[str, float]]
) -> list[str]:
    """PAGE and BESIDE into an existing folder. Returns what to know before the first number.

    table: scores of the compared runs, columns results.scores.TABLE; seconds: of every run by `train` and
    `evaluate`.
    """
    families, methods = compared.families, list(compared.methods)
    of_runs = scores.of_all(table)
    numbers = comparison.numbers(of_runs, families, cross.MEASURES, methods)
    costs = comparison.costs(seconds, families, methods)
    shares = {name: largest([compared.statistics[one] for one in some]) for name, some in families.items()}
    notices = tables.unlearned(numbers, shares)
    title = f"Methods compared on {', '.join(families)}"
    crossed = cross_own.tables(of_runs, compared.statistics)
    files = {
        "compare.md": page.markdown(title, compared.facts, numbers, costs, notices),
        "compare.csv": numbers.to_csv(index=False, lineterminator="\n"),
        "costs.csv": costs.to_csv(index=False, lineterminator="\n"),
        "scores.csv": scores.to_csv(table),
        "cross.md": "\n".join(one.markdown() for one in crossed),
        PAGE: page.page(title, compared.facts, numbers, costs, BESIDE, notices),
    }
    for name, text in files.items():
        write_text(folder / name, text)
    return notices
