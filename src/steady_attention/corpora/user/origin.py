"""Whose a raw file is: errors name the user's own file, not its copy, in which a repair would be lost."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from steady_attention.corpora.bert.checkpoints import CHECKPOINTS
from steady_attention.corpora.user import data as user_data
from steady_attention.store import artifacts
from steady_attention.store.errors import UserError


def user_folder(arguments: Mapping[str, Any]) -> str | None:
    """The user's folder of what a task's arguments name ({"corpus": ..., "own": ...}, {"vectors": name} or
    {"checkpoint": name}); None for what is published or generated.
    """
    if "checkpoint" in arguments:
        name = arguments["checkpoint"]
        return None if name in CHECKPOINTS else f"{user_data.FOLDER}/{name}"
    is_own = user_data.is_vectors(arguments["vectors"]) if "vectors" in arguments else "own" in arguments
    return str(user_data.FOLDER) if is_own else None


@contextmanager
def named(raw: Path, arguments: Mapping[str, Any]) -> Iterator[None]:
    """Within the block a UserError about a file in the folder `raw` names the user's own one in its place; of
    another file it says how to get it anew.
    """
    try:
        yield
    except UserError as error:
        said, folder = str(error), user_folder(arguments)
        if f"{raw}/" not in said:
            raise
        if folder is not None:
            raise UserError(said.replace(f"{raw}/", f"{folder}/")) from error
        raise UserError(f"{said} (a copy; {artifacts.anew(raw)})") from error
