"""A small BERT by masked language modelling on a profile's training texts and its pool, into
data/pretrained/<profile>/; how it went, into reports/<profile>/pretraining/. Of a profile whose section
`pretrain` is null the first is empty, and the second says so.
"""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.pretraining.settings import Pretrain
from steady_attention.report import pretraining
from steady_attention.run import bert_items, execution, processed, stage
from steady_attention.settings import params, suites
from steady_attention.store import artifacts, folders
from steady_attention.store.artifacts import Item
from steady_attention.store.files import replacing, write_text

BERT, BLOCKS = "steady_attention.text.bert", "steady_attention.pretraining.blocks"
TASK = "steady_attention.pretraining.task"


def main(arguments: stage.Arguments) -> None:
    """Vocabulary and blocks of pieces, then the model, which goes on where it was interrupted."""
    name, settings = arguments.profile, params.load(arguments.profile)
    section = settings.at(name).pretrain
    made = [] if section is None else trained(name, settings, section)
    artifacts.fill(folders.pretrained(name), made)
    with replacing(folders.pretraining(name)) as folder:
        files = pretraining.files(name, folders.pretrained(name) / suites.BERT, section)
        for file, text in files.items():
            write_text(folder / file, text)


def trained(name: str, settings: params.Params, section: Pretrain) -> list[tuple[Item, str]]:
    """The BERT, finished."""
    profile, kept = settings.at(name), folders.processed(name)
    pool = [profile.unlabeled.pool] if profile.unlabeled else []
    texts = {text: kept / text for text in (*profile.corpora, *pool)}
    texts |= processed.corpora(settings, name, section.texts or ())
    of = {corpus: texts[corpus] for corpus in profile.corpora}
    begun = bert_items.bert(BERT, name, "pretrain", section, of, None)
    (bert,) = artifacts.folders(execution.ensure([begun], settings.execution, "vocabulary")).values()
    pieces = bert_items.blocks(BLOCKS, section, bert, texts)
    (blocks,) = artifacts.folders(execution.ensure([pieces], settings.execution, "word pieces")).values()
    model = bert_items.pretrained(TASK, section, bert, blocks, settings.execution.device)
    return execution.ensure([model], settings.execution, "pretrain")


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
