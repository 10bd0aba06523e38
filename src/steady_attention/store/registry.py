"""Methods, encoders and measures: each is a file of its folder, and there is no other list of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from steady_attention.store import sources
from steady_attention.store.messages import nearest, shown


@dataclass(frozen=True)
class Registry:
    """The folder whose modules are of one kind."""

    folder: str

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The modules' names, by alphabet."""
        files = (sources.ROOT / sources.PACKAGE / self.folder).glob("*.py")
        return tuple(sorted(path.stem for path in files if path.stem != "__init__"))

    def file(self, name: str) -> str:
        """Where the thing of that name is, or is to be."""
        return f"src/{sources.PACKAGE}/{self.folder}/{name}.py"

    def check(self, name: str, valid: Iterable[str] | None = None) -> str:
        """The name. Raises ValueError, which lists the valid ones, all files where none are given."""
        valid = self.names if valid is None else list(valid)
        if name not in valid:
            known = f"{shown(name)} is not one of {', '.join(valid)}{nearest(name, valid)}"
            raise ValueError(f"{known}; a new one is a file in {self.file('')[:-3]}")
        return name


METHODS, ENCODERS, MEASURES = map(Registry, ("methods", "models/encoders", "evaluation/measures"))
