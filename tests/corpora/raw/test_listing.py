"""The list of sources: what lies in a mirror, what part of it, and columns whose words stay whole."""

import sys

import pytest

from steady_attention import corpora
from steady_attention.corpora import Corpus
from steady_attention.corpora.raw import listing
from steady_attention.corpora.raw.listing import Row
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile
from steady_attention.corpora.vectors.sources import VectorSource
from steady_attention.run import stage

PART = Content(None, (Copy("mirror:x/part.txt"),), "subset: 2 of 7", {"train": 2})
ELSEWHERE = tuple(Copy(f"https://{host}.test/a", "0" * 64) for host in ("x", "y", "x"))
FILES = (
    RawFile("a.txt", None, (Copy("mirror:x/a.gz", note="a gzip"), *ELSEWHERE), (PART,)),
    RawFile("b.txt", None, (Copy("mirror:x/b.txt"),)),
)
SERVERS = "https: x.test, y.test"
SIZES = {"train": 7000, "test": 3}
CORPUS = Corpus("tiny", ("no", "yes"), "free", "here", FILES, lambda folder: {}, 1, SIZES)


def put(folder, *names):
    (folder / "x").mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / "x" / name).touch()
    return folder


def shown(*mirrors) -> list[str]:
    return [text.replace(listing.TIE, " ") for text in listing.row(CORPUS, mirrors)]


def test_what_is_nowhere_is_missing(tmp_path):
    found = f"to be put into a mirror by hand; {SERVERS}"
    assert shown() == shown(tmp_path) == ["tiny", "train 7,000, test 3", "free", found, "missing"]


def test_a_whole_copy_in_any_mirror(tmp_path):
    first, second = put(tmp_path / "m", "b.txt"), put(tmp_path / "n", "a.gz")
    assert shown(first, second)[3:] == [f"{second}/x (a gzip); {first}/x; {SERVERS}", "complete"]
    assert shown(first)[3:] == [f"{first}/x; {SERVERS}", "missing: a.txt"]


def test_a_part_counts_where_the_whole_is_not(tmp_path):
    mirror = put(tmp_path, "part.txt", "b.txt")
    expected = ["tiny", "train 2, test 3", "free", f"{mirror}/x; {SERVERS}", "part: a.txt: subset: 2 of 7"]
    assert shown(mirror) == expected
    assert shown(put(tmp_path, "a.gz"))[4] == "complete"


def test_what_is_generated_and_vectors(tmp_path):
    source = VectorSource("made", "v.txt", "free", "here", generate=lambda folder: None)
    assert listing.row(source, [tmp_path]) == Row("made", "-", "free", "generated", "complete")


def test_own_files(tmp_path):
    files = {"a.tsv": tmp_path / "a.tsv", "b.tsv": tmp_path / "b.tsv"}
    assert listing.own_row("mine", files)[3:] == ("own: a.tsv, b.tsv", "missing")
    files["b.tsv"].touch()
    assert listing.own_row("mine", files).state == "missing: a.tsv"
    files["a.tsv"].touch()
    assert listing.own_row("mine", files).state == "complete"


def test_columns_wrap_between_words_alone():
    long = "raw-file.of.one.word.that.is.wider.than.its.column"
    table = listing.table([Row("mine", "-", "one two three four five six seven", long, "complete")])
    first, second, third = table.splitlines()
    assert first.split() == ["name", "examples", "licence", "found", "state"]
    assert long in second and second.index("one two") == third.index("six seven") == first.index("licence")
    assert first.index("state") == second.index("complete")


def test_every_known_name_is_listed_without_a_profile(monkeypatch, capsys):
    import download

    monkeypatch.setattr(sys, "argv", ["stages/download.py", "--list"])
    monkeypatch.setattr(stage, "stop_on_interrupt", lambda script: None)
    monkeypatch.setattr(stage.execution, "watch", lambda parent: None)
    with pytest.raises(SystemExit) as ended:
        stage.run(download.main, "", "profile", prints={"list": (download.listed, download.LIST)})
    lines = capsys.readouterr().out.splitlines()
    assert ended.value.code == 0
    first = {line.split(" ")[0] for line in lines}
    assert {*corpora.NAMES, "synthetic_vectors", "word2vec_googlenews", "bert_base_uncased"} <= first
