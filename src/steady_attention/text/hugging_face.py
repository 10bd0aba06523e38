"""What all who read a checkpoint of Hugging Face share: the library, a tokenizer with offsets, positions.

Nothing is fetched, and no code of a checkpoint is run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from steady_attention.store.errors import UserError

LOCAL = {"local_files_only": True, "trust_remote_code": False}  # of every `from_pretrained`
SHIFTED = (  # whose positions begin behind the padding's
    *("roberta", "xlm-roberta", "xlm-roberta-xl", "camembert", "longformer", "xmod", "data2vec-text"),
    "mpnet",
)


def library() -> Any:
    """transformers, silent. Raises UserError where it is not installed."""
    try:
        import transformers
    except ImportError as error:
        raise UserError(
            f"models are read by transformers, which is not installed ({error}): pip install "
            "'steady-attention[bert]'"
        ) from error
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()
    return transformers


def tokenizer(name: object, folder: Path) -> Any:
    """The folder's tokenizer; errors name it so. Raises UserError for one that transformers cannot read, and
    for one that tells no offsets.
    """
    transformers = library()
    with reading(f"{name}: transformers cannot read the tokenizer"):
        found = transformers.AutoTokenizer.from_pretrained(folder, **LOCAL)
    if not found.is_fast:
        raise UserError(
            f"{name}: {type(found).__name__} tells no offsets, by which pieces are put together to words; "
            "expected a fast tokenizer (tokenizer.json)"
        )
    return found


def positions(config: Any) -> int | None:
    """The pieces that a model has positions for; None where it says none."""
    found = getattr(config, "max_position_embeddings", None)
    if not isinstance(found, int) or found <= 0:
        return None
    return found - (config.pad_token_id or 0) - 1 if config.model_type in SHIFTED else found


@contextmanager
def reading(failure: str) -> Iterator[None]:
    """Within the block an error is a UserError: `failure`, the error's kind and its first line. A broken file
    makes any of its classes raise anything.
    """
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        lines = str(error).strip().splitlines()
        told = f"{type(error).__name__}: {lines[0][:300]}" if lines else type(error).__name__
        raise UserError(f"{failure}: {told}") from error
