"""Pretrained word vectors, by name."""

from steady_attention.corpora import synthetic
from steady_attention.corpora.corpus import VectorSource
from steady_attention.corpora.raw_file import Copy, RawFile
from steady_attention.pipeline.errors import UserError

_GOOGLENEWS = "word2vec_googlenews_300d_13598w.npz"

VECTORS = {
    "synthetic_vectors": VectorSource(
        name="synthetic_vectors",
        file="vectors.txt",
        licence="MIT, part of this project",
        address="src/steady_attention/corpora/synthetic.py",
        generate=synthetic.write_vectors,
    ),
    "word2vec_googlenews": VectorSource(
        name="word2vec_googlenews",
        file=_GOOGLENEWS,
        licence="Apache-2.0 (vectors); GPL-3 (the two R packages that carry the subset)",
        address="https://code.google.com/archive/p/word2vec/",
        files=(
            RawFile(
                _GOOGLENEWS,
                "4ddda51744cf31b69dc7b95fee845491fa95381f71ff7ed5ec13741e5d7a1cd0",
                (Copy(f"mirror:word_vectors/{_GOOGLENEWS}", note="13,598 of the 3,000,000 published words"),),
            ),
        ),
    ),
}


def get(name: str) -> VectorSource:
    """The vectors of that name. Raises UserError for an unknown one."""
    if name not in VECTORS:
        raise UserError(f"unknown word vectors {name!r}: expected one of {', '.join(VECTORS)}")
    return VECTORS[name]
