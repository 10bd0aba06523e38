"""Every line-based reader: well-formed files lose no line; broken ones are errors with file and line."""

import pytest

from steady_attention import corpora
from steady_attention.corpora.reading import lines
from steady_attention.store.errors import UserError
from tests.corpora.loaded import loaded
from tests.corpora.small import COUNT, LATIN, NAMES, WRONG_FORM, WRONG_LABEL, lines_of, shrink, write


@pytest.fixture(params=NAMES)
def name(request, monkeypatch):
    shrink(monkeypatch)
    return request.param


def read(name, folder):
    return loaded(corpora.get(name).read(folder))


def all_of(splits):
    return [example for examples in splits.values() for example in examples]


def spoil(path, number: int, line: bytes) -> str:
    """Put `line` in place of a line of the file; returns "<path>:<number>"."""
    content = path.read_bytes().split(b"\n")
    content[number - 1] = line
    path.write_bytes(b"\n".join(content))
    return f"{path}:{number}"


def test_no_line_is_lost_and_ids_are_unique(name, tmp_path):
    write(tmp_path, name)
    files = len(lines_of(name)) // (2 if name in ("emotion", "hate") else 1)
    found = all_of(read(name, tmp_path))
    assert len(found) == COUNT * files and len({example.id for example in found}) == len(found)
    assert all(example.text == example.text.strip() != "" for example in found)


def test_reading_twice_gives_the_same(name, tmp_path):
    write(tmp_path, name)
    assert read(name, tmp_path) == read(name, tmp_path)


def test_a_missing_and_an_empty_file(name, tmp_path):
    path = write(tmp_path, name)
    path.write_bytes(b"")
    with pytest.raises(UserError, match=f"{path} is empty"):
        read(name, tmp_path)
    path.unlink()
    with pytest.raises(UserError, match=f"{path} is missing"):
        read(name, tmp_path)


def test_a_file_cut_short_is_refused_by_reader_or_counts(name, tmp_path):
    path = write(tmp_path, name)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(UserError):
        loaded(corpora.get(name).examples(tmp_path))


@pytest.mark.parametrize(
    "spoilt, said",
    [
        (b"text\r", r"ends in \r\n"),
        (b"", "an empty line"),
        (b" \t ", "an empty line"),
        ("text".encode("utf-16-le"), "a NUL byte"),
    ],
)
def test_a_spoilt_line_is_named(name, tmp_path, spoilt, said):
    where = spoil(write(tmp_path, name), 3, spoilt)
    with pytest.raises(UserError) as caught:
        read(name, tmp_path)
    assert where in str(caught.value) and said in str(caught.value)


def test_a_byte_order_mark_is_refused(name, tmp_path):
    path = write(tmp_path, name)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    with pytest.raises(UserError, match=f"{path}(:1: a byte order mark| is UTF-8, expected latin-1)"):
        read(name, tmp_path)


def test_a_gigantic_line_is_named(name, tmp_path, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 997)
    where = spoil(write(tmp_path, name), 3, b"x" * 998)
    with pytest.raises(UserError, match="longer than 997 bytes") as caught:
        read(name, tmp_path)
    assert where in str(caught.value)


def test_another_encoding_is_refused(name, tmp_path):
    path = write(tmp_path, name)
    if name in LATIN:
        path.write_bytes(path.read_bytes().replace(b"1", "é".encode()))
        said = "is UTF-8, expected latin-1"
    else:
        said = spoil(path, 3, path.read_bytes().split(b"\n")[2] + b"\xe9") + ": not UTF-8"
    with pytest.raises(UserError) as caught:
        read(name, tmp_path)
    assert said in str(caught.value)


def test_a_next_line_character_stays_inside_its_text(name, tmp_path):
    """U+0085, which str.splitlines takes for the end of a line; the byte 0x85 of latin-1."""
    path = write(tmp_path, name)
    before = len(all_of(read(name, tmp_path)))
    character = b"\x85" if name in LATIN else "\x85".encode()
    for word in (b"text 2", b"What is 2", b"good \\n 2", b"a ", b"text <br />2"):
        path.write_bytes(path.read_bytes().replace(word, b"so" + character + word))
    found = all_of(read(name, tmp_path))
    assert len(found) == before and any("so\x85" in example.text for example in found)


@pytest.mark.parametrize("name", WRONG_LABEL)
def test_a_wrong_label_is_named(name, tmp_path):
    line, said = WRONG_LABEL[name]
    where = spoil(write(tmp_path, name), 5, line.encode())
    with pytest.raises(UserError) as caught:
        read(name, tmp_path)
    assert where in str(caught.value) and said in str(caught.value)


@pytest.mark.parametrize("name", WRONG_FORM)
def test_a_line_of_another_form_is_named(name, tmp_path):
    where = spoil(write(tmp_path, name), 5, WRONG_FORM[name].encode())
    with pytest.raises(UserError) as caught:
        read(name, tmp_path)
    assert where in str(caught.value) and "expected" in str(caught.value)
