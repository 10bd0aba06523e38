"""Task: the texts that a BERT is pretrained on, as blocks of word pieces, and some that are held out.

A text is read once, however often it stands, and not at all where it is a dev or test text of any of the
data sets. Blocks are full: texts follow one another, each with [SEP] behind it, and go on in the next block
(Liu et al. 2019, section 4.2, FULL-SENTENCES); each block begins with [CLS], the last is padded.
"""

import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np

from steady_attention.corpora.bert import vocabulary as bert_vocabulary
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_json
from steady_attention.text import word_pieces
from steady_attention.text.survey import SECOND

READ, BARRED = ("train", "pool"), ("dev", "test")
SPLITS = ("train", "held_out")


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write train.npy and held_out.npy, int32 (blocks, limit), and statistics.json: how many texts and pieces
    each has, how many texts stand twice, how many are barred, and the ids of the special pieces.

    inputs: bert, a folder with the vocabulary, and preprocessed data sets and pools. arguments: {"limit":
    pieces of a block, "held_out": share of the texts}; which ones follows from their words alone. Raises
    UserError for what `bert_vocabulary.read` refuses, and where a split would be without a text.
    """
    ids = bert_vocabulary.read(inputs["bert"] / "vocab.txt")
    folders = {name: folder for name, folder in sorted(inputs.items()) if name != "bert"}
    barred = {_mark(text) for folder in folders.values() for text in texts(folder, BARRED)}
    spelt = cache(word_pieces.Pieces(ids).spell)  # each word once
    flat, counted, seen = {split: array("i") for split in SPLITS}, Counter(), set()
    for name, folder in folders.items():
        for text in texts(folder, READ):
            mark = _mark(text)
            kind = "barred" if mark in barred else "twice" if mark in seen else _split(mark, arguments)
            counted[kind] += 1
            seen.add(mark)
            if kind in SPLITS:
                flat[kind].extend(piece for word in text.split(" ") for piece in spelt(word))
                flat[kind].append(ids[bert_vocabulary.END])
        report(f"{name}: {sum(map(len, flat.values()))} pieces so far")
    for split, found in flat.items():
        if not found:
            raise UserError(
                f"pretrain.held_out is {arguments['held_out']}, which leaves {split} without a text of the "
                f"{len(seen)} of {', '.join(folders)}: change it"
            )
        np.save(work / f"{split}.npy", packed(np.frombuffer(found, np.int32), arguments["limit"], ids))
    write_json(
        work / "statistics.json",
        {
            "texts": {split: counted[split] for split in SPLITS},
            "pieces": {split: len(found) for split, found in flat.items()},
            "twice": counted["twice"],
            "barred": counted["barred"],
            "vocabulary": len(ids),
            "special": {piece: ids[piece] for piece in bert_vocabulary.SPECIALS},
            "from": list(folders),
        },
    )


def texts(folder: Path, splits: tuple[str, ...]) -> Iterator[str]:
    """The texts of a preprocessed data set's splits, words with blanks between; of pairs both sides."""
    for split in splits:
        for name in (split, f"{split}.{SECOND}"):
            if (path := folder / f"{name}.words.txt").is_file():
                with path.open(encoding="utf-8", newline="\n") as lines:
                    yield from (line.removesuffix("\n") for line in lines)


def packed(flat: np.ndarray, limit: int, ids: Mapping[str, int]) -> np.ndarray:
    """Pieces (N) as full blocks (B, limit), [CLS] before each and padding behind the last."""
    width = limit - 1
    blocks = np.full((-(-len(flat) // width), width), ids[bert_vocabulary.PAD], np.int32)
    blocks.flat[: len(flat)] = flat
    return np.insert(blocks, 0, ids[bert_vocabulary.START], axis=1)


def _mark(text: str) -> bytes:
    """What stands for a text: 16 bytes of its sha256."""
    return hashlib.sha256(text.encode("utf-8")).digest()[:16]


def _split(mark: bytes, arguments: Mapping[str, float]) -> str:
    """Where a text belongs: its mark is as good as a random number."""
    return "held_out" if int.from_bytes(mark, "big") < arguments["held_out"] * 2**128 else "train"
