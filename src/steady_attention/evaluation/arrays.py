"""Arrays in one .npz file whose bytes depend on the arrays alone, not on which Python or zlib wrote it."""

import io
import zipfile
from pathlib import Path

import numpy as np


def save(path: Path, **arrays: np.ndarray) -> None:
    """Write the arrays, not compressed, as `np.load` reads them. The headers that numpy's own writer asks for
    have other bytes in Python 3.11.2 than in 3.11.7. Raises ValueError for an array of objects.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        for name, array in arrays.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, np.asanyarray(array), allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy"), content.getvalue())
