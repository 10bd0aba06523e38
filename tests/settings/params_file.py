"""The project's settings as one value, and how such a value is written to its files.

CONTENT is params.yaml, with the sections of conf/methods.yaml under `methods`, its lists under `lists`, and
under `profiles` each profile's settings with the `defaults` and `suites` of its grid.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from steady_attention.settings import params
from steady_attention.store import folders

ROOT = Path(__file__).resolve().parents[2]
OF_GRID = ("defaults", "suites")
FILES = ("params.yaml", folders.METHODS) + tuple(
    file(name) for name in params.names(ROOT) for file in (folders.settings, folders.suites)
)
TEXTS = {file: (ROOT / file).read_text(encoding="utf-8") for file in FILES}


class _Dumper(yaml.SafeDumper):
    """Writes an object that stands twice twice: the files take no alias."""

    def ignore_aliases(self, data: object) -> bool:
        """Always."""
        return True


def dumped(content: Any) -> str:
    """The content as text, its keys in their order."""
    return yaml.dump(content, Dumper=_Dumper, sort_keys=False)


def joined(files: dict[str, Any]) -> dict[str, Any]:
    """One value of the contents of all files."""
    methods = dict(files[folders.METHODS])
    sections = methods.pop("methods")
    names = {Path(file).parent.name for file in files if file.endswith("/settings.yaml")}
    profiles = {name: files[folders.settings(name)] | files[folders.suites(name)] for name in sorted(names)}
    return files["params.yaml"] | {"methods": sections, "lists": methods, "profiles": profiles}


def parted(content: dict[str, Any]) -> dict[str, Any]:
    """The contents of all files of one value; what is no profile's key is the grid's or params.yaml's."""
    content = dict(content)
    methods = {**content.pop("lists"), "methods": content.pop("methods")}
    files = {folders.METHODS: methods}
    for name, profile in content.pop("profiles").items():
        of_grid = {key: profile[key] for key in OF_GRID if key in profile}
        files[folders.settings(name)] = {key: profile[key] for key in profile if key not in OF_GRID}
        files[folders.suites(name)] = of_grid
    return {"params.yaml": content, **files}


def write(root: Path, content: dict[str, Any]) -> None:
    """All files of one value, below `root`."""
    for file, given in parted(content).items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(dumped(given), encoding="utf-8")


def copied(root: Path) -> None:
    """The project's files as they are, below `root`."""
    for file, text in TEXTS.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")


def read(root: Path) -> dict[str, Any]:
    """The value of the files below `root`."""
    found = [*root.glob("params.yaml"), *root.glob("conf/**/*.yaml")]
    return joined(
        {str(path.relative_to(root)): yaml.safe_load(path.read_text(encoding="utf-8")) for path in found}
    )


def contents(files: dict[str, Any]) -> tuple[Any, Any, dict[str, tuple[Any, Any]]]:
    """The contents of all files as `params.checked` takes them."""
    names = [Path(file).parent.name for file in files if file.endswith("/settings.yaml")]
    profiles = {name: (files[folders.settings(name)], files[folders.suites(name)]) for name in names}
    return files["params.yaml"], files[folders.METHODS], profiles


def checked(content: dict[str, Any]) -> params.Params:
    """The settings of one value."""
    return params.checked(*contents(parted(content)))


def copy(content: Any) -> Any:
    """A copy in which no two places share a part."""
    return json.loads(json.dumps(content))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """(path, value) of all numbers, texts, switches, nulls and lists."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}" if path else key)
    else:
        yield path, value


CONTENT = read(ROOT)
