"""A user's own tables: every row comes back as it was written, or an error names its line."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora.user import rows as own_rows
from steady_attention.corpora.user.data import bare
from steady_attention.store.errors import UserError

LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
ANY = st.text(LETTERS, max_size=11)
LINE = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0\t\n\r"), min_size=1, max_size=11
)
ENDS = st.sampled_from(["\n", "\r\n", "\r"])


def tables(fields):
    """(header, rows) of two to five columns, whose names are as `bare` has them."""
    names = fields.map(bare).filter(bool)
    return st.integers(2, 5).flatmap(
        lambda width: st.tuples(
            st.lists(names, min_size=width, max_size=width, unique=True),
            st.lists(st.lists(fields, min_size=width, max_size=width), min_size=1, max_size=7),
        )
    )


def read(folder: Path, name: str, content: str, mark: bool = False) -> list[dict]:
    path = folder / name
    path.write_bytes((b"\xef\xbb\xbf" if mark else b"") + content.encode("utf-8"))
    return [fields for _, fields in own_rows.rows(path, {})]


@given(table=tables(LINE.map(lambda text: text.replace('"', "'"))), end=ENDS, last=st.booleans(), mark=...)
def test_tsv_gives_back_the_rows(tmp_path_factory, table, end, last, mark: bool):
    header, rows = table
    content = end.join("\t".join(fields) for fields in (header, *rows)) + (end if last else "")
    found = read(tmp_path_factory.getbasetemp(), "a.tsv", content, mark)
    assert found == [dict(zip(header, fields, strict=True)) for fields in rows]


@given(table=tables(LINE), end=ENDS)
def test_tsv_of_a_spreadsheet_gives_back_the_rows(tmp_path_factory, table, end):
    """Fields that hold a quote stand in quotes."""
    header, rows = table
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator=end).writerows([header, *rows])
    found = read(tmp_path_factory.getbasetemp(), "a.tsv", out.getvalue())
    assert found == [dict(zip(header, fields, strict=True)) for fields in rows]


# Python's writer quotes a carriage return only where lines end in one.
WRITTEN = st.sampled_from(
    [("\r\n", csv.QUOTE_MINIMAL), *((end, csv.QUOTE_ALL) for end in ("\r\n", "\n", "\r"))]
)


@given(table=tables(ANY), how=WRITTEN, mark=st.booleans())
def test_csv_gives_back_the_rows(tmp_path_factory, table, how, mark):
    header, rows = table
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=how[0], quoting=how[1]).writerows([header, *rows])
    found = read(tmp_path_factory.getbasetemp(), "a.csv", out.getvalue(), mark)
    assert found == [dict(zip(header, fields, strict=True)) for fields in rows]


@given(table=tables(ANY), end=ENDS, ascii=st.booleans(), mark=st.booleans())
def test_jsonl_gives_back_the_rows(tmp_path_factory, table, end, ascii, mark):
    header, rows = table
    objects = [dict(zip(header, fields, strict=True)) for fields in rows]
    content = "".join(json.dumps(one, ensure_ascii=ascii) + end for one in objects)
    assert read(tmp_path_factory.getbasetemp(), "a.jsonl", content, mark) == objects


def test_the_three_formats_by_hand(tmp_path):
    assert read(tmp_path, "a.tsv", 'x\ty\n"a" b\tc\n') == [{"x": '"a" b', "y": "c"}]
    assert read(tmp_path, "a.csv", 'x,y\r\n"a ""b""\r\n, c",d\r\n') == [{"x": 'a "b"\r\n, c', "y": "d"}]
    assert read(tmp_path, "a.jsonl", '{"x": "a\\tb", "y": 3}\n') == [{"x": "a\tb", "y": 3}]


@pytest.mark.parametrize(
    "written, read_as",
    [
        ('"a ""b"" c"', 'a "b" c'),  # as spreadsheets and pandas write a field with quotes
        ('"a, b"', "a, b"),
        ('""', ""),
        ('"a" b', '"a" b'),  # marks of the text
        ('a "b"', 'a "b"'),
        ('"a', '"a'),
        ('"a" and "b"', '"a" and "b"'),
        ('"', '"'),
    ],
)
def test_quotes_in_a_tsv(tmp_path, written, read_as):
    assert read(tmp_path, "a.tsv", f'"x"\ty\n{written}\tc\n') == [{"x": read_as, "y": "c"}]


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.jsonl"])
def test_the_longest_field(tmp_path, name):
    """The limit is the same in all formats, that of a line; Python's csv stops at 131,072 characters."""
    for letters in (131_073, 999_970):
        text = "a" * letters
        contents = {"a.tsv": f"x\ty\n{text}\tb\n", "a.csv": f'x,y\n"{text}",b\n'}
        content = contents.get(name, json.dumps({"x": text, "y": "b"}))
        assert read(tmp_path, name, content) == [{"x": text, "y": "b"}]


def test_a_field_over_lines_is_as_long_as_a_row(tmp_path):
    text = "a\n" * 499_990
    assert read(tmp_path, "a.csv", f'x,y\n"{text}",b\n') == [{"x": text, "y": "b"}]
    with pytest.raises(UserError, match=r"a\.csv:2: the row that begins here is longer than 1,000,000 char"):
        read(tmp_path, "a.csv", f'x,y\n"{text * 2}",b\n')


def test_columns_without_a_name_may_repeat(tmp_path):
    assert read(tmp_path, "a.csv", "x,,\na,,\n") == [{"x": "a", "": ""}]


