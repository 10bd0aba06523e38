"""The task: fetches a corpus or word vectors, or generates them."""

import pytest

from steady_attention import corpora
from steady_attention.corpora.raw import download
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.store.errors import UserError


def test_the_task_tries_mirrors_by_number(raw_folder, tmp_path, monkeypatch):
    vectors = word_vectors.VECTORS["word2vec_googlenews"]
    inputs = {f"mirror{n}": tmp_path / f"m{n}" for n in (10, 2, 0)}
    with pytest.raises(UserError) as caught:
        download.compute(raw_folder, inputs, {"vectors": vectors.name}, lambda _: None)
    text = str(caught.value)
    assert text.index("/m0/") < text.index("/m2/") < text.index("/m10/")


def test_the_task_generates_a_synthetic_corpus(raw_folder):
    download.compute(raw_folder, {}, {"corpus": "synthetic_sentiment"}, lambda _: None)
    assert sorted(path.name for path in raw_folder.iterdir()) == ["dev.jsonl", "test.jsonl", "train.jsonl"]
    corpora.get("synthetic_sentiment").examples(raw_folder)


@pytest.mark.parametrize("arguments", [{}, {"corpus": "sst", "vectors": "x"}, {"dataset": "sst"}])
def test_the_task_wants_one_argument(raw_folder, arguments):
    with pytest.raises(UserError, match="expected one of the arguments corpus, vectors and checkpoint"):
        download.compute(raw_folder, {}, arguments, lambda _: None)
