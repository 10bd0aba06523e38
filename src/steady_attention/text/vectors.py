"""Task: word vectors for the vocabularies of several data sets together, from one pass over the raw file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import numpy as np

from steady_attention.corpora.user import origin
from steady_attention.corpora.vectors import rows as vector_rows
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.corpora.vectors.rows import Row
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_plain_json
from steady_attention.text import vocabulary


@dataclass(frozen=True)
class Found:
    """The text of a wanted word's numbers, and the spelling and the line where it stood."""

    text: bytes
    word: bytes
    number: int


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write the wanted rows of {"vectors": name} from inputs["raw"]; other inputs are preprocessed data sets.

    A word that stands only capitalised in the file takes its first such row. A file without any wanted word
    gives no row. Raises UserError, with file and line, for what `vector_rows` refuses, and a wanted word that
    stands twice.
    """
    source = word_vectors.get(arguments["vectors"])
    vocabularies = {
        name: set(vocabulary.read(folder / "vocabulary.txt")) - set(vocabulary.SPECIALS)
        for name, folder in sorted(inputs.items())
        if name != "raw"
    }
    wanted = {word.encode("utf-8") for words in vocabularies.values() for word in words}
    path = inputs["raw"] / source.file
    report(f"looking for {len(wanted)} words")
    with origin.named(inputs["raw"], arguments):
        found = select(path, wanted)
        words, vectors = _write(work, found) if found else _write_none(work, vector_rows.width(path))
    statistics = _statistics(vocabularies, words, vectors.shape[1])
    statistics["capitalised"] = sum(_composed(row.word) != _composed(word) for word, row in found.items())
    write_plain_json(work / "statistics.json", {"vectors": source.name, **statistics})


def select(path: Path, wanted: set[bytes]) -> dict[bytes, Found]:
    """Wanted word -> its row, sorted by word: the row of its own spelling, else the first of the same letters
    (accents may be composed or not: Unicode's NFC says), else the first that lower-cases to it.
    """
    asked: dict[bytes, list[bytes]] = {}
    for word in wanted:
        asked.setdefault(_composed(word), []).append(word)
    spelt: dict[bytes, Found] = {}
    same: dict[bytes, Found] = {}
    capitalised: dict[bytes, Found] = {}
    for row in vector_rows.read(path, lambda word: _composed(word) in asked or _lowered(word) in asked):
        composed, lowered = _composed(row.word), _lowered(row.word)
        for word in asked.get(composed, ()):
            _keep(path, spelt if word == row.word else same, word, row)
        for word in asked.get(lowered, ()) if lowered != composed else ():
            _keep(path, capitalised, word, row)
    return dict(sorted((capitalised | same | spelt).items()))


def _composed(word: bytes) -> bytes:
    """The word with composed accents (NFC); what is not UTF-8 stays, and so matches no word."""
    return word if word.isascii() else _bytes(_text(word))


def _lowered(word: bytes) -> bytes:
    """The same in lower case."""
    return word.lower() if word.isascii() else _bytes(_text(word).lower())


def _text(word: bytes) -> str:
    return word.decode("utf-8", "surrogateescape")


def _bytes(word: str) -> bytes:
    return normalize("NFC", word).encode("utf-8", "surrogateescape")


def _keep(path: Path, found: dict[bytes, Found], word: bytes, row: Row) -> None:
    """Parse a row and keep it, if it is its word's first. Raises UserError for the same spelling twice."""
    if word not in found:
        found[word] = Found(vector_rows.text_of(row, path), row.word, row.number)
    elif found[word].word == row.word:
        raise UserError(
            f"{path}:{row.number}: the word {row.word.decode('utf-8')!r} stands twice, "
            f"first in line {found[word].number}; expected one row a word"
        )


def _write(work: Path, found: dict[bytes, Found]) -> tuple[list[str], np.ndarray]:
    """Write the checked rows as vectors.txt, load them by torchtext, and write words.txt and vectors.npy."""
    checked = work / "vectors.txt"
    checked.write_bytes(b"".join(word + b" " + row.text + b"\n" for word, row in found.items()))
    words, vectors = vocabulary.load(checked)
    assert [word.encode("utf-8") for word in words] == list(found), (
        f"{len(words)} of {len(found)} rows loaded"
    )
    vocabulary.write(work / "words.txt", words)
    np.save(work / "vectors.npy", vectors)
    return words, vectors


def _write_none(work: Path, width: int) -> tuple[list[str], np.ndarray]:
    """The same files of no word."""
    none = np.zeros((0, width), np.float32)
    for name in ("vectors.txt", "words.txt"):
        vocabulary.write(work / name, [])
    np.save(work / "vectors.npy", none)
    return [], none


def _statistics(vocabularies: dict[str, set[str]], words: list[str], width: int) -> dict:
    """How many words of each vocabulary, and of all together, have a vector of `width` numbers."""
    known, union = set(words), set().union(*vocabularies.values())
    datasets = {
        name: {"vocabulary": len(vocabulary), "found": len(vocabulary & known)}
        for name, vocabulary in vocabularies.items()
    }
    return {"dimensions": width, "wanted": len(union), "found": len(words), "datasets": datasets}
