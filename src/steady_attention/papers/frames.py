"""The numbers that tables are filled with: of the runs, of the corpora, of the methods."""

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pandas as pd

from steady_attention import methods
from steady_attention.methods.parts.properties import Properties
from steady_attention.papers import of_paper
from steady_attention.report.tables.table import Table
from steady_attention.results import scores
from steady_attention.results.query import NOWHERE
from steady_attention.results.scores import COLUMNS
from steady_attention.run.grid import Suites
from steady_attention.run.runs import DEFAULT, Run
from steady_attention.settings.methods import known as known_methods


def runs(suite: str, suites: Suites) -> list[Run]:
    """The runs that a suite's exhibits are of: a paper's own, or those of all suites."""
    return suites.of(suite) if of_paper(suite) else suites.every


def scored(suite: str, table: pd.DataFrame, selection: str = scores.BEST) -> pd.DataFrame:
    """Their numbers, columns scores.COLUMNS; table: a profile's, columns scores.TABLE."""
    if of_paper(suite):
        return scores.of_suite(table, suite, selection)
    return scores.of_all(table, selection)


def frame_of(table: Table, frame: pd.DataFrame, corpora: pd.DataFrame) -> pd.DataFrame:
    """The frame (columns scores.COLUMNS) that a table is filled with: of a suite, or of the corpora."""
    frames: Mapping[str, Callable[[], pd.DataFrame]] = {
        "runs": lambda: frame,
        "corpora": lambda: corpora,
        "methods": of_methods,
    }
    return frames[table.numbers]()


def of_methods() -> pd.DataFrame:
    """A row a declared property of a method, 1 for yes and 0 for no."""
    place = ("none", NOWHERE["encoder"], NOWHERE["attention"])
    rows = [
        (*place, name, DEFAULT, 0, NOWHERE["split"], metric, value)
        for name in known_methods().methods
        for metric, value in _ticks(name)
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def properties(name: str) -> Properties:
    """PROPERTIES as a method's file states them, which is read, not imported: that would import torch."""
    file = Path(methods.__file__).with_name(f"{name}.py")
    stated = [
        node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.Assign)
    ]
    (call,) = (node.value for node in stated if ast.unparse(node.targets[0]) == "PROPERTIES")
    return Properties(**{one.arg: ast.literal_eval(one.value) for one in call.keywords})


def _ticks(name: str) -> Iterator[tuple[str, float]]:
    """The columns of Kitada & Iyatomi 2022, Table 1."""
    declared = properties(name)
    yield "attention_vulnerability", float(declared.perturbs == "attention")
    yield "unlabeled_data", float(declared.unlabeled)
    yield "model_interpretability", float(declared.restricted)
