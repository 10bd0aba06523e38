"""Every reader, whatever bytes its file holds: all of its rows are examples, or an error names it."""

import csv
import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora import twitter
from steady_attention.store.errors import UserError
from tests.corpora import small, small_others, small_pairs
from tests.corpora.loaded import loaded
from tests.faults.spoilt import spoilt

WRITERS = {name: module.write for module in (small, small_pairs, small_others) for name in module.NAMES}
NEUTRAL = re.compile(r" *\( *2[ (]")


def lines_of(path: Path) -> list[str]:
    """Latin-1 gives every byte; only some are looked at."""
    return path.read_bytes().removesuffix(b"\n").decode("latin-1").split("\n")


def every_line(folder: Path) -> int:
    return sum(len(lines_of(path)) for path in folder.iterdir())


def counting(pattern: str, counts: Callable[[str], bool]) -> Callable[[Path], int]:
    """How many lines of the files are examples."""
    return lambda folder: sum(counts(line) for path in folder.glob(pattern) for line in lines_of(path))


def gold(line: str) -> bool:
    if line.startswith("{"):
        return json.loads(line.encode("latin-1"))["gold_label"] != "-"
    return line.split("\t")[0] != "-"


def blocks(folder: Path) -> int:
    """Runs of lines that are not empty."""
    found = 0
    for path in folder.iterdir():
        full = [bool(line.encode("latin-1").decode().strip()) for line in lines_of(path)]
        found += sum(now and not before for before, now in zip([False, *full], full, strict=False))
    return found


def own_rows(folder: Path) -> int:
    with (folder / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


ROWS: dict[str, Callable[[Path], int]] = (
    dict.fromkeys(WRITERS, every_line)
    | {
        "ag_news": counting("*.csv", lambda line: next(csv.reader([line]))[0] in ("1", "3")),
        "emotion": counting("*_labels.txt", lambda line: line.strip() in ("0", "1")),
        "hate": counting("*_labels.txt", lambda line: True),
        "sst": counting("*.txt", lambda line: not NEUTRAL.match(line)),
        "snli": lambda folder: counting("train.pairs", gold)(folder) + counting("*.labels", gold)(folder),
        "multinli": counting("*.jsonl", gold),
        "cnn": blocks,
        "twitter_phrases": lambda folder: sum(len(lines_of(folder / f"{s}.tsv")) for s in twitter.EXPECTED),
        "newsgroups": lambda folder: 2 * small_others.COUNT,
        "eraser_movies": lambda folder: 3,
        "one_billion_word_full": lambda folder: len(small_others.SENTENCES),
        "own": own_rows,
    }
    | dict.fromkeys(("babi1", "babi2", "babi3"), counting("*.txt", lambda line: "\t" in line))
)


@pytest.fixture(scope="module", autouse=True)
def small_sizes():
    with pytest.MonkeyPatch.context() as patch:
        small.shrink(patch)
        yield


@pytest.fixture(scope="module")
def valid(tmp_path_factory):
    """valid(name): the valid files of a corpus, and the name of the one to be spoilt."""
    known = {}

    def of(name: str) -> tuple[dict[str, bytes], str]:
        if name not in known:
            folder = tmp_path_factory.mktemp(name)
            path = WRITERS[name](folder, name)
            known[name] = {file.name: file.read_bytes() for file in folder.iterdir()}, path.name
        return known[name]

    return of


def read_or_refused(name: str, files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for file, content in files.items():
            (folder / file).write_bytes(content)
        try:
            splits = loaded(small_others.corpus(name).read(folder))
        except UserError as error:
            assert any(file in str(error) for file in files) or "corpora.mine" in str(error)
            return
        assert sum(map(len, splits.values())) == ROWS[name](folder)
        for example in [example for examples in splits.values() for example in examples]:
            assert example.text.strip() and (example.second is None or example.second.strip())


@pytest.mark.parametrize("name", WRITERS)
def test_the_valid_file_is_read(name, valid):
    files, _ = valid(name)
    read_or_refused(name, files)
    with tempfile.TemporaryDirectory() as place:
        for file, content in files.items():
            (Path(place) / file).write_bytes(content)
        assert loaded(small_others.corpus(name).read(Path(place)))


@pytest.mark.parametrize("name", WRITERS)
@given(data=st.data())
def test_any_bytes(name, data, valid):
    """Any at all, or a valid file with some bytes changed."""
    files, changed = valid(name)
    content = data.draw(st.binary() | spoilt(files[changed]))
    read_or_refused(name, files | {changed: content})
