"""The project's params.yaml as text and as values, and others written by PyYAML."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

TEXT = Path("params.yaml").read_text(encoding="utf-8")
CONTENT = yaml.safe_load(TEXT)


class _Dumper(yaml.SafeDumper):
    """Writes an object that stands twice twice: params.yaml takes no alias."""

    def ignore_aliases(self, data: object) -> bool:
        """Always."""
        return True


def dumped(content: Any) -> str:
    """The content as text, its keys in their order."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False)


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(path, value) of all numbers, texts, switches, nulls and lists."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    else:
        yield path, value
