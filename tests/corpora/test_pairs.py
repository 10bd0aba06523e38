"""Every reader of pairs: well-formed files lose no pair; broken ones are errors with file and line."""

import pytest

from steady_attention import corpora
from steady_attention.corpora.reading import lines, nli
from steady_attention.store.errors import UserError
from tests.corpora.loaded import loaded
from tests.corpora.small_pairs import COUNT, NAMES, objects, story, write
from tests.corpora.test_readers import all_of, read, spoil

WRONG = {  # line 3 of the first file, and what is said
    "snli": [(objects(["so"])[0], "unknown label 'so'"), ('{"gold_label": "neutral"', "not JSON")],
    "multinli": [
        ('{"gold_label": "neutral", "sentence1": "a"}', "expected an object with texts gold_label"),
        ('{"gold_label": "neutral", "sentence1": "a", "sentence2": " "}', "expected an object with texts"),
        ('{"gold_label": "neutral", "sentence1": "a", "sentence2": 1}', "expected an object with texts"),
        ('{"gold_label": "neutral", "sentence1": "a", "sentence2": "\\ud800"}', "half of a character"),
        ('["neutral", "a", "b"]', "expected an object with texts"),
        ("neutral\ta\tb", "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
    "babi1": [
        ("3 Where is it? \tcellar\t1", "unknown label 'cellar'"),
        ("3 Where is it? \tgarden", "parted by tabs"),
        ("3 Where is it? \t\t1", "parted by tabs"),
        ("3 Where is it?", "expected `1 John"),
    ],
    "babi2": [
        ("4 Mary left.", "the number 4, expected 3, or 1"),
        ("1 Where is it? \tgarden\t1", "a question before any sentence"),
        ("3 Where is it \tgarden\t1", "expected `1 John"),
        ("Mary left.", "expected `1 John"),
        ("3 .", "expected `1 John"),
    ],
    "babi3": [("3", "expected `1 John"), ("3  \tgarden\t1", "parted by tabs")],
    "cnn": [
        ("no entity at all", "the answer @entity0 is not in its passage"),
        ("@entity0-based @entity00", "the answer @entity0 is not in its passage"),
        ("@entity0 @entity584", "@entity584 is none of the 584 entities"),
        ("", "an example of 2 lines"),
    ],
}


@pytest.fixture(params=NAMES)
def name(request):
    return request.param


def said_of(name, folder) -> str:
    with pytest.raises(UserError) as caught:
        read(name, folder)
    return str(caught.value)


def test_no_pair_is_lost_and_ids_are_unique(name, tmp_path):
    write(tmp_path, name)
    found = all_of(read(name, tmp_path))
    assert len(found) == COUNT * (2 if name.startswith("babi") else 3)
    assert len({example.id for example in found}) == len(found)
    assert all(text == text.strip() != "" for example in found for text in (example.text, example.second))
    assert read(name, tmp_path) == read(name, tmp_path)


def test_a_missing_an_empty_and_a_truncated_file(name, tmp_path):
    path = write(tmp_path, name)
    path.write_bytes(path.read_bytes()[:-7])
    with pytest.raises(UserError):
        loaded(corpora.get(name).examples(tmp_path))
    path.write_bytes(b"")
    assert f"{path} is empty" in said_of(name, tmp_path)
    path.unlink()
    assert f"{path} is missing" in said_of(name, tmp_path)


@pytest.mark.parametrize(
    "spoilt, said",
    [
        (b"text\r", r"ends in \r\n"),
        ("text".encode("utf-16-le"), "a NUL byte"),
        (b"text \xe9", "not UTF-8"),
        (b"x" * 998, "longer than 997 bytes"),
    ],
)
def test_a_spoilt_line_is_named(name, tmp_path, spoilt, said, monkeypatch):
    monkeypatch.setattr(lines, "LONGEST", 997)
    where = spoil(write(tmp_path, name), 3, spoilt)
    assert f"{where}: " in (found := said_of(name, tmp_path)) and said in found


def test_an_empty_line(name, tmp_path):
    path = write(tmp_path, name)
    spoil(path, 4, b"\n" if name == "cnn" else b"")
    assert f"{path}:{5 if name == 'cnn' else 4}: an empty line" in said_of(name, tmp_path)


def test_a_byte_order_mark_is_refused(name, tmp_path):
    path = write(tmp_path, name)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert f"{path}:1: a byte order mark" in said_of(name, tmp_path)


def test_a_next_line_character_stays_inside_its_text(name, tmp_path):
    path = write(tmp_path, name)
    path.write_bytes(path.read_bytes().replace(b"text 2", "so\x85text 2".encode()))
    found = all_of(read(name, tmp_path))
    assert len(found) == COUNT * (2 if name.startswith("babi") else 3)
    assert any("so\x85" in text for example in found for text in (example.text, example.second))


@pytest.mark.parametrize("name, line, said", [(name, *case) for name in WRONG for case in WRONG[name]])
def test_a_wrong_line_is_named(name, line, said, tmp_path):
    path = write(tmp_path, name)
    spoil(path, 3, line.encode())
    found = said_of(name, tmp_path)
    assert said in found and any(f"{path}:{number}: " in found for number in (1, 2, 3))


def test_a_last_question_may_end_without_a_line_end_and_a_story_without_a_question(tmp_path):
    """A story whose question was cut off costs that question; the counts then tell."""
    path = write(tmp_path, "babi1")
    path.write_bytes("\n".join(story()[:-1]).encode())
    assert len(all_of(read("babi1", tmp_path))) == 2 * COUNT - 1


def test_files_side_by_side_are_of_one_length(tmp_path):
    write(tmp_path, "snli")
    path = tmp_path / "dev.premises"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    said = f"{path}:16: the file ends here, expected a line for {tmp_path / 'dev.labels'}:17 too"
    assert said in said_of("snli", tmp_path)


def test_a_question_has_a_blank_and_an_answer_is_a_marker(tmp_path):
    path = write(tmp_path, "cnn")
    where = spoil(path, 2, b"@entity1x")
    assert f"{where}: expected a question with @placeholder" in said_of("cnn", tmp_path)
    where = spoil(path, 1, b"who is it")
    assert f"{where}: an example of 3 lines, 'who is it' first" in said_of("cnn", tmp_path)


def test_the_label_of_no_agreement_is_left_out():
    rows = [nli.Row("f:1", "-", "a", "b"), nli.Row("f:2", "neutral", "c", "d")]
    found = nli.examples(lambda: iter(rows), "x", nli.CLASSES)
    assert [(e.id, e.text, e.second) for e in found] == [("x-2", "d", "c")]
