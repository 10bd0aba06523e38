"""A user's own pretrained BERT: a folder in data/own/ with three files."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from steady_attention.corpora.user import data as user_data
from steady_attention.corpora.user import files as user_files
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest

CONFIG, VOCABULARY, WEIGHTS = FILES = ("config.json", "vocab.txt", "model.safetensors")
PICKLED = "pytorch_model.bin"  # weights that only running the file's own code could read


def check_name(where: str, name: str) -> None:
    """Raise UserError unless `name` is a plain name, of a known checkpoint or of a folder in data/own/."""
    if not name or PurePosixPath(name).name != name or name.startswith(".") or not name.isprintable():
        raise UserError(
            f"{where}: expected the name of a checkpoint, or of a folder in {user_data.FOLDER}/, got {name!r}"
        )


def there(where: str, name: str, known: Iterable[str]) -> dict[str, Path]:
    """The paths of a user's files, by their names. known: the checkpoints that are no user's.

    Raises UserError, saying what to put where, for a folder or a file that is missing, and as
    `user_files.check` does.
    """
    check_name(where, name)
    folder, known = user_data.folder() / name, list(known)
    if not folder.is_dir():
        raise UserError(
            f"{where}: {name!r} is none of {', '.join(known)}{nearest(name, known)}, and {folder} is no "
            f"folder; put {_listed(FILES)} into {user_data.FOLDER}/{name}/"
        )
    files = {file: folder / file for file in FILES}
    for file, path in files.items():
        user_files.check(where, path, f"{user_data.FOLDER}/{name}/{file}")
    missing = [file for file, path in files.items() if not path.is_file()]
    if WEIGHTS in missing and (folder / PICKLED).is_file():
        raise UserError(f"{where}: {folder} holds {PICKLED}, which is not read; {_conversion(name)}")
    if missing:
        raise UserError(
            f"{where}: {folder} lacks {_listed(missing)}; put that into {user_data.FOLDER}/{name}/"
        )
    return files


def part(name: str) -> str:
    """A weight's name within BertModel; the oldest checkpoints call a layer norm's gamma and beta."""
    name = name.removeprefix("bert.")
    return name.replace("LayerNorm.gamma", "LayerNorm.weight").replace("LayerNorm.beta", "LayerNorm.bias")


def _conversion(name: str) -> str:
    """How a user who trusts the pickled weights makes others of them."""
    program = (
        f"from transformers import BertModel as B; at = '{user_data.FOLDER}/{name}'; "
        f"B.from_pretrained(at).save_pretrained(at)"
    )
    return f'to make {WEIGHTS} of it, run: python -c "{program}"'


def _listed(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
