"""What becomes of settings: they resolve to every run, or an error names the key."""

import contextlib
import tempfile
from pathlib import Path
from typing import Any

from steady_attention import methods
from steady_attention.run import grid, plan
from steady_attention.settings import params
from steady_attention.store.errors import UserError
from tests.faults.mutations import Mutation, names
from tests.settings.params_file import contents


def resolve(content: Any) -> None:
    """Everything between the files' contents and training: checks, plan, the grid's files, every run's
    hyper-parameters. Nothing is written but reports/<profile>/grid. Raises UserError.
    """
    with tempfile.TemporaryDirectory() as outer:
        root = Path(outer) / "a" / "b" / "c"
        root.mkdir(parents=True)
        with contextlib.chdir(root):
            settings = params.checked(*contents(content))
            for name in settings.profiles:
                _grid(name, settings)
        written = {path.relative_to(outer).parts for path in Path(outer).rglob("*") if path.is_file()}
        for parts in written:
            assert parts[:4] == ("a", "b", "c", "reports") and parts[5] == "grid", f"written: {parts}"


def _grid(name: str, settings: params.Params) -> None:
    """A profile's grid, written and read, as the stages do."""
    planned = plan.plan(name, settings.at(name), settings.from_vanilla)
    plan.write(name, settings, planned, settings.methods)
    grid.suites(name)
    known = set()
    for method in settings.methods:
        read = grid.read(name, method)
        for one in read.planned:
            computed, given = one.computed.method, read.training[one.run]["hparams"]
            if (wanted := repr((computed, given))) not in known:
                methods.hparams(computed, given)
            known.add(wanted)


def outcome(mutation: Mutation) -> str:
    """`resolved` or `refused`. Raises what is not a UserError, and AssertionError for one that does not name
    what was changed.
    """
    try:
        resolve(mutation.content)
    except UserError as error:
        text = str(error)
        assert len(text) < 2000 and text.isprintable(), (
            f"{mutation.kind}: unprintable or endless: {text[:500]!r}"
        )
        assert _named(text, mutation), f"{mutation}: the key is not named: {text}"
        return "refused"
    return "resolved"


def _named(text: str, mutation: Mutation) -> bool:
    """Whether an error begins with a key's path, which the mutated one lies at, in or around; or else names
    the mutated key or value.
    """
    file, _, rest = text.partition(": ")
    where = file.partition(" ")[0]
    if file.startswith("conf/"):
        where = f"{file}: {rest.partition(': ')[0].partition(' ')[0]}"
    for path in mutation.paths:
        whole = names(path)
        if whole.startswith(where) or where.startswith(whole):
            return bool(where)
    keys = [key for path in mutation.paths for key in path[-1:]]
    words = [word[:20] for word in (*keys, *mutation.given) if isinstance(word, str) and word]
    return bool(where) and any(word in text for word in words) or _lacking(text, mutation)


def _lacking(text: str, mutation: Mutation) -> bool:
    """Whether a block lacks a run that another one needs, in the profile whose grid was changed."""
    files = {path[0] for path in mutation.paths}
    return any(text.startswith(f"{file}: suites.") for file in files) and text.endswith(": add it")
