"""Pretrained BERTs: of a mirror, of the publisher, of the user; anything else is refused by name."""

import json
from dataclasses import replace

import pytest
from safetensors.numpy import save

from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.raw import download, listing
from steady_attention.corpora.raw.raw_file import RECORD
from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.store.errors import UserError
from tests.corpora.raw_files import sha256
from tests.text.small_bert import CONFIG, EIGHT, weights

CONTENTS = {
    "config.json": json.dumps(CONFIG).encode(),
    "vocab.txt": "".join(f"{piece}\n" for piece in EIGHT).encode(),
    "model.safetensors": save(weights()),
}


def nothing(_):
    return None


def put(folder, contents=CONTENTS):
    folder.mkdir(parents=True)
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def small(monkeypatch):
    """The first checkpoint of the project with CONTENTS for its files; returns their addresses."""
    name = "bert_base_uncased"
    source = checkpoints.get(name)
    addresses, files = {}, []
    for raw in source.files:
        mirrored, published = raw.copies
        digest = sha256(CONTENTS[raw.name])
        files.append(replace(raw, sha256=digest, copies=(mirrored, replace(published, sha256=digest))))
        addresses[raw.name] = published.address
    monkeypatch.setitem(checkpoints.CHECKPOINTS, name, replace(source, files=tuple(files)))
    return addresses


@pytest.mark.parametrize("name", checkpoints.CHECKPOINTS)
def test_every_checkpoint_says_what_it_is(name):
    source = checkpoints.get(name)
    assert source.name == name and source.licence == "Apache-2.0"
    assert tuple(raw.name for raw in source.files) == user_checkpoint.FILES
    for raw in source.files:
        mirrored, published = raw.copies
        assert mirrored.address == f"mirror:bert/{name}/{raw.name}" and len(raw.sha256) == 64
        assert published.address.startswith(f"{source.address}/resolve/")
        assert published.address.endswith(f"/{raw.name}") and published.sha256 == raw.sha256


def test_a_mirror_is_looked_in_first(raw_folder, tmp_path, publisher, small):
    put(tmp_path / "m/bert/bert_base_uncased")
    arguments = {"checkpoint": "bert_base_uncased"}
    download.compute(raw_folder, {"mirror0": tmp_path / "m"}, arguments, nothing)
    assert {
        path.name: path.read_bytes() for path in raw_folder.iterdir() if path.name in CONTENTS
    } == CONTENTS
    taken = json.loads((raw_folder / RECORD).read_bytes())["files"]
    assert {name: entry["sha256"] for name, entry in taken.items()} == {
        name: sha256(content) for name, content in CONTENTS.items()
    }
    assert publisher.asked == []


def test_what_no_mirror_has_comes_from_the_publisher(raw_folder, tmp_path, publisher, small):
    part = {name: content for name, content in CONTENTS.items() if name != "model.safetensors"}
    put(tmp_path / "m/bert/bert_base_uncased", part | {"config.json": b"another"})
    publisher.answers |= {small[name]: CONTENTS[name] for name in ("config.json", "model.safetensors")}
    arguments = {"checkpoint": "bert_base_uncased"}
    download.compute(raw_folder, {"mirror0": tmp_path / "m"}, arguments, nothing)
    assert publisher.asked == [small["config.json"], small["model.safetensors"]]
    assert (raw_folder / "config.json").read_bytes() == CONTENTS["config.json"]


def test_a_users_folder(raw_folder, tmp_path):
    folder = put(tmp_path / "mine")
    inputs = {name: folder / name for name in CONTENTS}
    download.compute(raw_folder, inputs, {"checkpoint": "mine"}, nothing)
    assert {path.name for path in raw_folder.iterdir()} == {*CONTENTS, RECORD}


@pytest.mark.parametrize("kind", ["distilbert", "roberta", None])
def test_another_model_is_refused_by_name(raw_folder, tmp_path, kind):
    config = json.loads(CONTENTS["config.json"]) | {"model_type": kind}
    folder = put(tmp_path / "mine", CONTENTS | {"config.json": json.dumps(config).encode()})
    with pytest.raises(
        UserError, match=rf"^data/own/mine/config\.json: the model_type is '{kind}', expected 'bert'"
    ):
        download.compute(
            raw_folder, {name: folder / name for name in CONTENTS}, {"checkpoint": "mine"}, nothing
        )


@pytest.mark.parametrize("name", ["../mine", "/mine", "a/b", ".mine", "a\nb", ""])
def test_a_users_folder_has_a_plain_name(name):
    with pytest.raises(UserError, match="expected the name of a checkpoint, or of a folder in data/own/"):
        checkpoints.get(name)


def test_it_is_listed(tmp_path):
    source = checkpoints.get("all_minilm_l6_v2")
    assert "huggingface.co" in listing.row(source, []).found and listing.row(source, []).state == "missing"
    put(tmp_path / "bert/all_minilm_l6_v2", {"vocab.txt": b"", "config.json": b""})
    assert listing.row(source, [tmp_path]).state == "missing: model.safetensors"
