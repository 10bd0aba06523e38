"""What each paper shows, declared: its tables and figures, beside the numbers that it prints; and what none
shows, which is of the runs of all suites.
"""

from importlib import import_module
from types import ModuleType

from steady_attention.printed import SUITES as OF_PAPERS
from steady_attention.settings import methods as of_methods
from steady_attention.store.messages import one_of

SUITES = of_methods.known().papers


def get(suite: str) -> ModuleType:
    """The paper's declarations: TITLE, TABLES, COMPARISONS, FIGURES. An unknown name: a UserError that lists
    all.
    """
    one_of("suite", suite, SUITES)
    return import_module(f"steady_attention.papers.{suite}")


def of_paper(suite: str) -> bool:
    """Whether a paper has the exhibits: they are of its suite's runs, and it makes claims."""
    return suite in OF_PAPERS
