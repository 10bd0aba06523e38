"""Which source files a computation stands on, and a hash of what they say.

The hash is over each module's syntax tree without docstrings, so a comment, a docstring or a reformatting
changes nothing and a sign does. The rooms NO_NUMBER are left out: they move work about and decide no number,
and the values that they carry are in the fingerprint themselves. So are the cards of measures, which say
how a number is shown.
"""

import ast
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

PACKAGE = "steady_attention"
NO_NUMBER = ("store", "settings", "run", "metrics.card")  # rooms and modules that decide no number
CHOSEN = {"method": "methods", "suite": "papers"}  # packages of which an option names one file
ROOT = Path(__file__).resolve().parents[2]  # the folder that holds the package


def location(module: str) -> Path | None:
    """The file of a module of the package, or None where no such module exists."""
    path = ROOT / module.replace(".", "/")
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


@cache
def imported(path: Path) -> set[str]:
    """The package's modules that a file names: by import or, as tasks are, by a text constant."""
    names: set[str] = set()
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.add(node.value)
    names = {name for name in names if name.split(".")[0] == PACKAGE}
    return {name for name in names if all(part.isidentifier() for part in name.split(".")) and location(name)}


def closure(modules: Iterable[str]) -> set[str]:
    """The modules and all of the package's modules that they stand on, parents included."""
    found: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        path = location(module)
        if module in found:
            continue
        if path is None:
            raise ModuleNotFoundError(f"{module} is no module of {ROOT / PACKAGE}")
        found.add(module)
        waiting.extend(imported(path))
        if "." in module:
            waiting.append(module.rpartition(".")[0])
    return found


def files(script: Path, chosen: Mapping[str, str]) -> list[Path]:
    """A stage's script and everything that it stands on.

    chosen: the stage's options; of `method` and `suite` the named file counts too, where the script uses that
    package.
    """
    modules = closure(imported(script))
    for option, package in CHOSEN.items():
        if option in chosen and f"{PACKAGE}.{package}" in modules:
            modules = closure([*modules, f"{PACKAGE}.{package}.{chosen[option]}"])
    return sorted({script, *(path for path in map(location, modules) if path)})


def code(modules: Iterable[str]) -> str:
    """A hash of the code that computes an item."""
    names = sorted(name for name in closure(modules) if not _of_no_number(name))
    text = "\n".join(f"{name} {_meaning(location(name))}" for name in names)
    return hashlib.sha256(text.encode()).hexdigest()


def _of_no_number(module: str) -> bool:
    """Whether a module moves work about, and computes nothing of an item."""
    place = module.removeprefix(f"{PACKAGE}.") + "."
    return any(place.startswith(f"{name}.") for name in NO_NUMBER)


def digest(paths: Iterable[Path]) -> str:
    """A hash of files' bytes."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


@cache
def _meaning(path: Path) -> str:
    """The syntax tree as text, without docstrings, imports of NO_NUMBER and the file's cards."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [one for one in tree.body if not _declares_cards(one)]
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0] if node.body else None
            if (
                isinstance(first, ast.Expr)
                and isinstance(first.value, ast.Constant)
                and isinstance(first.value.value, str)
            ):
                node.body = node.body[1:] or [ast.Pass()]
            node.body = [one for one in node.body if not _imports_no_number(one)] or [ast.Pass()]
    return ast.dump(tree)


def _imports_no_number(node: ast.stmt) -> bool:
    """Whether a statement imports from one of the rooms NO_NUMBER."""
    return isinstance(node, ast.ImportFrom) and _of_no_number(node.module or "")


def _declares_cards(node: ast.stmt) -> bool:
    """Whether a statement is `CARDS = ...`, which metrics.cards reads."""
    return isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CARDS"
