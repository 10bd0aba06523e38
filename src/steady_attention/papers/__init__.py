"""What each paper shows, declared: its tables and figures, beside the numbers that it prints."""

from importlib import import_module
from types import ModuleType

from steady_attention.settings.names import PAPERS as SUITES
from steady_attention.settings.schema import one_of


def get(suite: str) -> ModuleType:
    """The paper's declarations: TITLE, TABLES, FIGURES. An unknown name: a UserError that lists all."""
    one_of("suite", suite, SUITES)
    return import_module(f"steady_attention.papers.{suite}")
