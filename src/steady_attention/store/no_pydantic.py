"""What `sections` takes in pydantic's place where that is not installed: an installation without the extra
`pipeline`, in which losses are computed and no settings are read. A section is a plain frozen dataclass then.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from steady_attention.store.errors import UserError

T = TypeVar("T")
ConfigDict = dict


class Declared:
    """A rule about a field, which nobody asks."""

    def __init__(self, *values: Any, **names: Any):
        pass


AfterValidator = Discriminator = Field = FieldInfo = Strict = Tag = Declared


class ValidationError(ValueError):
    """Raised by nobody: nothing is validated."""


class TypeAdapter:
    """Raises UserError: settings cannot be read."""

    def __init__(self, kind: Any):
        raise UserError(
            "settings are read by pydantic, which is not installed: pip install 'steady-attention[pipeline]'"
        )


def dataclass(frozen: bool, config: dict[str, Any]) -> Callable[[type[T]], type[T]]:
    """The standard library's decorator."""
    return dataclasses.dataclass(frozen=frozen)
