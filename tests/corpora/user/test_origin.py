"""Errors name the user's own file in the place of its copy, and say of others how to get them anew."""

import json

import pytest

from steady_attention.corpora.user import origin
from steady_attention.store.errors import UserError


def said(raw, arguments, text):
    with pytest.raises(UserError) as caught, origin.named(raw, arguments):
        raise UserError(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "arguments, folder",
    [
        ({"vectors": "my.vec"}, "data/own"),
        ({"vectors": "my.npz"}, "data/own"),
        ({"vectors": "glove_6b_300d"}, None),
        ({"checkpoint": "mine", "limit": 7}, "data/own/mine"),
        ({"checkpoint": "bert_base_uncased"}, None),
        ({"random": {}, "limit": 7}, None),
        ({"corpus": "mine", "own": {}}, "data/own"),
        ({"corpus": "sst"}, None),
    ],
)
def test_whose_a_file_is(arguments, folder):
    assert origin.user_folder(arguments) == folder


def test_the_users_file_is_named(tmp_path):
    raw = tmp_path / "data/raw/demo/vectors"
    assert said(raw, {"vectors": "my.vec"}, f"{raw}/my.vec:7: bad") == "data/own/my.vec:7: bad"
    assert said(raw, {"checkpoint": "my"}, f"{raw}/a and {raw}/b") == "data/own/my/a and data/own/my/b"
    assert said(raw, {"vectors": "my.vec"}, "limit: bad") == "limit: bad"


def test_a_published_file_says_how_to_get_it_anew(tmp_path):
    raw = tmp_path / "data/raw/small/vectors"
    raw.mkdir(parents=True)
    assert (
        said(raw, {"vectors": "glove_6b_300d"}, f"{raw}/a:7: bad")
        == f"{raw}/a:7: bad (a copy; get {raw} anew)"
    )
    known = {"name": "vectors", "fingerprint": "0af", "content": "1", "arguments": {}}
    (raw / "item.json").write_text(json.dumps(known))
    assert said(raw, {"vectors": "glove_6b_300d"}, f"{raw}/a:7: bad").endswith(
        "bad (a copy; to get it anew, delete data/store/0af and run `dvc repro -f -s download@small`)"
    )
