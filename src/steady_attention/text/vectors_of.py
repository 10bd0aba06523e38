"""Task: the word vectors of one data set's vocabulary, out of those of all data sets together.

A run is trained on these, so that another data set in the profile retrains nothing.
"""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from steady_attention.text import vocabulary


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write words.txt, vectors.npy (n, D) and statistics.json of the words of inputs["corpus"] that have a
    row in inputs["vectors"], in that order. Raises UserError for a vocabulary that is missing.
    """
    wanted = vocabulary.read(inputs["corpus"] / "vocabulary.txt")
    words = (inputs["vectors"] / "words.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    rows = [number for number, word in enumerate(words) if word in wanted]
    vectors = np.load(inputs["vectors"] / "vectors.npy", allow_pickle=False)[rows]
    (work / "words.txt").write_bytes("".join(f"{words[row]}\n" for row in rows).encode("utf-8"))
    np.save(work / "vectors.npy", vectors)
    statistics = {"vocabulary": len(wanted.keys() - set(vocabulary.SPECIALS)), "found": len(rows)}
    (work / "statistics.json").write_text(json.dumps(statistics, indent=2) + "\n", encoding="utf-8")
