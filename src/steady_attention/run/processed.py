"""Tokens, word vectors and word pieces in the item store, of the corpora that are asked for and no others."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from steady_attention.run import bert_items, execution, plan, raw, runs, text_items
from steady_attention.run.execution import Done
from steady_attention.settings.sections import Params
from steady_attention.store import artifacts, folders

TOKENIZE = "steady_attention.text.preprocess"
VECTORS, OF_CORPUS = "steady_attention.text.vectors", "steady_attention.text.vectors_of"
BERT, PIECES = "steady_attention.text.bert", "steady_attention.text.pieces"
OCCURRING = "steady_attention.text.occurring"
AUTO, AUTO_PIECES = "steady_attention.text.auto", "steady_attention.text.auto_pieces"

Paths = Mapping[str, Path]


def tokenized(params: Params, profile: str, files: Paths) -> Done:
    """Tokens, vocabularies, splits and statistics of raw corpora. files: their folders."""
    wanted = [text_items.preprocess(TOKENIZE, profile, params, name, path) for name, path in files.items()]
    return execution.ensure(wanted, params.execution, "preprocess", folders.processed(profile))


def vectors(params: Params, profile: str, corpora: Paths, file: Path) -> Done:
    """The vectors of the words of these corpora, all by one pass over the raw file, then each corpus's."""
    every = text_items.vectors(VECTORS, params.at(profile), file, corpora)
    ((_, together),) = found = execution.ensure([every], params.execution, "vectors")
    each = [
        text_items.vectors_of(OF_CORPUS, *corpus, artifacts.store() / together) for corpus in corpora.items()
    ]
    return [*found, *execution.ensure(each, params.execution, "vectors by corpus")]


def other_vectors(params: Params, profile: str, corpora: Paths, raw: Path) -> Done:
    """The same of the vectors that some run's variant names for a corpus. raw: the folder of raw files."""
    found = []
    for corpus, name in runs.other_vectors(plan.of_profile(params.at(profile))):
        own, file = {corpus: corpora[corpus]}, raw / f"vectors-{name}"
        every = text_items.vectors(VECTORS, params.at(profile), file, own, name)
        ((_, together),) = execution.ensure([every], params.execution, "vectors")
        each = text_items.vectors_of(OF_CORPUS, corpus, corpora[corpus], artifacts.store() / together, name)
        found += execution.ensure([each], params.execution, f"vectors of {corpus}")
    return found


def bert(params: Params, profile: str, declared: Paths, checkpoint: Path | None) -> Done:
    """What the profile's BERT is built from: its checkpoint, or the words of the corpora that the profile
    declares. A user's corpora have no part in it, so that adding one changes no run of another.
    """
    wanted = bert_items.bert(BERT, profile, "bert", params.at(profile).bert, declared, checkpoint)
    return execution.ensure([wanted], params.execution, "bert")


def pieces(params: Params, profile: str, corpora: Paths, bert: Path) -> Done:
    """The word pieces of these corpora for the BERT that was built, then the BERT of each corpus."""
    limit = params.at(profile).bert.limit
    wanted = [bert_items.pieces(PIECES, *corpus, limit, bert) for corpus in corpora.items()]
    done = execution.ensure(wanted, params.execution, "word pieces")
    made = artifacts.folders(done)
    each = [bert_items.occurring(OCCURRING, name, made[f"{name}-pieces"], bert) for name in corpora]
    return [*done, *execution.ensure(each, params.execution, "BERT by corpus")]


def auto(params: Params, profile: str, corpora: Paths, raws: Paths, checkpoint: Path) -> Done:
    """The profile's encoder auto, then each corpus in its pieces. raws: the raw corpora."""
    section = params.at(profile).auto
    made = execution.ensure(
        [bert_items.auto(AUTO, profile, section, checkpoint)], params.execution, "encoder auto"
    )
    (built,) = artifacts.folders(made).values()
    each = [
        bert_items.auto_pieces(
            AUTO_PIECES, params, name, section.limit, {"corpus": path, "raw": raws[name], "auto": built}
        )
        for name, path in corpora.items()
    ]
    return [*made, *execution.ensure(each, params.execution, "pieces by corpus")]


def corpora(params: Params, profile: str, names: Iterable[str]) -> dict[str, Path]:
    """Downloaded and tokenized corpora, by their names, whatever the stages have made of them."""
    found = artifacts.folders(raw.corpora(params, profile, names))
    return artifacts.folders(tokenized(params, profile, found))
