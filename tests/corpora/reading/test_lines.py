"""Strict reading of lines, of rows and of fields: all comes back, or an error says where it does not."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora import one_billion_word
from steady_attention.corpora.reading import lines
from steady_attention.store.errors import UserError

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\n\r\0\ufeff"), min_size=1).filter(str.strip)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("raw") / "file.txt"


@given(content=st.binary())
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_any_bytes_are_all_lines_or_an_error(path, encoding, content):
    path.write_bytes(content)
    try:
        found = list(lines.numbered(path, encoding))
    except UserError as error:
        assert str(path) in str(error)
        return
    wheres = [f"{path}:{number}" for number in range(1, len(found) + 1)]
    assert [where for where, _ in found] == wheres
    assert "\n".join(text for _, text in found).encode(encoding) == content.removesuffix(b"\n")


@given(content=st.binary())
def test_any_bytes_are_all_sentences_of_the_pool_or_an_error(path, content):
    for name in one_billion_word.CONTENT_SHA256:
        (path.parent / f"1b_benchmark.{name}.tokens").write_bytes(content)
    try:
        found = list(one_billion_word.read(path.parent)["pool"])
    except UserError:
        return
    assert len(found) == 2 * len(content.removesuffix(b"\n").split(b"\n"))


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1))
def test_any_rows_come_back(path, rows):
    packed = io.StringIO()
    csv.writer(packed, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path.write_bytes(packed.getvalue().encode())
    assert [tuple(found) for _, found in lines.csv_rows(path, 2, "two fields")] == rows


@given(content=st.binary(min_size=1))
def test_any_bytes_are_rows_or_an_error(path, content):
    path.write_bytes(content)
    try:
        found = list(lines.csv_rows(path, 2, "two fields"))
    except UserError:
        return
    assert len(found) == len(content.removesuffix(b"\n").split(b"\n"))


@given(TEXT.filter(lambda text: "\t" not in text), TEXT)
def test_the_last_field_may_hold_tabs(first, last):
    assert lines.fields(f"{first}\t{last}", 2, "here", "two fields") == [first, last]


@pytest.mark.parametrize("line", ["a", "\tb", "a\t", "a\t \t"])
def test_fields_must_be_there(line):
    with pytest.raises(UserError, match="here: expected two fields"):
        lines.fields(line, 2, "here", "two fields")


@pytest.mark.parametrize("row", ['"a","b', '"a""b"', '"a","b"c', "a", '"a",""', '"a","b","c"'])
def test_broken_rows(path, row):
    path.write_bytes(f'"1","2"\n{row}\n'.encode())
    with pytest.raises(UserError, match=r"file\.txt:2: "):
        list(lines.csv_rows(path, 2, "two fields"))


def test_a_field_may_be_as_long_as_a_line(path):
    """By itself the csv module takes 131,072 characters."""
    long = "x" * (lines.LONGEST - 6)
    path.write_text(f'"1","{long}"\n')
    assert [fields for _, fields in lines.csv_rows(path, 2, "two fields")] == [["1", long]]


def test_latin_1_with_one_line_that_is_not_utf8_is_latin_1(path):
    path.write_bytes("é".encode() + b"\n\xe9\n")
    assert [text for _, text in lines.numbered(path, "latin-1")] == ["Ã©", "é"]


def test_a_line_of_the_greatest_length(path, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 7)
    path.write_bytes(b"1234567\n1234567\n12345678\n")
    found = lines.numbered(path)
    assert [next(found)[1], next(found)[1]] == ["1234567"] * 2
    with pytest.raises(UserError, match=r"file\.txt:3: the line is longer than 7 bytes"):
        next(found)
