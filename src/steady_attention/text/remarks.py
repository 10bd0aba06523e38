"""Remarks on a tokenized data set, before training: a very long text, a class without texts."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from steady_attention.store.files import read_json

LONG = 10_000  # words of a text; published data sets here have hardly any longer
NAMED = 5  # classes that a line names
SPLITS = ("train", "dev", "test")


def warnings(corpus: str, folder: Path, own: str = "") -> list[str]:
    """Lines about a labeled data set by its folder. own: "data/own/" before the ids of a user's texts, which
    are file and line; else nothing.
    """
    return [*_left_out(corpus, folder, own), *_long(corpus, folder, own), *_absent(corpus, folder)]


def _left_out(corpus: str, folder: Path, own: str) -> Iterator[str]:
    """What a user's section leaves out of its tables."""
    left = read_json(folder / "statistics.json").get("left_out")
    if own and left:
        yield f"{corpus}: left out: {left}"


def _long(corpus: str, folder: Path, own: str) -> Iterator[str]:
    """The longest text, where it has more than LONG words."""
    count, words, split, place = 0, LONG, "", 0
    for name in SPLITS:
        for number, length in _lengths(folder / f"{name}.words.txt"):
            count += 1
            if length > words:
                words, split, place = length, name, number
    if count:
        with (folder / f"{split}.ids.txt").open("rb") as file:
            example = next(islice(file, place, None)).decode("utf-8").rstrip("\n")
        others = f" ({count} texts have over {LONG:,})" if count > 1 else ""
        yield (
            f"{corpus}: the text {own}{example} of {split} has {words:,} words{others}: a recurrent encoder "
            f"pads a batch to its longest text, which costs time and memory; shorten it or split it"
        )


def _lengths(path: Path) -> Iterator[tuple[int, int]]:
    """Place and number of words of every text of over LONG words."""
    with path.open("rb") as file:
        for place, line in enumerate(file):
            if len(line) > 2 * LONG and (words := line.count(b" ") + 1) > LONG:
                yield place, words


def _absent(corpus: str, folder: Path) -> Iterator[str]:
    """The classes that dev or test have no text of."""
    splits = read_json(folder / "statistics.json")["splits"]
    for split in SPLITS[1:]:
        absent = [name for name, count in splits[split]["labels"].items() if not count]
        if absent:
            named = ", ".join(map(repr, absent[:NAMED]))
            more = f" and {len(absent) - NAMED:,} more" if len(absent) > NAMED else ""
            several = len(absent) > 1
            yield (
                f"{corpus}: {split} has no text of the class{'es' if several else ''} {named}{more}: "
                f"macro F1 counts {'them' if several else 'it'} as 0"
            )


def coverage(corpus: str, vectors: Path) -> str:
    """The coverage of a data set, by its vectors' folder, in words."""
    known = read_json(vectors / "statistics.json")
    words = f"{known['found']:,} of its {known['vocabulary']:,} words have a vector"
    share = 100 * known["tokens_found"] / max(1, known["tokens"])
    if not known["found"]:
        return f"{corpus}: coverage 0: {words}; all begin at random numbers"
    return f"{corpus}: {words}, {share:.1f} % of its training texts' words"


def with_coverage(corpus: Path, vectors: Path | None) -> bytes:
    """The statistics of a data set's folder, with the coverage by its vectors' folder as `vectors`."""
    statistics = (corpus / "statistics.json").read_bytes()
    if vectors is None:
        return statistics
    known = json.loads(statistics) | {"vectors": read_json(vectors / "statistics.json")}
    return (json.dumps(known, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
