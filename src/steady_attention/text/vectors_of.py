"""Task: the word vectors of one data set's vocabulary, out of those of all data sets together.

A run is trained on these, so that another data set in the profile retrains nothing.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import numpy as np

from steady_attention.store.files import write_plain_json
from steady_attention.text import vocabulary
from steady_attention.text.survey import SECOND


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write words.txt, vectors.npy (n, D) and statistics.json of the words of inputs["corpus"] that have a
    row in inputs["vectors"], in that order. Raises UserError for a vocabulary that is missing.
    """
    wanted = vocabulary.read(inputs["corpus"] / "vocabulary.txt")
    words = _lines(inputs["vectors"] / "words.txt")
    rows = [number for number, word in enumerate(words) if word in wanted]
    vectors = np.load(inputs["vectors"] / "vectors.npy", allow_pickle=False)[np.array(rows, np.int64)]
    vocabulary.write(work / "words.txt", [words[row] for row in rows])
    np.save(work / "vectors.npy", vectors)
    statistics = coverage(inputs["corpus"], wanted, {wanted[words[row]] for row in rows})
    write_plain_json(work / "statistics.json", statistics)


def coverage(corpus: Path, ids: Mapping[str, int], found: Collection[int]) -> dict[str, int]:
    """How many words there are of the vocabulary and of the training texts (tokens; of pairs those of both),
    and how many of each have a vector. ids: word -> id; found: the ids that have one. An unknown word of a
    text has none; boundaries are no words.
    """
    counts = np.zeros(len(ids), np.int64)
    for name in ("train", f"train.{SECOND}"):
        if (path := corpus / f"{name}.tokens.npy").is_file():
            counts += np.bincount(np.load(path, mmap_mode="r", allow_pickle=False), minlength=len(ids))
    edges = [ids[word] for word in vocabulary.SPECIALS if word in ids and word != vocabulary.UNKNOWN]
    counts[edges] = 0
    return {
        "vocabulary": len(ids.keys() - set(vocabulary.SPECIALS)),
        "found": len(found),
        "tokens": int(counts.sum()),
        "tokens_found": int(counts[list(found)].sum()) if found else 0,
    }


def _lines(path: Path) -> list[str]:
    """The lines of a file that may have none."""
    text = path.read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n") if text else []
