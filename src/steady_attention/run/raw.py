"""Raw files in the item store: corpora, word vectors, a pretrained BERT."""

from collections.abc import Collection, Iterable
from pathlib import Path

from steady_attention.corpora.user.checkpoint import CONFIG, VOCABULARY
from steady_attention.run import bert_items, execution, text_items
from steady_attention.run.execution import Done
from steady_attention.settings.sections import Params
from steady_attention.store import artifacts, folders
from steady_attention.store.files import read_json

TASK, COPIED = "steady_attention.corpora.raw.download", "steady_attention.corpora.user.copied"


def corpora(params: Params, profile: str, names: Iterable[str]) -> Done:
    """Raw corpora."""
    wanted = [text_items.download(TASK, params, name) for name in names]
    return execution.ensure(wanted, params.execution, "download", folders.raw(profile))


def vectors(params: Params, profile: str) -> Done:
    """The profile's raw word vectors, then the others that it names."""
    settings = params.at(profile)
    wanted = [
        text_items.download_vectors(TASK, profile, settings, other)
        for other in (None, *settings.other_vectors)
    ]
    return execution.ensure(wanted, params.execution, "download", folders.raw(profile))


def bert(params: Params, profile: str, known: Collection[str]) -> Done:
    """The profile's raw checkpoint; nothing where it has none. known: the checkpoints that are no user's."""
    section = params.at(profile).bert
    if section is None or section.checkpoint is None:
        return []
    wanted = bert_items.checkpoint(TASK, profile, section.checkpoint, known)
    done = execution.ensure([wanted], params.execution, "download", folders.raw(profile))
    for folder in artifacts.folders(done).values():
        _tell(section.checkpoint, folder)
    return done


def auto(params: Params, profile: str) -> Done:
    """The files of the profile's encoder auto; nothing where it has none."""
    section = params.at(profile).auto
    if section is None:
        return []
    wanted = bert_items.raw_auto(COPIED, profile, section)
    return execution.ensure([wanted], params.execution, "download", folders.raw(profile))


def _tell(name: str, folder: Path) -> None:
    """Print how many rows of a checkpoint have no piece. Padding has none; nor do the last rows where a line
    of the vocabulary is lost, and then every piece after it has its neighbour's row.
    """
    rows = read_json(folder / CONFIG)["vocab_size"]
    pieces = len((folder / VOCABULARY).read_text(encoding="utf-8-sig").split())
    if pieces < rows:
        print(
            f"{name}: {VOCABULARY} has {pieces} pieces, the weights {rows} rows; the last {rows - pieces} "
            "should be padding, else a line is lost and all pieces after it have their neighbours' rows"
        )
