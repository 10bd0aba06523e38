"""A hostile params.yaml: an error with the file and the line, no object made, no memory eaten."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from steady_attention.settings import params, plain_yaml
from steady_attention.settings.plain_yaml import read as read_yaml
from steady_attention.store.errors import UserError
from tests.settings import params_file

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)
MERGES = "a: &a {x: 1, y: 2}\n" + "".join(
    f"{b}: &{b} {{<<: [{', '.join([f'*{a}'] * 10)}]}}\n"
    for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


def refused(tmp_path, content, read=read_yaml):
    path = tmp_path / "params.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(UserError) as error:
        read(path)
    text = str(error.value)
    assert text.startswith(f"{path} is not valid YAML: line ") and text.isprintable() and len(text) < 500
    return text.removeprefix(f"{path} is not valid YAML: ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: 1\nb: !!python/object/apply:os.system ['> mark']\n", "line 2, column 4: expected no tag, got"),
        ("a: !!python/object/new:open [mark, w]\n", "line 1, column 4: expected no tag, got"),
        ("a: !!python/name:os.system\n", "line 1, column 4: expected no tag, got"),
        ("!!python/module:this {}\n", "line 1, column 1: expected no tag, got"),
        (LAUGHS, "line 1, column 4: &a: expected no anchor and no alias"),
        (MERGES, "line 1, column 4: &a: expected no anchor and no alias"),
        ("a: &a [1, *a]\n", "line 1, column 4: &a: expected no anchor and no alias"),
        ("a: 1\nb: {c: *nowhere}\n", "line 2, column 8: *nowhere: expected no anchor and no alias"),
        ("a: " + "[" * 51 + "]" * 51 + "\n", "line 1, column 53: more than 50 levels"),
        ("[" * 100_000, "more than 50 levels"),
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1: the key 'a' stands twice, first in line 1"),
        ("m:\n  x: 1\n  'x': 2\n", "line 3, column 3: the key 'x' stands twice, first in line 2"),
        ("a:\n\tb: 1\n", "line 2, column 1: while scanning for the next token, found character that cannot"),
        (b"a: 1\nb: caf\xe9\n", "line 2: not UTF-8 (invalid continuation byte at byte 11)"),
        ("a: 1\n".encode("utf-16"), "line 1: not UTF-8"),
        ("a: 1\nb: \0\n", "line 2: the character '\\x00', which YAML has not"),
        ("a: 1\nb: x\x1b[31m\n", "line 2: the character '\\x1b', which YAML has not"),
        ("a: 1\nb: x\x85\n", "line 2: the character '\\x85', which can be read in more than one way"),
        ("a: 1\n# x\u2028b: 2\n", "line 2: the character '\\u2028', which can be read in more than one way"),
        ("a: x\ufeff\n", "line 1: the character '\\ufeff', which can be read in more than one way"),
        ("%YAML 1.1\n---\na: 010\n", "line 1, column 1: expected no directive (%YAML, %TAG)"),
        ("%TAG ! x\n---\na: 1\n", "line 1, column 1: expected no directive (%YAML, %TAG)"),
        (f"a: {'9' * 5000}\n", "line 1, column 4: '9999999999"),
        ("a: !!int x\n", "line 1, column 4: expected no tag, got 'tag:yaml.org,2002:int'"),
        ("a: ! 1\n", "line 1, column 4: expected no tag, got '!'"),
        ("? [1, 2]\n: 3\n", "line 1, column 3: while constructing a mapping, found unhashable key"),
        ("a: 1\n---\nb: 2\n", "line 2, column 1: expected a single document"),
        ("profile: [\n", "line 2, column 1: while parsing a flow node"),
    ],
)
def test_it_is_refused_with_its_line(tmp_path, monkeypatch, content, said):
    monkeypatch.chdir(tmp_path)
    assert said in refused(tmp_path, content)
    assert [path.name for path in tmp_path.iterdir()] == ["params.yaml"]


def test_what_is_allowed(tmp_path):
    """A byte order mark, a letter beyond ASCII, DVC's way to write a small number, quotes round anything."""
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: {é: 1e-06}\nb: ['010', \"no\", '<<', y, 1.2.3, ~]\n".encode())
    assert read_yaml(path) == {"a": {"é": 1e-6}, "b": ["010", "no", "<<", "y", "1.2.3", None]}


