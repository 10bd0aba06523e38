"""Where a table or figure comes from: the stage, the file that declares it, and the CSV behind it."""

import pkgutil
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from steady_attention.store.sources import ROOT

UP = "../../"  # from reports/<profile>/index.html to the repository's root


@dataclass(frozen=True)
class Origin:
    """stage: with its item, `tables@demo-seat`; source: from the repository's root; data: from the page."""

    stage: str
    source: str
    data: str

    @property
    def command(self) -> str:
        """What remakes it, without the stages that it stands on."""
        return f"dvc repro -s {self.stage}"

    @property
    def script(self) -> str:
        """The stage's file, from the repository's root."""
        return f"stages/{self.stage.partition('@')[0]}.py"


def file_of(module: ModuleType) -> str:
    """A module's file, from the repository's root."""
    return Path(module.__file__).resolve().relative_to(ROOT.parent).as_posix()


def declared_in(package: ModuleType, one: Any) -> str:
    """The file of the package in which a table or figure is declared, alone or in a tuple.

    Raises ValueError where no module of the package holds it.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [import_module(f"{package.__name__}.{name}") for name in names]
    for module in [*modules, package]:
        if any(_holds(value, one) for value in vars(module).values()):
            return file_of(module)
    raise ValueError(f"{package.__name__} declares no {one!r}")


def _holds(value: Any, one: Any) -> bool:
    return value is one or (isinstance(value, tuple) and any(each is one for each in value))
