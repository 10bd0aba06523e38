import pytest

from steady_attention.pipeline import files
from steady_attention.pipeline.errors import UserError


def test_broken_json_is_named_with_its_line(tmp_path):
    path = tmp_path / "vanilla.json"
    path.write_text("[\n<<<<<<< ours\n]\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"vanilla\.json is not valid JSON: .*line 2.*git restore"):
        files.read_json(path)


def test_json_that_is_no_text_is_named(tmp_path):
    path = tmp_path / "vanilla.json"
    path.write_bytes(b'{"a": "\xff"}')
    with pytest.raises(UserError, match=r"vanilla\.json is not valid JSON"):
        files.read_json(path)
