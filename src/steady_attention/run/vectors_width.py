"""How wide a profile's word vectors are, before any work."""

from functools import cache

from steady_attention.corpora.user import data as user_data
from steady_attention.corpora.user import origin
from steady_attention.corpora.vectors import rows as vector_rows
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.store import folders


def of_profile(profile: str, name: str) -> int:
    """The numbers of a vector; of the user's own file its first row says it. Raises UserError where that file
    is missing or has no such row.
    """
    width = word_vectors.get(name).width
    return _of_file(profile, name) if width is None else width


@cache
def _of_file(profile: str, name: str) -> int:
    path = user_data.there(f"{folders.settings(profile)}: vectors", name)
    with origin.named(path.parent, {"vectors": name}):
        return vector_rows.width(path)
