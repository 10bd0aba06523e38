"""A small BERT by masked language modelling on a profile's training texts and its pool, into
data/pretrained/<profile>/; how it went, into reports/<profile>/pretraining/. Of a profile whose section
`pretrain` is null the first is empty, and the second says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from steady_attention.pipeline import artifacts, bert_items, execution, folders, items, params, stage
from steady_attention.pipeline.artifacts import Item
from steady_attention.pipeline.files import replacing, write_text
from steady_attention.pipeline.settings import Pretrain
from steady_attention.report import pretraining

DOWNLOAD, PREPROCESS = "steady_attention.corpora.download", "steady_attention.text.preprocess"
BERT, BLOCKS = "steady_attention.text.bert", "steady_attention.pretraining.blocks"
TASK = "steady_attention.pretraining.task"


def main(arguments: stage.Arguments) -> None:
    """Vocabulary and blocks of pieces, then the model, which goes on where it was interrupted."""
    name, settings = arguments.profile, params.load()
    section = settings.at(name).pretrain
    made = [] if section is None else trained(name, settings, section)
    artifacts.fill(folders.pretrained(name), made)
    with replacing(folders.pretraining(name)) as folder:
        files = pretraining.files(name, folders.pretrained(name) / items.BERT, section)
        for file, text in files.items():
            write_text(folder / file, text)


def trained(name: str, settings: params.Params, section: Pretrain) -> list[tuple[Item, str]]:
    """The BERT, finished."""
    processed, labeled = folders.processed(name), settings.labeled(name)
    texts = {text: processed / text for text in settings.texts(name)}
    texts |= further(name, settings, section.texts or ())
    of = {corpus: texts[corpus] for corpus in labeled}
    begun = bert_items.bert(BERT, name, "pretrain", section, of)
    (bert,) = artifacts.folders(execution.ensure([begun], settings.execution, "vocabulary")).values()
    pieces = bert_items.blocks(BLOCKS, section, bert, texts)
    (blocks,) = artifacts.folders(execution.ensure([pieces], settings.execution, "word pieces")).values()
    model = bert_items.pretrained(TASK, section, bert, blocks, settings.execution.device)
    return execution.ensure([model], settings.execution, "pretrain")


def further(name: str, settings: params.Params, corpora: Sequence[str]) -> dict[str, Path]:
    """Corpora beyond the profile's, downloaded and tokenized as those are."""
    wanted = [items.download(DOWNLOAD, settings, corpus) for corpus in corpora]
    raw = artifacts.folders(execution.ensure(wanted, settings.execution, "download"))
    tokenized = [
        replace(items.preprocess(PREPROCESS, name, settings, corpus), inputs={"raw": raw[corpus]})
        for corpus in corpora
    ]
    return artifacts.folders(execution.ensure(tokenized, settings.execution, "preprocess"))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
