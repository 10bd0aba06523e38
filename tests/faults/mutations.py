"""Mutations of settings: the content of the files with one thing wrong, and where that is."""

import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as st

from steady_attention.store.messages import inside, shown

Path = tuple[str | int, ...]

ODD = (
    None,
    True,
    False,
    0,
    1,
    -1,
    0.5,
    -0.5,
    float("nan"),
    float("inf"),
    float("-inf"),
    2**63,
    -(10**30),
    10**400,
    16**5000,
    1e308,
    5e-324,
    "",
    " ",
    "x",
    "1",
    "1e-6",
    "null",
    "\u00e9",
    "\U0001f600",
    "\ud800",
    "a\nb",
    "\x1b[31m",
    "\0",
    "..",
    "../../x",
    "/etc/passwd",
    "data/own/x",
    ".vec",
    "a" * 300,
    "a" * 100_000,
    [],
    [[]],
    [None],
    [0, "x"],
    {},
    {"x": 1},
    {1: 2},
    {None: None},
    {"": 0},
    date(2024, 1, 1),
    b"\0",
    {"x"},
)
KEYS = (
    None,
    True,
    0,
    1.5,
    "",
    " ",
    "x",
    "../x",
    "a.b",
    "\u00e9",
    "\ud800",
    "\0",
    "a" * 300,
    date(2024, 1, 1),
)
VALUES = st.sampled_from(ODD) | st.text() | st.integers() | st.floats() | st.lists(st.sampled_from(ODD))


@dataclass(frozen=True)
class Mutation:
    """kind: what was done. content: of each file. paths: where. given: names and values that are new."""

    kind: str
    content: Any = field(repr=False)
    paths: tuple[Path, ...]
    given: tuple[Any, ...] = field(default=(), repr=False)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """As hypothesis prints it: without the content, which is too long for it."""
        printer.text(repr(self))


def mutations(valid: Any) -> st.SearchStrategy[Mutation]:
    """A key left out, renamed or added, a value of another type or size, two sections swapped."""
    return st.composite(_mutation)(valid)


def _mutation(draw: Any, valid: Any) -> Mutation:
    content = json.loads(json.dumps(valid))  # a copy in which no two places share a part
    kind = draw(st.sampled_from(("drop", "rename", "value", "value", "number", "add", "swap")))
    path = _place(draw, content)
    parent, key = at(content, path[:-1]), path[-1]
    if kind == "drop":
        return Mutation(kind, content, (path,), (parent.pop(key),))
    if kind in ("rename", "add") and isinstance(parent, dict):
        new = draw(st.sampled_from(KEYS) | st.text() | st.just(f"{key}s") | st.sampled_from(list(parent)))
        value = parent[key]
        if kind == "rename":
            del parent[key]
        parent[new] = value
        there = (*path[:-1], new if isinstance(new, str) else shown(new))
        return Mutation(kind, content, (path, there), (new,))
    if kind == "swap":
        other = _place(draw, content)
        if path[: len(other)] != other and other[: len(path)] != path:
            beside = at(content, other[:-1])
            parent[key], beside[other[-1]] = beside[other[-1]], parent[key]
            return Mutation(kind, content, (path, other), (parent[key], beside[other[-1]]))
    if kind == "number" and isinstance(parent[key], int | float):
        factor = draw(st.sampled_from((-1, 0, 1e-9, 1e9, 10**30, float("nan"), float("inf"), 1.5)))
        parent[key] = parent[key] * factor
        return Mutation(kind, content, (path,), (parent[key],))
    parent[key] = draw(VALUES)
    return Mutation("value", content, (path,), (parent[key],))


def _place(draw: Any, content: Any) -> Path:
    """A path below a file, by descending; each level is as likely an end as any, so that the rare keys are
    found too.
    """
    path: Path = (draw(st.sampled_from(list(content))),)
    while True:
        here = at(content, path)
        path = (*path, draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here)))))
        if (
            not (isinstance(below := at(content, path), dict | list) and below)
            or draw(st.integers(0, 3)) == 0
        ):
            return path


def at(content: Any, path: Path) -> Any:
    """What stands at a path."""
    for key in path:
        content = content[key]
    return content


def names(path: Path) -> str:
    """A path as errors write it: `seed`, or `conf/demo/settings.yaml: corpora[0]`."""
    file, *keys = path
    found = "" if file == "params.yaml" else f"{file}: "
    for key in keys:
        found = f"{found}[{key}]" if isinstance(key, int) else inside(found, key)
    return found
