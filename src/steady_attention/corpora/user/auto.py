"""A checkpoint of Hugging Face for the encoder auto: a folder in data/own/, and what is made of it."""

from pathlib import Path

from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.corpora.user import data as user_data
from steady_attention.corpora.user import files as user_files
from steady_attention.store.errors import UserError

CONFIG, WEIGHTS, SHARDS = "config.json", "model.safetensors", "model.safetensors.index.json"
PICKLED = ("pytorch_model.bin", "pytorch_model.bin.index.json", "model.pt", "model.pth", "model.bin")
TOKENIZERS = (  # any of them is a tokenizer
    *("tokenizer.json", "vocab.txt", "vocab.json", "spiece.model", "spm.model"),
    *("sentencepiece.bpe.model", "tokenizer.model"),
)
BESIDE = ("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "merges.txt")
SIZES, ROWS = "auto.json", "rows.npy"  # of what is made of them
VECTORS = "vectors"  # among its weights: the table of embeddings, with a row 0 of ours for the padding


def there(where: str, name: str) -> dict[str, Path]:
    """The paths of the files that are read, by their names. Raises UserError, with the key and what to do,
    for a folder or a file that is missing, weights that are a pickle, and as `user_files.check` does.
    """
    user_checkpoint.check_name(where, name)
    folder, named = user_data.folder() / name, f"{user_data.FOLDER}/{name}"
    if not folder.is_dir():
        raise UserError(f"{where}: {named} is no folder; put a checkpoint there, saved by save_pretrained")
    shards = sorted(path.name for path in folder.glob("model-*-of-*.safetensors"))
    wanted = (CONFIG, WEIGHTS, SHARDS, *shards, *TOKENIZERS, *BESIDE)
    files = {file: folder / file for file in wanted if (folder / file).exists()}
    for file, path in files.items():
        user_files.check(where, path, f"{named}/{file}")
    if CONFIG not in files:
        raise UserError(
            f"{where}: {named} lacks {CONFIG}; expected a model that was saved by save_pretrained"
        )
    if not {WEIGHTS, SHARDS} & files.keys():
        if pickled := [file for file in PICKLED if (folder / file).is_file()]:
            program = (
                f"from transformers import AutoModel as M; at = '{named}'; "
                "M.from_pretrained(at, use_safetensors=False).save_pretrained(at)"
            )
            raise UserError(
                f"{where}: {named} holds {pickled[0]}, a pickle, which can run any code and is not read; "
                f'where you trust it: python -c "{program}"'
            )
        raise UserError(
            f"{where}: {named} lacks {WEIGHTS}; expected a model that was saved by save_pretrained"
        )
    if not set(TOKENIZERS) & files.keys():
        raise UserError(
            f"{where}: {named} holds no tokenizer ({', '.join(TOKENIZERS)}); put it there by "
            f"AutoTokenizer.from_pretrained(NAME).save_pretrained('{named}')"
        )
    return files
