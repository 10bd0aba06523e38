"""Raw word-vector files for the tests."""

import gzip
from pathlib import Path

import numpy as np

ROWS = "the 1 2 3\nParis 4 5 6\nGood 7 7 7\ngood 0.5 -1e-3 2\nPARIS 9 9 9\ncafé 1 0 1\nodd 3 3 3\n"
GOOD = [0.5, -1e-3, 2]


def wanted(*words: str) -> set[bytes]:
    return {word.encode("utf-8") for word in words}


def written(folder: Path, content: str | bytes, name: str = "raw.txt") -> Path:
    content = content.encode("utf-8") if isinstance(content, str) else content
    (folder / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    return folder / name


def packed(folder: Path, **arrays) -> Path:
    np.savez(folder / "raw.npz", **arrays)
    return folder / "raw.npz"
