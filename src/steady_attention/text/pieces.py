"""Task: every text of a labeled data set as words that a BERT reads, each with its word pieces.

A word has an id in the data set's vocabulary or, where it is unknown there, one after it: to a BERT it is no
unknown word. All distinct words of all splits are the data set's forms: its vocabulary, then the others in
order of appearance, split after split, of pairs a split's attended texts before the other ones.
"""

from array import array
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path

import numpy as np

from steady_attention.corpora.bert import config as bert_config
from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.corpora.bert import vocabulary as bert_vocabulary
from steady_attention.corpora.user import origin
from steady_attention.store.files import read_json, write_plain_json
from steady_attention.text import vocabulary, word_pieces
from steady_attention.text.encoded import ArrayFile, Coding, coding
from steady_attention.text.survey import SECOND

SPLITS = ("train", "dev", "test")
TEXTS = 512  # counted at a time


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write the forms of inputs["corpus"], with their pieces by inputs["bert"]; {"limit": pieces of a text}.

    Files and arrays are told at `_write_tokens` and `_write_pieces`; pieces.json holds the ids of [CLS] and
    [SEP], the first id behind the special pieces that the vocabulary begins with, the limit, and what
    `_counts` tells of every array of texts. Raises UserError for what `vocabulary.read` and
    `bert_vocabulary.read` refuse, and for pairs where the BERT has one kind of token.
    """
    corpus, bert = inputs["corpus"], inputs["bert"]
    statistics = read_json(corpus / "statistics.json")
    if statistics["pair"]:
        with origin.named(bert, read_json(bert / "statistics.json")):
            bert_folder.check_pairs(bert, bert_config.read(bert), statistics["dataset"])
    ids = bert_vocabulary.read(bert / "vocab.txt")
    forms = list(vocabulary.read(corpus / "vocabulary.txt"))
    known = len(forms)
    by = coding(forms, statistics["boundaries"])
    names = [name for name in _names() if (corpus / f"{name}.words.txt").is_file()]
    for name in names:
        _write_tokens(work, corpus, name, by)
        report(f"{name}: {len(by.ids)} distinct words so far")
    vocabulary.write(work / "vocabulary.txt", list(by.ids))
    lengths, unknown = _write_pieces(work, by, word_pieces.Pieces(ids))
    statistics = {
        "forms": len(by.ids),
        "vocabulary": known,
        "texts": {name: _counts(work, corpus, name, lengths, unknown, arguments["limit"]) for name in names},
    }
    special = takewhile(lambda piece: piece.startswith("[") and piece.endswith("]"), ids)
    ends = {"start": ids[bert_vocabulary.START], "end": ids[bert_vocabulary.END], "first": len(list(special))}
    ends["limit"] = arguments["limit"]
    write_plain_json(work / "pieces.json", ends | statistics)


def _names() -> Iterator[str]:
    """The names of the arrays of texts, in the order of the forms."""
    for split in SPLITS:
        yield from (split, f"{split}.{SECOND}")


def _write_tokens(work: Path, corpus: Path, name: str, by: Coding) -> None:
    """Write <name>.tokens.npy: int32, flat, a form for each number of the data set's array of that name, so
    that its offsets hold. Words without an id get one, but those spelt like a special row are <unk>.
    """
    unknown, special = by.ids[vocabulary.UNKNOWN], set(vocabulary.SPECIALS)
    total = 0
    with (
        open(corpus / f"{name}.words.txt", encoding="utf-8", newline="\n") as lines,
        ArrayFile(work / f"{name}.tokens.npy", np.int32) as tokens,
    ):
        for line in lines:
            words = line.removesuffix("\n").split(" ")
            found = [unknown if word in special else by.ids.setdefault(word, len(by.ids)) for word in words]
            tokens.extend((*by.before, *found, *by.after))
            total += len(by.before) + len(found) + len(by.after)
    expected = int(np.load(corpus / f"{name}.offsets.npy", mmap_mode="r", allow_pickle=False)[-1])
    assert total == expected, f"{corpus}: {name}.words.txt holds {total} words, its arrays {expected}"


def _write_pieces(work: Path, by: Coding, pieces: word_pieces.Pieces) -> tuple[np.ndarray, np.ndarray]:
    """Write pieces.npy (int32, flat) and pieces.offsets.npy (int64, forms + 1), in the order of the forms.

    Padding and boundaries have no piece, <unk> has [UNK]. Returns of each form how many it has, and whether
    [UNK] is one of them.
    """
    none = {vocabulary.PAD} | ({vocabulary.START, vocabulary.END} if by.before else set())
    offsets, unknown = array("q", [0]), bytearray()
    with ArrayFile(work / "pieces.npy", np.int32) as flat:
        for form in by.ids:
            if form in none:
                found = []
            else:
                found = [pieces.unknown] if form == vocabulary.UNKNOWN else pieces.spell(form)
            flat.extend(found)
            offsets.append(offsets[-1] + len(found))
            unknown.append(pieces.unknown in found)
    ends = np.frombuffer(offsets, np.int64)
    np.save(work / "pieces.offsets.npy", ends)
    return np.diff(ends), np.frombuffer(unknown, np.bool_)


def _counts(
    work: Path, corpus: Path, name: str, lengths: np.ndarray, unknown: np.ndarray, limit: int
) -> dict[str, float]:
    """Mean pieces of a word, share of words with [UNK] among their pieces, the longest text in pieces with
    [CLS] and [SEP], and how many texts have more than `limit` of these.
    """
    tokens = np.load(work / f"{name}.tokens.npy", mmap_mode="r", allow_pickle=False)
    offsets = np.load(corpus / f"{name}.offsets.npy", mmap_mode="r", allow_pickle=False)
    words = total = absent = cut = longest = 0
    for first in range(0, len(offsets) - 1, TEXTS):
        ends = offsets[first : first + TEXTS + 1]
        forms = tokens[ends[0] : ends[-1]]
        of_word = lengths[forms]
        of_text = np.add.reduceat(of_word, ends[:-1] - ends[0]) + 2  # no text is without a word
        words, total = words + int((of_word > 0).sum()), total + int(of_word.sum())
        absent, cut = absent + int(unknown[forms].sum()), cut + int((of_text > limit).sum())
        longest = max(longest, int(of_text.max()))
    return {
        "pieces_per_word": round(total / words, 4),
        "unknown_share": round(absent / words, 6),
        "longest": longest,
        "cut": cut,
    }
