"""Raw files in the item store: corpora, word vectors, a pretrained BERT."""

from collections.abc import Collection, Iterable

from steady_attention.pipeline import bert_items, execution, folders, items
from steady_attention.pipeline.execution import Done
from steady_attention.pipeline.params import Params

TASK = "steady_attention.corpora.download"


def corpora(params: Params, profile: str, names: Iterable[str]) -> Done:
    """Raw corpora."""
    wanted = [items.download(TASK, params, name) for name in names]
    return execution.ensure(wanted, params.execution, "download", folders.raw(profile))


def vectors(params: Params, profile: str) -> Done:
    """The profile's raw word vectors."""
    wanted = items.download_vectors(TASK, profile, params.at(profile))
    return execution.ensure([wanted], params.execution, "download", folders.raw(profile))


def bert(params: Params, profile: str, known: Collection[str]) -> Done:
    """The profile's raw checkpoint; nothing where it has none. known: the checkpoints that are no user's."""
    section = params.at(profile).bert
    if section is None or section.checkpoint is None:
        return []
    wanted = bert_items.checkpoint(TASK, profile, section.checkpoint, known)
    return execution.ensure([wanted], params.execution, "download", folders.raw(profile))
