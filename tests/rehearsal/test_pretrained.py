"""Generated vectors and the generated BERT are read as the published ones."""

import pytest

from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.corpora.bert import vocabulary
from steady_attention.corpora.vectors import rows
from steady_attention.rehearsal import pretrained
from steady_attention.rehearsal.texts import GOOD, WORDS

WIDTH = 11


@pytest.mark.parametrize("file", ["wiki.simple.vec", "glove.txt", "part.npz"])
def test_vectors_are_read_in_each_format(file, tmp_path):
    path = tmp_path / file
    path.write_bytes(pretrained.vectors(file, WIDTH))
    found = {row.word.decode() for row in rows.read(path, lambda word: True)}
    assert set(WORDS) <= found
    assert rows.width(path) == WIDTH
    rows.check(path)
    assert (path.read_bytes().split(b"\n")[0] == f"{len(found)} {WIDTH}".encode()) == file.endswith(".vec")


def test_the_bert_is_one_with_the_vocabulary_s_size_and_special_rows_of_bert_base(tmp_path):
    for name, content in pretrained.checkpoint().items():
        (tmp_path / name).write_bytes(content)
    assert bert_folder.read(tmp_path) == pretrained.BERT
    ids = vocabulary.read(tmp_path / pretrained.VOCABULARY)
    assert len(ids) == pretrained.BERT.vocab_size == 30522
    assert {piece: ids[piece] for piece in pretrained.PLACES} == pretrained.PLACES
    assert {*GOOD, "a", "##a", "?"} <= ids.keys()
