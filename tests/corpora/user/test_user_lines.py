r"""Lines of a user's file: every line end, a byte order mark, and what is refused, by name."""

import gzip
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora.reading.lines import BOM, LONGEST
from steady_attention.corpora.user import lines as user_lines
from steady_attention.store.errors import UserError

BYTES = st.binary(max_size=11).map(lambda line: line.translate(None, b"\r\n\0"))
ENDS = (b"\n", b"\r\n", b"\r", b"\r\r\n")


def read(content: bytes, end=user_lines.END) -> list[bytes]:
    return list(user_lines.lines(io.BytesIO(content), "mine", "rows", end))


@given(lines=st.lists(BYTES, min_size=2, max_size=7), end=st.sampled_from(ENDS), mark=st.booleans())
def test_the_lines_of_any_program(lines, end, mark):
    lines = [b"first", *lines]  # UTF-16 and a mark of its own are told by the first
    found = read((BOM if mark else b"") + end.join(lines) + end)
    assert found == [line + end for line in lines]
    assert [user_lines.bare(line) for line in found] == lines


def test_the_first_line_says_how_all_end():
    assert read(b"a\nb\rc\r\nd") == [b"a\n", b"b\rc\r\n", b"d"]
    assert read(b"a\rb\nc\rd") == [b"a\r", b"b\nc\r", b"d"]
    assert read(b"alone") == [b"alone"]


def test_a_line_end_within_quotes_is_none():
    content = b'"a\rb","""c\n"\r\nd'
    assert read(content, user_lines.END_OF_ROW) == [b'"a\rb","""c\n', b'"\r\n', b"d"]
    assert read(b'"a\nb"\rc\r', user_lines.END_OF_ROW) == [b'"a\nb"\r', b"c\r"]


@pytest.mark.parametrize(
    "content, text",
    [
        (b"", "mine is empty, expected rows"),
        (BOM, "mine is empty, expected rows"),
        ("a\n".encode("utf-16"), "mine is UTF-16, expected UTF-8"),
        ("a\n".encode("utf-32"), "mine is UTF-16, expected UTF-8"),
        ("a\n".encode("utf-16-le"), "mine:1: a NUL byte, as UTF-16 has"),
        (b"a\rb\0\r", "mine:2: a NUL byte, as UTF-16 has"),
        *(
            (b"a" + end + b"b" * (LONGEST + 1) + end, "mine:2: the line is longer than 1,000,000")
            for end in ENDS
        ),
    ],
)
def test_what_is_refused_is_named(content, text):
    with pytest.raises(UserError, match=f"^{text}"):
        read(content)


@pytest.mark.parametrize("end", ENDS)
def test_the_longest_line(end):
    assert list(map(len, read(b"a" * LONGEST + end + b"b" * LONGEST + end))) == [LONGEST + len(end)] * 2


def test_another_encoding_is_named():
    with pytest.raises(UserError, match=r"^mine:3: not UTF-8 \(.*at byte 0\); save the file as UTF-8"):
        user_lines.text("é".encode("latin-1"), "mine:3")


@pytest.mark.parametrize("end", ENDS)
def test_a_packed_file(tmp_path, end):
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(BOM + b"a" + end + b"b" + end))
    with gzip.open(path) as file:
        assert list(user_lines.lines(file, "mine", "rows")) == [b"a" + end, b"b" + end]
