"""What each paper shows, declared: its tables and figures, beside the numbers that it prints."""

from importlib import import_module
from types import ModuleType

from steady_attention.settings import methods as of_methods
from steady_attention.store.messages import one_of

SUITES = of_methods.known().papers


def get(suite: str) -> ModuleType:
    """The paper's declarations: TITLE, TABLES, FIGURES. An unknown name: a UserError that lists all."""
    one_of("suite", suite, SUITES)
    return import_module(f"steady_attention.papers.{suite}")
