"""The vocabulary by hand, and torchtext's `Vectors` without its side effects."""

import ssl
import tempfile
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.store.errors import UserError
from steady_attention.text import vocabulary

TEXTS = [["b", "a", "b", "b"], ["c", "a"], ["d"], ["c", "a"]]


def build(texts, minimum_frequency, boundaries):
    documents = Counter()
    for text in texts:
        vocabulary.count(documents, text)
    return vocabulary.build(documents, minimum_frequency, boundaries)


def test_order_is_by_number_of_texts_then_alphabet():
    assert build(TEXTS, 1, boundaries=False) == ["<pad>", "<unk>", "a", "c", "b", "d"]


def test_boundaries_add_two_rows():
    assert build(TEXTS, 3, boundaries=True) == ["<pad>", "<unk>", "<sos>", "<eos>", "a"]


def test_the_minimum_counts_texts_not_occurrences():
    """`min_df` of a count vectorizer: "b" stands three times, but in one text."""
    assert build(TEXTS, 2, boundaries=False) == ["<pad>", "<unk>", "a", "c"]


def test_encode_by_hand():
    ids = {word: index for index, word in enumerate(build(TEXTS, 1, boundaries=False))}
    assert vocabulary.encode(["c", "new", "a"], ids) == [3, 1, 2]
    assert vocabulary.encode(["<pad>", "<sos>", "d"], ids) == [1, 1, 5]  # a text never spells padding


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"))), max_size=7))
def test_written_words_are_read_back(texts):
    words = build(texts, 1, boundaries=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vocabulary.txt"
        vocabulary.write(path, words)
        assert list(vocabulary.read(path).items()) == [(word, index) for index, word in enumerate(words)]


def test_other_vocabulary_files_are_refused(tmp_path):
    path = tmp_path / "vocabulary.txt"
    with pytest.raises(UserError, match="vocabulary.txt is missing"):
        vocabulary.read(path)
    path.write_text("the\n<pad>\n")
    with pytest.raises(UserError, match=r"vocabulary.txt:1: expected the lines <pad> and <unk> first"):
        vocabulary.read(path)
    path.write_text("<pad>\n<unk>\nthe\nthe\n")
    with pytest.raises(UserError, match="1 words stand there twice"):
        vocabulary.read(path)


@pytest.fixture
def vectors_file(tmp_path):
    path = tmp_path / "vectors.txt"
    path.write_text("good 1 2 3\ncafé -0.5 0.25 1e-3\n", encoding="utf-8")
    return path


def test_load_by_hand(vectors_file):
    words, vectors = vocabulary.load(vectors_file)
    assert words == ["good", "café"] and vectors.dtype == np.float32
    np.testing.assert_array_equal(vectors, np.array([[1, 2, 3], [-0.5, 0.25, 1e-3]], np.float32))


@pytest.fixture
def verified(monkeypatch):
    """TLS verification as Python starts with it, whatever ran before."""
    monkeypatch.setattr(ssl, "_create_default_https_context", ssl.create_default_context)


def test_load_leaves_tls_verification_on(vectors_file, verified):
    vocabulary.load(vectors_file)
    assert ssl._create_default_https_context is ssl.create_default_context


def test_load_restores_tls_verification_after_an_error(tmp_path, verified):
    with pytest.raises(RuntimeError, match="no vectors found"):
        vocabulary.load(tmp_path / "absent.txt")
    assert ssl._create_default_https_context is ssl.create_default_context


def test_an_edited_file_gives_new_numbers(vectors_file):
    vocabulary.load(vectors_file)
    vectors_file.write_text("good 7 2 3\n")
    words, vectors = vocabulary.load(vectors_file)
    assert words == ["good"] and vectors.tolist() == [[7, 2, 3]]


def test_load_leaves_no_cache(vectors_file, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.chdir(tmp_path)
    vocabulary.load(vectors_file)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["temporary", "vectors.txt"]


def test_load_draws_no_bar(vectors_file, capfd):
    vocabulary.load(vectors_file)
    assert capfd.readouterr() == ("", "")


def test_no_other_module_imports_torchtext():
    source = Path(vocabulary.__file__).parents[1]
    users = [
        path.name for path in source.rglob("*.py") if "import torchtext" in path.read_text(encoding="utf-8")
    ]
    users += [
        path.name for path in source.rglob("*.py") if "from torchtext" in path.read_text(encoding="utf-8")
    ]
    assert users == ["vocabulary.py"]
