"""What preprocessing knows about single words of a split, cut into the real words of each text."""

from pathlib import Path

import numpy as np

from steady_attention.models.texts import Texts


def words(folder: Path, split: str, name: str, texts: Texts) -> list[np.ndarray] | None:
    """<split>.<name>.npy as one array (words,) a text, boundaries cut off; None where there is no such file.

    texts: the whole split.
    """
    path = folder / f"{split}.{name}.npy"
    if not path.is_file():
        return None
    flat = np.load(path, mmap_mode="r", allow_pickle=False)
    edge = int(texts.boundaries)
    pairs = zip(texts.starts.tolist(), texts.lengths.tolist(), strict=True)
    return [np.asarray(flat[start + edge : start + length - edge]) for start, length in pairs]
