"""What every corpus declares, and which addresses may be declared."""

import pytest

from steady_attention import corpora
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.store.errors import UserError
from tests.corpora.raw_files import OTHER, URL, sha256


@pytest.mark.parametrize(
    "address", ["http://x.test/a", "ftp://x.test/a", "mirror:../a", "mirror:/a", "mirror:"]
)
def test_an_address_is_a_mirrors_or_https(address):
    with pytest.raises(ValueError, match="expected"):
        Copy(address, "0" * 64)


def test_https_needs_a_checksum_and_a_raw_file_a_plain_name():
    for parts in ((), (Content(sha256(OTHER), (Copy("mirror:a"),)), Content(None, (Copy(URL),)))):
        with pytest.raises(ValueError, match="an https copy needs a checksum, or its content does"):
            RawFile("x", None, () if parts else (Copy(URL),), parts)
    for name in ("../x", "a/b", ".x", ""):
        with pytest.raises(ValueError, match="plain file name"):
            RawFile(name, sha256(OTHER), ())


@pytest.mark.parametrize("name", corpora.NAMES)
def test_every_corpus_has_what_a_reader_of_the_tables_needs(name):
    corpus = corpora.get(name)
    assert corpus.name == name and corpus.licence and corpus.address
    assert bool(corpus.files) != bool(corpus.generate)
    assert set(corpus.expected) == ({"train", "dev", "test"} if corpus.classes else {"pool"})


def test_unknown_names_list_the_known_ones():
    with pytest.raises(UserError, match="unknown corpus 'sst_5'.*synthetic_pool.*did you mean 'sst5'"):
        corpora.get("sst_5")
    with pytest.raises(UserError, match="unknown word vectors 'glove'.*word2vec_googlenews"):
        word_vectors.get("glove")
