"""Rows of every raw format by hand, bad ones by file and line, and equality with a slow reader."""

import gzip
import tempfile
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora.reading.lines import LONGEST
from steady_attention.corpora.vectors import rows as vector_rows
from steady_attention.store.errors import UserError
from steady_attention.text import vectors, vocabulary
from tests.text.vector_files import GOOD, ROWS, packed, wanted, written


@pytest.mark.parametrize("name", ["raw.txt", "raw.vec", "raw.txt.gz"])
@pytest.mark.parametrize("header", ["", "7 3\n"])
@pytest.mark.parametrize("end", ["\n", " \n", "\r\n", "\r", "\t\r\n"])  # the second as fastText writes
@pytest.mark.parametrize("sign", [" ", "\t", "  ", " \t "])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_text_format(tmp_path, name, header, end, sign, mark):
    path = written(tmp_path, mark + (header + ROWS).replace(" ", sign).replace("\n", end), name)
    found = vectors.select(path, wanted("good", "paris"))
    assert {word: row.text for word, row in found.items()} == {b"good": b"0.5 -1e-3 2", b"paris": b"4 5 6"}
    assert list(found) == [b"good", b"paris"]


def test_a_number_may_be_a_word(tmp_path):
    assert list(vectors.select(written(tmp_path, "7 1 2 3\n5 1 2 3\n"), wanted("5"))) == [b"5"]


def test_an_npz(tmp_path):
    path = packed(tmp_path, words=np.array(["The", "good"]), vectors=np.array([[1, 2, 3], GOOD], np.float32))
    found = vectors.select(path, wanted("the", "good"))
    assert found[b"the"].text == b"1 2 3" and found[b"the"].word == b"The"
    assert [np.float32(field) for field in found[b"good"].text.split()] == [
        np.float32(value) for value in GOOD
    ]


@given(st.lists(st.floats(-(2.0**63), 2.0**63, width=32), min_size=3, max_size=7))
def test_an_npz_keeps_every_bit(values):
    with tempfile.TemporaryDirectory() as folder:
        path = packed(Path(folder), words=np.array(["a"]), vectors=np.array([values], np.float32))
        (row,) = vectors.select(path, wanted("a")).values()
        checked = written(Path(folder), b"a " + row.text + b"\n")
        np.testing.assert_array_equal(vocabulary.load(checked)[1], np.array([values], np.float32))


WORDS = st.text(st.characters(codec="utf-8", exclude_characters=" \t\n\r\0\ufeff"), min_size=1, max_size=3)


@given(st.lists(WORDS, unique=True, min_size=1), st.sets(WORDS))
def test_equal_to_a_slow_reader(words, others):
    """The row of a wanted word is that of its own spelling, else of the same in NFC, else of the first word
    that lower-cases to it.
    """
    asked = others | set(words[::2])
    first = {}
    for number, word in enumerate(words):
        first.setdefault(normalize("NFC", word.lower()), number)
    same: dict[str, int] = {}
    for number, word in enumerate(words):
        same.setdefault(normalize("NFC", word), number)
    rows_of = (
        (words.index(word) if word in words else None, same.get(normalize("NFC", word))) for word in asked
    )
    expected = {}
    for word, near in zip(asked, rows_of, strict=True):
        numbers = [*near, first.get(normalize("NFC", word))]
        expected[word] = next((number for number in numbers if number is not None), None)
    with tempfile.TemporaryDirectory() as folder:
        rows = "".join(f"{word} {number} 0 0\n" for number, word in enumerate(words))
        found = vectors.select(written(Path(folder), rows), wanted(*asked))
    got = {word.decode(): int(row.text.split()[0]) for word, row in found.items()}
    assert got == {word: number for word, number in expected.items() if number is not None}


