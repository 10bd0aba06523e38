"""What all who read a checkpoint of Hugging Face share: the library, a tokenizer with offsets, positions.

Nothing is fetched, and no code of a checkpoint is run.
"""

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
    try:
        found = transformers.AutoTokenizer.from_pretrained(folder, **LOCAL)
    except Exception as error:  # whatever a broken file makes of any of its classes
        raise UserError(f"{name}: transformers cannot read the tokenizer: {first_line(error)}") from error
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


def first_line(error: Exception) -> str:
    """The kind of an error and its first line."""
    lines = str(error).strip().splitlines()
    return f"{type(error).__name__}: {lines[0][:300]}" if lines else type(error).__name__
