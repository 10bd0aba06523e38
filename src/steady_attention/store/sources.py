"""Which source files a computation stands on, and a hash of what they say.

The hash is over each module's syntax tree without docstrings, so a comment, a docstring or a reformatting
changes nothing and a sign does. The rooms NO_NUMBER are left out: they move work about and decide no number,
and the values that they carry are in the fingerprint themselves. So are the cards of measures, which say
how a number is shown.
"""

import ast
import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from steady_attention.store.files import read_json

PACKAGE = "steady_attention"
INSTRUCTIONS = f"{PACKAGE}.instructions"  # how a process computes, which decides every item's numbers
NO_NUMBER = ("store", "settings", "run", "metrics.card")  # rooms and modules that decide no number
READ = {
    "steady_attention.metrics.cards": ("metrics", "evaluation", "results")
}  # rooms whose files a module reads
GROUPS = {  # stages that share a file of data/sources/, on which they depend: their code is hashed together
    "data": ("download", "preprocess", "pretrain", "select_unlabeled"),
    "training": ("grid", "train"),
    "evaluation": ("evaluate",),
    "reports": ("collect", "tables", "figures", "cross", "search", "integrity", "findings", "report"),
    "experiment": ("experiment",),
}
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
        if module in found:
            continue
        path = location(module)
        if path is None:
            raise ModuleNotFoundError(f"{module} is no module of {ROOT / PACKAGE}")
        found.add(module)
        waiting.extend(imported(path))
        if "." in module:
            waiting.append(module.rpartition(".")[0])
    return found


def files(script: Path) -> list[Path]:
    """A stage's script and all files of the package that it stands on.

    These are the modules that it imports, all modules of a package that imports by name (as `methods` does),
    and the data files beside any of them.
    """
    modules: set[str] = set()
    wanted = closure(imported(script))
    while wanted > modules:
        modules = wanted
        whole = {name for name in modules if _imports_by_name(name)}
        whole |= {f"{PACKAGE}.{room}" for reader in modules & READ.keys() for room in READ[reader]}
        wanted = modules | closure({name for package in whole for name in _below(package)})
    paths = {path for path in map(location, modules) if path}
    return sorted({script, *paths, *_data({path.parent for path in paths})})


def _imports_by_name(module: str) -> bool:
    """Whether a package's own file calls `import_module`."""
    path = location(module)
    return path.name == "__init__.py" and any(
        isinstance(node, ast.Name) and node.id == "import_module" for node in ast.walk(_tree(path))
    )


def _below(package: str) -> set[str]:
    """All modules of a package and of those in it."""
    folder = location(package).parent
    inside = (path.relative_to(folder).with_suffix("").parts for path in folder.rglob("*.py"))
    return {".".join((package, *parts)).removesuffix(".__init__") for parts in inside}


def _data(folders: Iterable[Path]) -> Iterator[Path]:
    """The files of packages that are no module, those in folders without modules among them."""
    for path in (path for folder in folders for path in folder.iterdir()):
        if path.is_dir() and path.name != "__pycache__" and not (path / "__init__.py").is_file():
            yield from (inside for inside in path.rglob("*") if inside.is_file())
        elif path.is_file() and path.suffix != ".py":
            yield path


def of_group(group: str) -> list[Path]:
    """The files that the stages of a group stand on."""
    return sorted({path for name in GROUPS[group] for path in files(Path("stages") / f"{name}.py")})


def listing(group: str) -> Path:
    """The file that the stage `sources` writes for a group."""
    return Path("data/sources") / f"{group}.json"


def listed(script: Path) -> list[Path] | None:
    """The files of a script's group as the stage `sources` listed them; None where it has not, or where a
    file is gone or was written since.
    """
    group = next((name for name, stages in GROUPS.items() if script.stem in stages), None)
    if group is None or not listing(group).is_file():
        return None
    paths, made = [Path(path) for path in read_json(listing(group))], listing(group).stat().st_mtime_ns
    return paths if all(path.is_file() and path.stat().st_mtime_ns < made for path in paths) else None


def outdated(script: Path) -> bool:
    """Whether what the stage `sources` wrote for a script's group is not what the code says now."""
    groups = [name for name, stages in GROUPS.items() if script.stem in stages and listing(name).is_file()]
    return any(read_json(listing(name)) != meanings(of_group(name)) for name in groups)


def meanings(paths: Iterable[Path]) -> dict[str, str]:
    """By path, a hash of what each file says: of a module its syntax, of any other file its bytes."""
    said = {path: meaning(path).encode() if path.suffix == ".py" else path.read_bytes() for path in paths}
    return {os.path.relpath(path): hashlib.sha256(text).hexdigest() for path, text in said.items()}


def code(modules: Iterable[str]) -> str:
    """A hash of the code that computes an item. INSTRUCTIONS, which programs import and no item does, stands
    in it under the package's name, in whose own file it was when the first items were stored.
    """
    names = sorted(name for name in closure(modules) if not _of_no_number(name))
    files = {name: location(INSTRUCTIONS if name == PACKAGE else name) for name in names}
    text = "\n".join(f"{name} {meaning(path)}" for name, path in files.items())
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
def meaning(path: Path) -> str:
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
