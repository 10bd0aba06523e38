"""YAML as plain data, read strictly: every key once, no object made by a tag, nothing that explodes.

PyYAML's safe loader alone takes the last of equal keys, follows aliases and `<<` however often they multiply,
and lets what Python's int() or date() say of a bad scalar through.
"""

import re
from collections.abc import Hashable
from typing import Any

import yaml
from yaml.constructor import ConstructorError

DEEPEST = 50  # levels of nesting
MOST = 1_000_000  # values of a file, those behind aliases counted each time
MERGE = "tag:yaml.org,2002:merge"


class _Loader(yaml.SafeLoader):
    """The safe loader that also takes `1e-06` for a number, as DVC does and as `-S` writes it."""

    def __init__(self, text: str):
        super().__init__(text)
        self.depth = 0

    def compose_node(self, parent: Any, index: Any) -> yaml.Node:
        """A node. Raises YAMLError where it lies too deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConstructorError(None, None, f"more than {DEEPEST} levels", self.peek_event().start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def compose_document(self) -> yaml.Node:
        """The file's nodes. Raises YAMLError for equal keys, and where aliases make it too large."""
        node = super().compose_document()
        _check(node, {})
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """A node's value. Raises YAMLError, with its place, for a scalar that is not of its tag's form."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, OverflowError) as error:
            kind = node.tag.rpartition(":")[2]
            wrong = f"{node.value[:40]!r} is no {kind} ({error})"
            raise ConstructorError(None, None, wrong, node.start_mark) from error


_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"[-+]?(\d+\.?\d*|\.\d+)[eE][-+]?\d+$"), list("-+.0123456789")
)


def _check(node: yaml.Node, sizes: dict[int, int | None]) -> int:
    """How many values the node holds, its aliases followed. Raises YAMLError, with the place."""
    if id(node) in sizes:
        if sizes[id(node)] is None:
            raise ConstructorError(None, None, "an alias to what it stands in", node.start_mark)
        return sizes[id(node)]
    if isinstance(node, yaml.ScalarNode):
        return 1
    sizes[id(node)] = None  # begun
    parts = node.value
    if isinstance(node, yaml.MappingNode):
        _refuse_equal(node)
        parts = [part for pair in node.value for part in pair]
    total = 1 + sum(_check(part, sizes) for part in parts)
    if total > MOST:
        raise ConstructorError(None, None, f"more than {MOST:,} values, aliases followed", node.start_mark)
    sizes[id(node)] = total
    return total


def _refuse_equal(node: yaml.MappingNode) -> None:
    """Raise YAMLError for a key that stands twice; `<<` may."""
    lines: dict[Hashable, int] = {}
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.tag != MERGE:
            if (key.tag, key.value) in lines:
                first = lines[key.tag, key.value]
                wrong = f"the key {key.value[:80]!r} stands twice, first in line {first}"
                raise ConstructorError(None, None, wrong, key.start_mark)
            lines[key.tag, key.value] = key.start_mark.line + 1


def parse(content: bytes) -> Any:
    """The value in a YAML file's content. Raises ValueError that begins with the line and says what is
    wrong.
    """
    try:
        return yaml.load(content.decode("utf-8"), _Loader)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line}: not UTF-8 ({error.reason} at byte {error.start})") from error
    except yaml.reader.ReaderError as error:
        line = content.decode("utf-8").count("\n", 0, error.position) + 1
        raise ValueError(
            f"line {line}: the character {chr(error.character)!r}, which YAML has not"
        ) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ", ".join(part for part in (error.context, error.problem) if part)
        raise ValueError(f"line {mark.line + 1}, column {mark.column + 1}: {said}") from error