@pytest.mark.parametrize(
    "content, said",
    [
        ("the 1 2 3\ngood 1 2\n", ":2: expected a word and 3 numbers, found 2"),
        ("the 1 2 3\ngood 1 2 3 4\n", ":2: expected a word and 3 numbers, found 4"),
        (
            "the 1 2 3\nodd 1 2\n",
            ":2: expected a word and 3 numbers, found 2",
        ),  # also where nobody asks for it
        ("the 1 2 3\n\ngood 1 2 3\n", ":2: expected a word and 3 numbers, found 0"),
        ("the 1 2 3\n 1 2 3\n", ":2: expected a word and 3 numbers"),
        ("the,1,2,3\n", ":1: 0 numbers after the word, expected at least 3"),
        (
            "the 0,5 0,25 1\n",
            ":1: 'the' has '0,5' as number 1, expected a finite decimal number, with a point",
        ),
        ("the 1 2 3\ngood 1_0 2 3\n", ":2: 'good' has '1_0' as number 1, expected a finite decimal number"),
        ("the 1 2 3\n\n", ":2: expected a word and 3 numbers, found 0"),
        ("the 1 2 3\ngood 1\0 2 3\n", ":2: a NUL byte"),
        ("the 1 2\n", ":1: 2 numbers after the word, expected at least 3"),
        ("2 5\nthe 1 2 3\n", ":2: expected a word and 5 numbers, found 3"),
        ("2 3\nthe 1 2 3\n", ": 1 rows, expected 2"),
        ("", " is empty, expected a word and its numbers a line"),
        ("\ufeff", " is empty, expected a word and its numbers a line"),
        ("2 3\n", ": 0 rows, expected 2"),
        ("the 1 2 3\ngood 1 nan 3\n", ":2: 'good' has 'nan' as number 2, expected a finite decimal number"),
        ("the 1 2 3\ngood 1 2 -inf\n", ":2: 'good' has '-inf' as number 3, expected a finite decimal number"),
        ("the 1 2 3\ngood 1 2 4e38\n", ":2: 'good' has '4e38' as number 3, expected a finite decimal number"),
        (
            "the 1 2 3\ngood 1 2 3e19\n",
            ":2: 'good' has '3e19' as number 3, expected a finite decimal number of",
        ),
        ("the 1 2 3\ngood x 2 3\n", ":2: 'good' has 'x' as number 1, expected a finite decimal number"),
        ("the 1 2 3\ngood 1  3\n", ":2: expected a word and 3 numbers, found 2"),
        ("the 1 2 3\n. . x 2 3\n", ":2: expected a word and 3 numbers, found '. . x 2 3' ..."),
        ("the 1 2 3\n  . 1 2 3\n", ":2: expected a word and 3 numbers, found 4"),
        ("the 1 2 3\ngood . 2 1 2 3\n", ":2: expected a word and 3 numbers, found 5"),
        ("good 1 2 3\nthe 1 2 3\ngood 1 2 3\n", ":3: the word 'good' stands twice, first in line 1"),
        ("Paris 1 2 3\nPARIS 1 2 3\nParis 1 2 3\n", ":3: the word 'Paris' stands twice, first in line 1"),
    ],
)
@pytest.mark.parametrize("name", ["raw.vec", "raw.vec.gz"])
def test_bad_rows_name_file_and_line(tmp_path, name, content, said):
    path = written(tmp_path, content, name)
    with pytest.raises(UserError) as caught:
        vectors.select(path, wanted("good", "paris", "the"))
    assert f"{path}{said}" in str(caught.value)


def test_words_with_blanks_are_passed_over(tmp_path):
    """As in GloVe's 840B: they match no word, not even their first part, and count as rows."""
    rows = "6 3\nthe 1 2 3\n. . . 4 5 6\nat name@domain.com 7 8 9\ngood . 1 1 1\n. 2 2 2\ngood 3 3 3\n"
    found = vectors.select(written(tmp_path, rows), wanted(".", "at", "good", "name@domain.com"))
    assert {word: row.text for word, row in found.items()} == {b".": b"2 2 2", b"good": b"3 3 3"}


