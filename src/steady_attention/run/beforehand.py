"""What can be told of a profile's word vectors and BERT before any work: whether the settings fit them."""

from collections.abc import Collection

from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.corpora.user import origin
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.run import raw
from steady_attention.settings.sections import Params
from steady_attention.store import artifacts, folders


def check_vectors(params: Params, profile: str) -> None:
    """Raise UserError as `word_vectors.check_width` does; a model without a width takes the vectors'."""
    settings = params.at(profile)
    if settings.model.embedding is not None:
        word_vectors.check_width(folders.settings(profile), settings.vectors, settings.model.embedding)


def check_bert(params: Params, profile: str, corpora: Collection[str]) -> None:
    """Get the profile's checkpoint, if it has one. Raises UserError as `bert_folder.read` does, and as
    `bert_folder.check_section` by the section and those of the user's own corpora that are among `corpora`.
    """
    section = params.at(profile).bert
    for _, fingerprint in raw.bert(params, profile, checkpoints.CHECKPOINTS):
        folder = artifacts.store() / fingerprint
        pairs = [
            name for name in corpora if name in params.corpora and params.corpora[name].second is not None
        ]
        with origin.named(folder, {"checkpoint": section.checkpoint}):
            bert_folder.check_section(f"{folders.settings(profile)}: bert", section.limit, folder, pairs)
