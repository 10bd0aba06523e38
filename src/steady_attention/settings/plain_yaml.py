"""YAML as plain data, read strictly: as DVC reads it, every key once, nothing that explodes.

DVC reads params.yaml by YAML 1.2 and PyYAML by 1.1: `010` is 10 and 8, `1:30` a text and 90, `no` a text and
false. Here a text is what is a text to DVC, and numbers of other than decimal digits are refused. Anchors and
aliases are refused, since `dvc exp run -S` changes one copy and another takes it back; so are tags and
directives. The values are made of libyaml's events: PyYAML's own reader takes forty times as long.
"""

import re
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

from steady_attention.store.errors import UserError

PARAMS = "params.yaml"
DEEPEST = 50  # levels of nesting
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where PyYAML was built with it
READ = (  # the forms of a scalar without quotes, and their values; all others are texts
    (re.compile(r"~|null|Null|NULL|"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?(0|[1-9][0-9]*)"), int),
    (
        re.compile(
            r"[-+]?[0-9]+\.[0-9]*([eE][-+]?[0-9]+)?|[-+]?\.[0-9]+([eE][-+][0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+"
        ),
        float,
    ),
    (re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)"), lambda text: float(text.replace(".", ""))),
)
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
UNREADABLE = yaml.reader.Reader.NON_PRINTABLE


def parse(content: bytes) -> Any:
    """The value in a YAML file's content. Raises ValueError that begins with the line and says what is
    wrong.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(f"line {line}: not UTF-8 ({error.reason} at byte {error.start})") from error
    if odd := UNREADABLE.search(text) or ODD.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        why = (
            "which can be read in more than one way" if ODD.match(text, odd.start()) else "which YAML has not"
        )
        raise ValueError(f"line {line}: the character {odd[0]!r}, {why}")
    try:
        return _document(yaml.parse(text.removeprefix("\ufeff"), Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = ", ".join(part for part in (error.context, error.problem) if part)
        raise _wrong(said, mark) from error


def content(root: Path, file: str) -> Any:
    """The value in one of the files of settings, below the folder `root`. Raises UserError as `read` does,
    and where there is no such file.
    """
    if not (root / file).is_file():
        advice = f"`git restore {file}` brings the committed one"
        if file == PARAMS:
            advice = f"run the stages from the repository's root, not in {Path.cwd()}"
        raise UserError(f"{file} not found: {advice}")
    return read(root / file)


def read(path: Path) -> Any:
    """The value in a YAML file, plain data only. Raises UserError, with the line, where it is not valid."""
    try:
        return parse(path.read_bytes())
    except ValueError as error:
        raise UserError(f"{path} is not valid YAML: {error}") from error


def _wrong(words: str, mark: yaml.Mark) -> ValueError:
    return ValueError(f"line {mark.line + 1}, column {mark.column + 1}: {words}")


def _document(events: Iterator[yaml.Event]) -> Any:
    """The one document's value; None where there is none."""
    next(events)
    start = next(events)
    if isinstance(start, yaml.StreamEndEvent):
        return None
    if start.version or start.tags:
        raise _wrong("expected no directive (%YAML, %TAG)", start.start_mark)
    value = _value(events, next(events), 1)
    next(events)
    if not isinstance(end := next(events), yaml.StreamEndEvent):
        raise _wrong("expected a single document in the stream, but found another document", end.start_mark)
    return value


def _value(events: Iterator[yaml.Event], event: yaml.Event, depth: int) -> Any:
    """The value that begins with an event. Raises ValueError for an alias, an anchor or a tag, for one that
    lies too deep, and for a key that stands twice or is no scalar.
    """
    if event.anchor is not None:
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        wrong = "expected no anchor and no alias (`-S` loses changes there), write the values out"
        raise _wrong(f"{sign}{event.anchor[:40]}: {wrong}", event.start_mark)
    if event.tag is not None:
        raise _wrong(f"expected no tag, got {event.tag[:80]!r}", event.start_mark)
    if depth > DEEPEST:
        raise _wrong(f"more than {DEEPEST} levels", event.start_mark)
    if isinstance(event, yaml.ScalarEvent):
        return _scalar(event)
    if isinstance(event, yaml.SequenceStartEvent):
        return [
            _value(events, entry, depth + 1)
            for entry in takewhile(lambda one: not isinstance(one, yaml.SequenceEndEvent), events)
        ]
    found: dict[Any, Any] = {}
    lines: dict[Any, int] = {}
    for key_event in takewhile(lambda one: not isinstance(one, yaml.MappingEndEvent), events):
        key, mark = _value(events, key_event, depth + 1), key_event.start_mark
        if isinstance(key, list | dict):
            raise _wrong("while constructing a mapping, found unhashable key", mark)
        if key in lines:
            wrong = f"the key {str(key)[:80]!r} stands twice, first in line {lines[key]}"
            raise _wrong(wrong, mark)
        lines[key] = mark.line + 1
        found[key] = _value(events, next(events), depth + 1)
    return found


def _scalar(event: yaml.ScalarEvent) -> Any:
    """A text in quotes, or what READ takes it for. Raises ValueError where it can be read in two ways, and
    for a number that is too long.
    """
    text = event.value
    if event.style:
        return text
    for form, value in READ:
        if form.fullmatch(text):
            try:
                return value(text)
            except ValueError as error:
                raise _wrong(f"{text[:40]!r} is no number ({error})", event.start_mark) from error
    for advice, form in REFUSED.items():
        if form.fullmatch(text):
            wrong = f"{text[:40]!r} can be read in more than one way"
            raise _wrong(f"{wrong}: {advice}", event.start_mark)
    return text
