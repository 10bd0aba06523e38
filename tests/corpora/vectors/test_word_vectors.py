"""The sources of word vectors, and a user's own file as one."""

import json

import numpy as np
import pytest

from steady_attention.corpora.raw import download
from steady_attention.corpora.raw.raw_file import RECORD
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.store.errors import UserError
from steady_attention.text import vectors
from tests.corpora.raw_files import sha256, zipped

ZIPPED = {
    "fasttext_crawl": ("crawl-300d-2M.vec.zip", "crawl-300d-2M.vec"),
    "glove_6b_300d": ("glove.6B.zip", "glove.6B.300d.txt"),
    "glove_840b_300d": ("glove.840B.300d.zip", "glove.840B.300d.txt"),
}


@pytest.mark.parametrize("name", word_vectors.VECTORS)
def test_every_source_says_what_it_is(name):
    source = word_vectors.get(name)
    assert source.name == name and source.licence and source.address and source.file
    assert bool(source.files) != bool(source.generate)
    assert [raw.name for raw in source.files] in ([], [source.file])


@pytest.mark.parametrize("name", ZIPPED)
def test_a_zip_of_the_mirror_or_the_publisher(name):
    archive, member = ZIPPED[name]
    (raw,) = word_vectors.get(name).files
    mirrored, published = raw.copies
    assert mirrored.address == f"mirror:word_vectors/{archive}" and published.address.endswith(f"/{archive}")
    assert mirrored.member == published.member == member
    assert mirrored.sha256 == published.sha256 and len(published.sha256) == 64


def test_another_zip_of_that_name_is_refused(raw_folder, tmp_path, publisher):
    (tmp_path / "word_vectors").mkdir()
    (tmp_path / "word_vectors/glove.6B.zip").write_bytes(zipped({"glove.6B.300d.txt": b"the 1 2 3\n"}))
    with pytest.raises(UserError, match=r"glove\.6B\.300d\.txt could not be had") as caught:
        download.compute(raw_folder, {"mirror0": tmp_path}, {"vectors": "glove_6b_300d"}, lambda _: None)
    assert "wrong checksum" in str(caught.value) and list(raw_folder.iterdir()) == []
    assert publisher.asked == ["https://nlp.stanford.edu/data/glove.6B.zip"]


def test_the_simple_english_vectors_are_to_be_fetched_by_hand(raw_folder, tmp_path, publisher):
    with pytest.raises(UserError, match=r"vectors-wiki/wiki\.simple\.vec.*(?s:.*)data/mirror/word_vectors"):
        download.compute(
            raw_folder, {"mirror0": tmp_path}, {"vectors": "fasttext_wiki_simple"}, lambda _: None
        )
    assert publisher.asked == []


@pytest.mark.parametrize("name", ["mine.vec", "mine.txt", "mine.npz"])
def test_a_users_own_file(raw_folder, tmp_path, name):
    """The task copies it, records its hash, and the words' vectors are read from the copy."""
    path = tmp_path / name
    if name.endswith(".npz"):
        np.savez(path, words=np.array(["good", "bad"]), vectors=np.array([[1, 2, 3], [4, 5, 6]], np.float32))
    else:
        path.write_bytes(b"good 1 2 3\nbad 4 5 6\n")
    download.compute(raw_folder, {"own": path}, {"vectors": name}, lambda _: None)
    assert (raw_folder / name).read_bytes() == path.read_bytes()
    taken = json.loads((raw_folder / RECORD).read_bytes())["files"]
    assert taken == {name: {"sha256": sha256(path.read_bytes()), "part": ""}}
    found = vectors.select(raw_folder / word_vectors.get(name).file, {b"bad"})
    assert found[b"bad"].text == b"4 5 6"


@pytest.mark.parametrize("name", ["../mine.vec", "/mine.vec", "a/b.npz", ".vec.txt", "a\nb.txt"])
def test_a_users_file_has_a_plain_name(name):
    with pytest.raises(UserError, match="expected the name of a file in data/own/"):
        word_vectors.get(name)


@pytest.mark.parametrize("name", ["mine.bin", "glove.6B.300d", "mine.VEC", ""])
def test_other_names_list_what_there_is(name):
    with pytest.raises(UserError, match=r"glove_840b_300d, or a file in data/own/ \(\.vec, \.txt, \.npz\)"):
        word_vectors.get(name)


@pytest.fixture
def mine(tmp_path, monkeypatch):
    """mine(content) puts my.vec into data/own of another folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data/own").mkdir(parents=True)

    def put(content):
        (tmp_path / "data/own/my.vec").write_text(content, encoding="utf-8")

    return put


def test_another_width_than_the_models_is_told_before_any_work(mine):
    word_vectors.check_width("conf/demo/settings.yaml", "synthetic_vectors", 50)
    with pytest.raises(
        UserError,
        match="^conf/demo/settings.yaml: model.embedding is 50, but the vectors glove_6b_300d "
        r"\(vectors there\) are 300 wide: set it to 300",
    ):
        word_vectors.check_width("conf/demo/settings.yaml", "glove_6b_300d", 50)
    with pytest.raises(UserError, match="settings.yaml: vectors: .*my.vec is missing"):
        word_vectors.check_width("conf/demo/settings.yaml", "my.vec", 3)
    mine("2 5\r\nthe 1 2 3 4 5\r\ngood 1 2 3 4 5\r\n")
    word_vectors.check_width("conf/demo/settings.yaml", "my.vec", 5)
    with pytest.raises(UserError, match="model.embedding is 3, but the vectors my.vec .* are 5 wide"):
        word_vectors.check_width("conf/demo/settings.yaml", "my.vec", 3)
    mine("the 0,5 1 2\n")
    with pytest.raises(UserError, match=r"^data/own/my\.vec:1: 'the' has '0,5' as number 1"):
        word_vectors.check_width("conf/demo/settings.yaml", "my.vec", 3)


def test_every_source_says_its_width():
    assert all(source.width for source in word_vectors.VECTORS.values())
