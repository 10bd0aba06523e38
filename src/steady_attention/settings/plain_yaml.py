"""YAML as plain data, read strictly: as DVC reads it, every key once, nothing that explodes.

DVC reads params.yaml by YAML 1.2 and PyYAML by 1.1: `010` is 10 and 8, `1:30` a text and 90, `no` a text and
false. Here a text is what is a text to DVC, and numbers of other than decimal digits are refused. Anchors and
aliases are refused, since `dvc exp run -S` changes one copy and another takes it back; so are tags and
directives.
"""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from steady_attention.store.errors import UserError

DEEPEST = 50  # levels of nesting
TAG = "tag:yaml.org,2002:"
NULL, TRUTH, WHOLE, FRACTION, TEXT = (TAG + kind for kind in ("null", "bool", "int", "float", "str"))
READ = {
    NULL: re.compile(r"~|null|Null|NULL|"),
    TRUTH: re.compile(r"true|True|TRUE|false|False|FALSE"),
    WHOLE: re.compile(r"[-+]?(0|[1-9][0-9]*)"),
    FRACTION: re.compile(
        r"[-+]?[0-9]+\.[0-9]*([eE][-+]?[0-9]+)?|[-+]?\.[0-9]+([eE][-+][0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
        r"|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"
    ),
}
REFUSED = {  # what else is no text to DVC; it writes none of these itself, but in quotes
    "write a number in decimal digits without leading zeros, or a text in quotes": re.compile(
        r"[-+]?[0-9][0-9_]*|[-+]_[0-9_]*|[-+]?0o[0-7_]+|[-+]?0b[01_]+|[-+]?0x[0-9a-fA-F_]+"
        r"|[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|[-+]?\.[0-9_]+([eE][-+][0-9]+)?"
    ),
    "put a date in quotes": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
        r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}.*"
    ),
    "put it in quotes": re.compile(r"<<|="),
}
ODD = re.compile("(?<!^)\ufeff|[\x85\u2028\u2029]")  # a byte order mark within; line ends of YAML 1.1 alone


class _Loader(yaml.SafeLoader):
    """The safe loader, with the plain values of READ alone."""

    def __init__(self, text: str):
        super().__init__(text)
        self.depth = 0

    def compose_document(self) -> yaml.Node:
        """The file's nodes. Raises YAMLError for a directive."""
        start = self.peek_event()
        if start.version or start.tags:
            raise _wrong("expected no directive (%YAML, %TAG)", start.start_mark)
        return super().compose_document()

    def compose_node(self, parent: Any, index: Any) -> yaml.Node:
        """A node. Raises YAMLError for an alias, an anchor or a tag, and where it lies too deep."""
        event = self.peek_event()
        if event.anchor is not None:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            wrong = "expected no anchor and no alias (`-S` loses changes there), write the values out"
            wrong = f"{sign}{event.anchor[:40]}: {wrong}"
            raise _wrong(wrong, event.start_mark)
        if event.tag is not None:
            raise _wrong(f"expected no tag, got {event.tag[:80]!r}", event.start_mark)
        self.depth += 1
        if self.depth > DEEPEST:
            raise _wrong(f"more than {DEEPEST} levels", event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def compose_mapping_node(self, anchor: Any) -> yaml.Node:
        """A mapping. Raises YAMLError for a key that stands twice."""
        node = super().compose_mapping_node(anchor)
        _refuse_equal(node)
        return node

    def compose_scalar_node(self, anchor: Any) -> yaml.Node:
        """A scalar with the tag of READ. Raises YAMLError where it can be read in two ways."""
        node = super().compose_scalar_node(anchor)
        node.tag = TEXT
        if node.style is None:
            node.tag = next((tag for tag, form in READ.items() if form.fullmatch(node.value)), TEXT)
        if node.style is None and node.tag == TEXT:
            for advice, form in REFUSED.items():
                if form.fullmatch(node.value):
                    wrong = f"{node.value[:40]!r} can be read in more than one way"
                    raise _wrong(f"{wrong}: {advice}", node.start_mark)
        return node

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """A node's value. Raises YAMLError, with its place, for a number that is too long."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            kind = node.tag.removeprefix(TAG)
            raise _wrong(f"{node.value[:40]!r} is no {kind} ({error})", node.start_mark) from error


def _wrong(words: str, mark: yaml.Mark) -> ConstructorError:
    return ConstructorError(None, None, words, mark)


def _refuse_equal(node: yaml.MappingNode) -> None:
    """Raise YAMLError for a key that stands twice."""
    lines: dict[Hashable, int] = {}
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if (key.tag, key.value) in lines:
                first = lines[key.tag, key.value]
                wrong = f"the key {key.value[:80]!r} stands twice, first in line {first}"
                raise _wrong(wrong, key.start_mark)
            lines[key.tag, key.value] = key.start_mark.line + 1


def parse(content: bytes) -> Any:
    """The value in a YAML file's content. Raises ValueError that begins with the line and says what is
    wrong.
    """
    try:
        text = content.decode("utf-8")
        if odd := ODD.search(text):
            line = text.count("\n", 0, odd.start()) + 1
            raise ValueError(f"line {line}: the character {odd[0]!r}, which can be read in more than one way")
        return yaml.load(text, _Loader)
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


def read(path: Path) -> Any:
    """The value in a YAML file, plain data only. Raises UserError, with the line, where it is not valid."""
    try:
        return parse(path.read_bytes())
    except ValueError as error:
        raise UserError(f"{path} is not valid YAML: {error}") from error