def test_a_line_without_end(tmp_path):
    path = written(tmp_path, b"the" + b" 1" * (LONGEST // 2))
    with pytest.raises(UserError, match=r":1: the line is longer than 1,000,000 bytes"):
        vectors.select(path, wanted("the"))


def test_utf16_is_refused(tmp_path):
    path = written(tmp_path, ROWS.encode("utf-16"))
    with pytest.raises(UserError, match=r"raw\.txt is UTF-16, expected UTF-8"):
        vectors.select(path, wanted("the"))


def test_a_next_line_character_is_part_of_a_word(tmp_path):
    """U+0085, which str.splitlines takes for the end of a line, and a no-break space."""
    words = ["a\x85b", "c\xa0d"]
    path = written(tmp_path, "".join(f"{word} 1 2 3\n" for word in words))
    assert list(vectors.select(path, wanted(*words, "a", "b", "c", "d"))) == sorted(wanted(*words))


def test_a_word_that_is_not_utf8_matches_nothing(tmp_path):
    path = written(tmp_path, b"caf\xe9 1 2 3\ngood 1 2 3\n")
    assert list(vectors.select(path, wanted("good", "caf\ufffd", "caf"))) == [b"good"]


@pytest.mark.parametrize("length", [7, 30, -8])
def test_a_truncated_gzip(tmp_path, length):
    path = tmp_path / "raw.txt.gz"
    path.write_bytes(gzip.compress(ROWS.encode())[:length])
    with pytest.raises(UserError, match=r"raw\.txt\.gz: truncated or not of the format"):
        vectors.select(path, wanted("good"))


def test_bad_npz_files(tmp_path):
    some = np.ones((2, 3), np.float32)
    for arrays, said in (
        (
            {"words": np.array(["a", "b"])},
            "the arrays words and vectors, not pickled; found 'words': save them",
        ),
        (
            {"w": np.array(["a"]), "E": some},
            "the arrays words and vectors, not pickled; found 'w', 'E': save",
        ),
        ({"words": np.array(["a", "b"], object), "vectors": some}, "pickle"),
        ({"words": np.array(["a"]), "vectors": some}, r"found <U1 \(1,\) and float32 \(2, 3\)"),
        ({"words": np.array([1, 2]), "vectors": some}, "expected words"),
        ({"words": np.array(["a", "b"]), "vectors": some[:, :2]}, "2 numbers after the word"),
        ({"words": np.array([], "U1"), "vectors": some[:0]}, "0 rows"),
        (
            {"words": np.array(["a", "good"]), "vectors": some * [[1], [np.nan]]},
            ":2: 'good' has nan as number 1",
        ),
        (
            {"words": np.array(["good", "b"]), "vectors": some * [[1], [np.inf]]},
            ":2: 'b' has inf as number 1",
        ),
        ({"words": np.array(["good", "good"]), "vectors": some}, ":2: the word 'good' stands twice"),
        ({"words": np.array(["b", "b"]), "vectors": some}, "stands twice, first in row 1"),
        ({"words": np.array(["good", "b"]), "vectors": some.astype(complex)}, "real numbers, found complex"),
        ({"words": np.array(["good", "b"]), "vectors": some > 0}, "real numbers, found bool"),
        ({"words": np.array(["good", "b"]), "vectors": some[0]}, r"found <U4 \(2,\) and float32 \(3,\)"),
        ({"words": np.array([["good", "b"]]), "vectors": some[:1]}, "expected words"),
    ):
        with pytest.raises(UserError, match=said):
            vectors.select(packed(tmp_path, **arrays), wanted("good"))
    (tmp_path / "raw.npz").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(UserError, match=r"raw\.npz: truncated or not an .npz file"):
        vectors.select(tmp_path / "raw.npz", wanted("good"))


@pytest.mark.parametrize("content", ["the 1 2 3\n", "7 3\n" + ROWS, "\ufeffthe\t1\t2\t3\r"])
@pytest.mark.parametrize("name", ["raw.vec", "raw.txt.gz"])
def test_the_width_is_told_by_the_first_row(tmp_path, content, name):
    assert vector_rows.width(written(tmp_path, content, name)) == 3


def test_a_file_without_a_word_that_could_be_wanted_has_no_width(tmp_path):
    """Rows whose word holds a blank are passed over."""
    with pytest.raises(UserError, match="holds no word without a blank; a row is a word and its numbers"):
        vector_rows.width(written(tmp_path, "2 3\na b 1 2 3\nc d 4 5 6\n"))


def test_the_width_of_an_npz(tmp_path):
    path = packed(tmp_path, words=np.array(["a", "b"]), vectors=np.ones((2, 5), np.float32))
    assert vector_rows.width(path) == 5


def test_another_encoding_is_told_of_a_whole_file(tmp_path):
    """Of published files a few words are not UTF-8; where no word beyond ASCII is, the file is another's."""
    vector_rows.check(written(tmp_path, b"caf\xe9 1 2 3\nna\xc3\xafve 1 2 3\n"))
    path = written(tmp_path, b"the 1 2 3\ncaf\xe9 1 2 3\nna\xefve 1 2 3\n")
    with pytest.raises(UserError, match=r"raw\.txt:2: not UTF-8 .*; save the file as UTF-8"):
        vector_rows.check(path)