NUMBERS = "010 00 -08 0o10 0b11 0x1F 0x_ 1_000 1_0.5 +_1 ._1 1_e3"
AMBIGUOUS = {
    "write a number in decimal digits without leading zeros, or a text in quotes": NUMBERS.split(),
    "put a date in quotes": ["2024-01-01", "2024-13-45", "2024-1-1 1:00:00"],
    "put it in quotes": ["=", "<<"],
}


@pytest.mark.parametrize(
    ("value", "advice"), [(value, advice) for advice, values in AMBIGUOUS.items() for value in values]
)
def test_a_value_with_two_readings_is_refused(tmp_path, value, advice):
    """DVC takes `010` for 10, PyYAML for 8."""
    said = f"column 4: {value!r} can be read in more than one way: {advice}"
    assert refused(tmp_path, f"a: {value}\n") == f"line 1, {said}"
    assert refused(tmp_path, f"b:\n- {value}\n").startswith("line 2, column 3: ")
    assert refused(tmp_path, f"{value}: 1\n").startswith("line 1, column 1: ")


WORDS = (
    "a b { } [ ] , ' \" \\ | |- > 1 010 1:30 1e3 .5 0o1 0x1 _1 +1 no on y TRUE null ~ << = ! &x *x 2024-01-01"
)
LAYOUT = (": ", ":", "- ", "\n", "\n  ", " ", "? ", " # c", "!!int ", "%YAML 1.1\n", "---\n", "...\n")
LETTERS = "\t\r\x85\u2028\ufeff\xa0é"
PIECES = (*WORDS.split(), *LAYOUT, *LETTERS)


@pytest.mark.parametrize(
    "text", ["no", "Yes", "on", "OFF", "1:30", "-1:30:00", "1:30.5", ".5e3", "y", "1.2.3"]
)
def test_what_is_a_text_to_dvc_is_one(text):
    """PyYAML alone takes `no` for false and `1:30` for 90."""
    assert plain_yaml.parse(f"a: {text}".encode()) == {"a": text}


@given(st.one_of(st.text(max_size=7), st.text("0123456789_.:-+eExobnystrufalINF <=~\n#'\"", max_size=7)))
def test_a_text_that_dvc_writes_is_read_again(text):
    """But for letters that can be read in more than one way."""
    from dvc.utils.serialize import dumps_yaml

    written = dumps_yaml({"a": [text]}).encode("utf-8")
    try:
        assert plain_yaml.parse(written) == {"a": [text]}
    except ValueError as error:
        assert "the character" in str(error)


@given(
    st.one_of(
        st.lists(st.sampled_from(PIECES), max_size=11).map("".join),
        st.text("01278_.:-+eExob~yn", max_size=7).map("a: {}".format),
    )
)
@example("a: {b:1, 'c':2, d: [e:f, 1e-06, .5, +1, -0, 1., .INF]}")
def test_what_is_read_is_what_dvc_reads(text):
    """As repr, which tells 1 from 1.0 and from True, and nan from nothing. DVC may refuse more."""
    from dvc.utils.serialize import ParseError, parse_yaml

    try:
        ours = plain_yaml.parse(text.encode("utf-8"))
        its = parse_yaml(text, "params.yaml")
    except (ValueError, ParseError):
        return
    assert repr(ours or {}) == repr(its)


def test_the_stages_say_so_too(tmp_path):
    assert refused(tmp_path, LAUGHS, lambda path: params.load(root=path.parent)).startswith("line 1")


@pytest.mark.parametrize("content", ["", "[1]", "text", "3", "~"])
def test_no_mapping_at_all(tmp_path, content):
    params_file.copied(tmp_path)
    (tmp_path / "params.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match="^params.yaml: expected a mapping, got"):
        params.load(root=tmp_path)
