"""Task: word vectors for the vocabularies of several data sets together, from one pass over the raw file."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from steady_attention.corpora import word_vectors
from steady_attention.pipeline.errors import UserError
from steady_attention.text import vector_rows, vocabulary
from steady_attention.text.vector_rows import Row


@dataclass(frozen=True)
class Found:
    """The text of a wanted word's numbers, and the spelling and the line where it stood."""

    text: bytes
    word: bytes
    number: int


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write the wanted rows of {"vectors": name} from inputs["raw"]; other inputs are preprocessed data sets.

    A word that stands only capitalised in the file takes its first such row. Raises UserError, with file and
    line, for what `vector_rows` refuses, a wanted word that stands twice, and a file without any wanted word.
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
    found = select(path, wanted)
    if not found:
        raise UserError(f"{path}: holds none of the {len(wanted)} words of {', '.join(vocabularies)}")
    words, vectors = _write(work, found)
    statistics = _statistics(vocabularies, words, vectors.shape[1])
    statistics["capitalised"] = sum(row.word != word for word, row in found.items())
    _write_json(work / "statistics.json", {"vectors": source.name, **statistics})


def select(path: Path, wanted: set[bytes]) -> dict[bytes, Found]:
    """Wanted word -> its row: of its own spelling, else the first that lower-cases to it; sorted by word."""
    exact: dict[bytes, Found] = {}
    capitalised: dict[bytes, Found] = {}
    for row in vector_rows.read(path, lambda word: word in wanted or _lowered(word) in wanted):
        if row.word in wanted:
            _keep(path, exact, row.word, row)
        word = _lowered(row.word)
        if word != row.word and word in wanted and _is_new(path, capitalised, word, row):
            _keep(path, capitalised, word, row)
    return dict(sorted((capitalised | exact).items()))


def _lowered(word: bytes) -> bytes:
    """The word in lower case; one that is not UTF-8 stays, and so matches no word."""
    if word.isascii():
        return word.lower()
    return word.decode("utf-8", "surrogateescape").lower().encode("utf-8", "surrogateescape")


def _is_new(path: Path, found: dict[bytes, Found], word: bytes, row: Row) -> bool:
    """Whether no row has lower-cased to the word before. Raises UserError for the very same spelling."""
    if word in found and found[word].word == row.word:
        _keep(path, found, word, row)
    return word not in found


def _keep(path: Path, found: dict[bytes, Found], word: bytes, row: Row) -> None:
    """Parse a row and keep it. Raises UserError if there is one."""
    if word in found:
        raise UserError(
            f"{path}:{row.number}: the word {row.word.decode('utf-8')!r} stands twice, "
            f"first in line {found[word].number}; expected one row a word"
        )
    found[word] = Found(vector_rows.text_of(row, path), row.word, row.number)


def _write(work: Path, found: dict[bytes, Found]) -> tuple[list[str], np.ndarray]:
    """Write the checked rows as vectors.txt, load them by torchtext, and write words.txt and vectors.npy."""
    checked = work / "vectors.txt"
    checked.write_bytes(b"".join(word + b" " + row.text + b"\n" for word, row in found.items()))
    words, vectors = vocabulary.load(checked)
    assert [word.encode("utf-8") for word in words] == list(found), (
        f"{len(words)} of {len(found)} rows loaded"
    )
    _write_lines(work / "words.txt", words)
    np.save(work / "vectors.npy", vectors)
    return words, vectors


def _statistics(vocabularies: dict[str, set[str]], words: list[str], width: int) -> dict:
    """How many words of each vocabulary, and of all together, have a vector of `width` numbers."""
    known, union = set(words), set().union(*vocabularies.values())
    datasets = {
        name: {"vocabulary": len(vocabulary), "found": len(vocabulary & known)}
        for name, vocabulary in vocabularies.items()
    }
    return {"dimensions": width, "wanted": len(union), "found": len(words), "datasets": datasets}


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))


def _write_json(path: Path, values: dict) -> None:
    path.write_bytes((json.dumps(values, indent=2, ensure_ascii=False) + "\n").encode("utf-8"))
