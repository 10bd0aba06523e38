"""Tokens, vocabularies, splits and word vectors after Jain & Wallace, and the word pieces for BERT, into
data/processed/<profile>/; the corpora's statistics into reports/<profile>/corpora/.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from steady_attention.pipeline import artifacts, bert_items, execution, folders, items, params, stage
from steady_attention.pipeline.files import replacing

TASK, VECTORS = "steady_attention.text.preprocess", "steady_attention.text.vectors"
OF = "steady_attention.text.vectors_of"
BERT, PIECES = "steady_attention.text.bert", "steady_attention.text.pieces"


def main(arguments: stage.Arguments) -> None:
    """Tokenize every corpus, then read the vectors of all their words in one pass."""
    settings = params.load()
    profile, texts = settings.at(arguments.profile), settings.texts(arguments.profile)
    wanted = [items.preprocess(TASK, arguments.profile, settings, name) for name in texts]
    corpora = execution.ensure(wanted, settings.execution, "preprocess")
    made = artifacts.folders(corpora)
    labeled = {name: made[name] for name in settings.labeled(arguments.profile)}
    together = [items.vectors(VECTORS, arguments.profile, profile, labeled)]
    ((_, every),) = found = execution.ensure(together, settings.execution, "vectors")
    each = [items.vectors_of(OF, *corpus, artifacts.store() / every) for corpus in labeled.items()]
    done = [*found, *execution.ensure(each, settings.execution, "vectors by corpus")]
    done += of_bert(arguments.profile, settings, labeled)
    artifacts.fill(folders.processed(arguments.profile), [*corpora, *done])
    with replacing(folders.corpora(arguments.profile)) as fresh:
        for name, folder in made.items():
            shutil.copyfile(folder / "statistics.json", fresh / f"{name}.json")


def of_bert(
    name: str, settings: params.Params, labeled: Mapping[str, Path]
) -> list[tuple[artifacts.Item, str]]:
    """What the profile's BERT is built from, and every labeled corpus's word pieces; nothing without one."""
    bert = settings.at(name).bert
    if bert is None:
        return []
    made = execution.ensure([bert_items.bert(BERT, name, "bert", bert, labeled)], settings.execution, "bert")
    ((_, built),) = made
    each = [
        bert_items.pieces(PIECES, *corpus, bert.limit, artifacts.store() / built)
        for corpus in labeled.items()
    ]
    return [*made, *execution.ensure(each, settings.execution, "word pieces")]


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