def test_rows_are_numbered_by_their_first_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('x,y\n"a\nb\nc",d\ne,f\n', encoding="utf-8")
    assert [number for number, _ in own_rows.rows(path, {})] == [2, 5]


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.jsonl"])
def test_other_line_separators_of_unicode_part_no_lines(tmp_path, name):
    text = "one\u0085two\u2028three\x0bfour\x1cfive"
    if name == "a.jsonl":
        content = json.dumps({"x": text, "y": "z"}, ensure_ascii=False) + "\n"
    else:
        content = f"x\ty\n{text}\tz\n".replace("\t", "," if name == "a.csv" else "\t")
    assert read(tmp_path, name, content) == [{"x": text, "y": "z"}]


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.tsv", "x\tx\n", ":1: the column 'x' stands twice"),
        ("a.tsv", "x\ty\na\tb\tc\n", ":2: 3 fields, expected 2, as in the header"),
        ("a.csv", "x,y\na,b\nc\n", ":3: 1 field, expected 2"),
        ("a.csv", 'x,y\na,b\n"c,d\ne,f\n', ":3: the row that begins here is not CSV"),
        ("a.csv", 'x,y\n"a"b,c\n', ":2: .* not CSV: something follows a closing quote"),
        ("a.csv", 'x,y\na,b\n"c,d\n', ":3: .* not CSV: a quote is opened and not closed before the"),
        ("a.csv", "x,y\na\rb,c\n", ":2: .* not CSV: a line end within a field without quotes"),
        ("a.tsv", "x\ty\na\tb\rc\td\n", ":2: 3 fields, .*; a line end stands in it that is not as the first"),
        ("a.tsv", 'x\ty\n"a\tb"\tc\n', ":2: 3 fields, .*; is a field in quotes that holds a tab"),
        ("a.jsonl", '{"x": 1}\n{"x": 1}\r{"x": 2}\n', ":2: not JSON .*; a line end stands in it that is not"),
        ("a.csv", "x;y\na;b\n", ":1: no column 'z'.*; a comma parts the fields of a .csv, not a semicolon"),
        ("a.tsv", "x,y\na,b\n", ":1: no column 'z'.*; a tab parts the fields of a .tsv, not a comma"),
        ("a.csv", "\n", ": no header, expected one above the rows"),
        ("a.csv", "\n\nx,y\n", ":1: an empty line, expected a header"),
        ("a.csv", "x,y\r\n", " holds no row, only a header"),
        ("a.jsonl", "", " is empty, expected an object a line"),
        ("a.jsonl", '{"x": 1, " x": 2}\n', ":1: not JSON .the key 'x' stands twice."),
        ("a.csv", "x,y\n\na,b\n", ":2: an empty line"),
        ("a.tsv", "x\ty\na\tb\n\nc\td\n", ":3: an empty line"),
        ("a.tsv", "x\ty\r\n\r\n", " holds no row, only a header"),
        ("a.tsv", "x\ty\na\t\0\n", ":2: a NUL byte"),
        ("a.tsv", "x\ty\n" + "a" * 1_000_001 + "\tb\n", ":2: the line is longer than 1,000,000 bytes"),
        ("a.jsonl", '[{"x": 1}, {"x": 2}]\n', " is a JSON array, expected an .*; `jq -c '.\\[\\]'"),
        ("a.jsonl", '[\n{"x": 1},\n{"x": 2}]\n', " is a JSON array"),
        ("a.jsonl", '[{"x": 1},\r\n{"x": 2}]\r\n', " is a JSON array"),
        ("a.jsonl", '{\n "x": 1\n}\n', " is JSON whose objects go over several lines, .*`jq -c . FILE`"),
        ("a.jsonl", "\n\n", " holds no row"),
        ("a.jsonl", '["a", 1]\n["b", 2]\n', ":1: expected an object, found"),
        ("a.jsonl", "[1]\n", r":1: expected an object, found '\[1\]'"),
        ("a.jsonl", '{"x": 1}\n{"x": 1, "x": 2}\n', ":2: not JSON .the key 'x' stands twice."),
        ("a.jsonl", '{"x": 1}\n\n{"x": 2}\n', ":2: an empty line, expected an object"),
        ("a.jsonl", '{"x": 1} {"x": 2}\n', ":1: not JSON"),
        ("a.jsonl", "[" * 100_000 + "\n", ":1: not JSON"),
        ("a.jsonl", '{"x": ' + "1" * 5_000 + "}\n", ":1: not JSON"),
    ],
)
def test_what_is_no_table_is_refused_with_its_line(tmp_path, name, content, text):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8", newline="")
    with pytest.raises(UserError, match=f"^data/own/{name}{text}"):
        list(own_rows.rows(path, {"corpora.mine.text": "z"} if "'z'" in text else {}))


def test_another_encoding_is_refused_with_its_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("x,y\na,b\nçà,d\n".encode("latin-1"))
    with pytest.raises(UserError, match=r"a\.csv:3: not UTF-8 \(.*at byte 0\); save the file as UTF-8"):
        list(own_rows.rows(path, {}))


@pytest.mark.parametrize("name", ["a.tsv", "a.csv", "a.jsonl"])
def test_empty_lines_at_the_end_are_no_rows(tmp_path, name):
    head = {"a.tsv": "x\n1\n", "a.csv": "x\n1\n", "a.jsonl": '{"x": "1"}\n'}[name]
    found = []
    for end in ("", "\n\n\n"):
        (tmp_path / name).write_text(head + end, encoding="utf-8")
        found.append(list(own_rows.rows(tmp_path / name, {})))
    assert found[0] == found[1] and len(found[0]) == 1
