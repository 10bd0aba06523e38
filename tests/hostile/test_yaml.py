"""A hostile params.yaml: an error with the file and the line, no object made, no memory eaten."""

import pytest

from steady_attention.pipeline import params
from steady_attention.pipeline.errors import UserError
from steady_attention.pipeline.files import read_yaml

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
        ("a: 1\nb: !!python/object/apply:os.system ['> mark']\n", "line 2, column 4: could not determine"),
        ("a: !!python/object/new:open [mark, w]\n", "line 1, column 4: could not determine"),
        ("a: !!python/name:os.system\n", "line 1, column 4: could not determine"),
        ("!!python/module:this {}\n", "line 1, column 1: could not determine"),
        (LAUGHS, "line 6, column 4: more than 1,000,000 values, aliases followed"),
        (MERGES, "line 7, column 12: more than 1,000,000 values, aliases followed"),
        ("a: &a [1, *a]\n", "line 1, column 4: an alias to what it stands in"),
        ("a: &a {b: *a}\n", "line 1, column 4: an alias to what it stands in"),
        ("a: " + "[" * 51 + "]" * 51 + "\n", "line 1, column 53: more than 50 levels"),
        ("[" * 100_000, "more than 50 levels"),
        ("a: 1\nb: 2\na: 3\n", "line 3, column 1: the key 'a' stands twice, first in line 1"),
        ("m:\n  x: 1\n  'x': 2\n", "line 3, column 3: the key 'x' stands twice, first in line 2"),
        ("a:\n\tb: 1\n", "line 2, column 1: while scanning for the next token, found character '\\t'"),
        (b"a: 1\nb: caf\xe9\n", "line 2: not UTF-8 (invalid continuation byte at byte 11)"),
        ("a: 1\n".encode("utf-16"), "line 1: not UTF-8"),
        ("a: 1\nb: \0\n", "line 2: the character '\\x00', which YAML has not"),
        ("a: 1\nb: x\x1b[31m\n", "line 2: the character '\\x1b', which YAML has not"),
        ("a: 2024-13-45\n", "line 1, column 4: '2024-13-45' is no timestamp (month must be in 1..12)"),
        (f"a: {'9' * 5000}\n", "line 1, column 4: '9999999999"),
        ("a: 0x_\n", "line 1, column 4: '0x_' is no int"),
        ("a: !!int x\n", "line 1, column 4: 'x' is no int"),
        ("a: !!bool x\n", "line 1, column 4: 'x' is no bool"),
        ("a: !!timestamp x\n", "line 1, column 4: 'x' is no timestamp"),
        ("? [1, 2]\n: 3\n", "line 1, column 3: while constructing a mapping, found unhashable key"),
        ("a: 1\n---\nb: 2\n", "line 2, column 1: expected a single document"),
        ("a: *nowhere\n", "line 1, column 4: found undefined alias"),
        ("profile: [\n", "line 2, column 1: while parsing a flow node"),
    ],
)  # fmt: skip
def test_it_is_refused_with_its_line(tmp_path, monkeypatch, content, said):
    monkeypatch.chdir(tmp_path)
    assert said in refused(tmp_path, content)
    assert [path.name for path in tmp_path.iterdir()] == ["params.yaml"]


def test_what_is_allowed(tmp_path):
    """An alias, a merge, a byte order mark, a letter beyond ASCII, DVC's way to write a small number."""
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffa: &a {é: 1e-06}\nb: *a\nc: {<<: *a, x: 1}\n".encode())
    assert read_yaml(path) == {"a": {"é": 1e-6}, "b": {"é": 1e-6}, "c": {"é": 1e-6, "x": 1}}


def test_the_stages_say_so_too(tmp_path):
    assert refused(tmp_path, LAUGHS, params.load).startswith("line 6")


@pytest.mark.parametrize("content", ["", "[1]", "text", "3", "~"])
def test_no_mapping_at_all(tmp_path, content):
    (tmp_path / "params.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match="^params.yaml: expected a mapping, got"):
        params.load(tmp_path / "params.yaml")
