"""Task: the BERT of one data set, whose table of embeddings has the pieces alone that occur there.

No text reads another row, so no gradient reaches it, and Adam treats each row by itself: predictions and
weights are those of the whole table. A step moves less memory, and a file of weights is smaller. Methods that
look for the neighbours of a piece find them among these, as they find a word's among those of its data set.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from steady_attention.corpora.user.checkpoint import CONFIG, WEIGHTS
from steady_attention.store.files import link_or_copy, read_json, write_plain_json

PADDING = 0  # what a batch is filled up with
NUMBERED = ("start", "end", "first")  # ids of pieces.json


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write rows.npy: int64, the ids of the pieces that occur, in order. Beside it the files of
    inputs["bert"] that a model begins with, and those of inputs["pieces"], whose ids count these rows.
    """
    pieces, bert = inputs["pieces"], inputs["bert"]
    told, ids = read_json(pieces / "pieces.json"), np.load(pieces / "pieces.npy", allow_pickle=False)
    rows = np.unique(np.concatenate([ids, [PADDING, told["start"], told["end"]]])).astype(np.int64)
    np.save(work / "rows.npy", rows)
    np.save(work / "pieces.npy", np.searchsorted(rows, ids).astype(np.int32))
    numbers = {name: int(np.searchsorted(rows, told[name])) for name in NUMBERED}
    write_plain_json(work / "pieces.json", told | numbers)
    same = [pieces / "vocabulary.txt", pieces / "pieces.offsets.npy", *pieces.glob("*.tokens.npy")]
    for path in (*same, bert / CONFIG, bert / WEIGHTS):
        if path.is_file():  # a BERT of random weights has no file of them
            link_or_copy(str(path.resolve()), str(work / path.name))
    report(f"{len(rows)} pieces occur")
