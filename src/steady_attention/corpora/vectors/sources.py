"""Pretrained word vectors, by name; a name that ends in .vec, .txt or .npz is a file of the user's.

The checksums of GloVe's archives are torchtext's (`CHECKSUMS_GLOVE`) and Embeddings.jl's, that of fastText's
Common Crawl archive is Embeddings.jl's; nobody seems to have published one for the Simple English vectors.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.synthetic import vectors as synthetic
from steady_attention.corpora.user import data as user_data
from steady_attention.corpora.user import origin
from steady_attention.corpora.vectors import rows as vector_rows
from steady_attention.store.errors import UserError


@dataclass(frozen=True)
class VectorSource:
    """Pretrained word vectors: one raw file `file`, fetched by `files` or written by `generate`.

    width: numbers of a word's vector; None for a user's own file, whose first row says it.
    """

    name: str
    file: str
    licence: str
    address: str
    width: int | None = None
    files: tuple[RawFile, ...] = ()
    generate: Callable[[Path], None] | None = None


_GLOVE_PARTS = {  # width: the part's file, its content, and what it holds
    50: (
        "glove.6B.50d_111567w.npz",
        "dca83f512ccd60220eee534e44eb31db776602856d839c79522b17701fb4e907",
        "111,567 of the 400,000 published words",
    ),
    100: (
        "glove.6B.100d_101642w.npz",
        "6e6b0af3322210fac07fe2e2971041ac21da2a6437870367325832879790e2eb",
        "101,642 of the 400,000 published words: no single letters, contractions and few numbers",
    ),
}
_GOOGLENEWS = "word2vec_googlenews_300d_13598w.npz"
_SIMPLE = "https://dl.fbaipublicfiles.com/fasttext/vectors-wiki/wiki.simple.vec"
_PDDL = "PDDL 1.0"
_SHARE_ALIKE = "CC BY-SA 3.0"


def _zipped(name: str, licence: str, page: str, archive: str, sha256: str, member: str) -> VectorSource:
    """Vectors that are a member of the publisher's zip, of which a mirror may hold the same."""
    mirrored = f"mirror:word_vectors/{PurePosixPath(archive).name}"
    copies = tuple(Copy(address, sha256, member, "the publisher's zip") for address in (mirrored, archive))
    return VectorSource(name, member, licence, page, 300, (RawFile(member, None, copies),))


def _part(width: int) -> VectorSource:
    """A part of GloVe 6B: the words of the data sets at hand."""
    file, sha256, note = _GLOVE_PARTS[width]
    raw = RawFile(file, sha256, (Copy(f"mirror:word_vectors/{file}", note=note),))
    page = "https://nlp.stanford.edu/projects/glove/"
    return VectorSource(f"glove_6b_{width}d_part", file, _PDDL, page, width, (raw,))


_SOURCES = (
    VectorSource(
        name="synthetic_vectors",
        file="vectors.txt",
        licence="MIT, part of this project",
        address="src/steady_attention/corpora/synthetic/vectors.py",
        width=synthetic.DIMENSIONS,
        generate=synthetic.write_vectors,
    ),
    VectorSource(
        name="word2vec_googlenews",
        file=_GOOGLENEWS,
        licence="Apache-2.0 (vectors); GPL-3 (the two R packages that carry the subset)",
        address="https://code.google.com/archive/p/word2vec/",
        width=300,
        files=(
            RawFile(
                _GOOGLENEWS,
                "4ddda51744cf31b69dc7b95fee845491fa95381f71ff7ed5ec13741e5d7a1cd0",
                (Copy(f"mirror:word_vectors/{_GOOGLENEWS}", note="13,598 of the 3,000,000 published words"),),
            ),
        ),
    ),
    VectorSource(
        name="fasttext_wiki_simple",
        file="wiki.simple.vec",
        licence=_SHARE_ALIKE,
        address="https://fasttext.cc/docs/en/pretrained-vectors.html",
        width=300,
        files=(
            RawFile(
                "wiki.simple.vec",
                None,
                (Copy("mirror:word_vectors/wiki.simple.vec", note="the publisher's file"),),
                by_hand=f"The publisher's file is {_SIMPLE}; nobody vouches for it, so it is not fetched.",
            ),
        ),
    ),
    _zipped(
        "fasttext_crawl",
        _SHARE_ALIKE,
        "https://fasttext.cc/docs/en/english-vectors.html",
        "https://dl.fbaipublicfiles.com/fasttext/vectors-english/crawl-300d-2M.vec.zip",
        "5bfffffbabdab299d4c9165c47275e8f982807a6eaca37ee1f71d3a79ddb544d",
        "crawl-300d-2M.vec",
    ),
    _part(50),
    _part(100),
    _zipped(
        "glove_6b_300d",
        _PDDL,
        "https://nlp.stanford.edu/projects/glove/",
        "https://nlp.stanford.edu/data/glove.6B.zip",
        "617afb2fe6cbd085c235baf7a465b96f4112bd7f7ccb2b2cbd649fed9cbcf2fb",
        "glove.6B.300d.txt",
    ),
    _zipped(
        "glove_840b_300d",
        _PDDL,
        "https://nlp.stanford.edu/projects/glove/",
        "https://nlp.stanford.edu/data/glove.840B.300d.zip",
        "c06db255e65095393609f19a4cfca20bf3a71e20cc53e892aafa490347e3849f",
        "glove.840B.300d.txt",
    ),
)
VECTORS = {source.name: source for source in _SOURCES}


def get(name: str) -> VectorSource:
    """The vectors of that name, or of the user's file of that name. Raises UserError for an unknown one."""
    if user_data.is_vectors(name):
        user_data.check_file("vectors", name, user_data.VECTORS)
        return VectorSource(name, name, "the user's own data", f"{user_data.FOLDER}/{name}")
    if name not in VECTORS:
        known = f"{', '.join(VECTORS)}, or a file in {user_data.FOLDER}/ ({', '.join(user_data.VECTORS)})"
        raise UserError(f"unknown word vectors {name!r}: expected one of {known}")
    return VECTORS[name]


def check_width(where: str, name: str, embedding: int) -> None:
    """Raise UserError, with both keys of the file `where`, unless these vectors are `embedding` wide;
    of the user's own file the first row says it.
    """
    width = get(name).width
    if width is None:
        path = user_data.there(f"{where}: vectors", name)
        with origin.named(path.parent, {"vectors": name}):
            width = vector_rows.width(path)
    if width != embedding:
        raise UserError(
            f"{where}: model.embedding is {embedding}, but the vectors {name} (vectors there) are {width} "
            f"wide: set it to {width}, or name other vectors"
        )
