"""Tokens, vocabularies, splits and word vectors after Jain & Wallace, into data/processed/<profile>/; the
corpora's statistics into reports/<profile>/corpora/.
"""

import shutil

from steady_attention.pipeline import artifacts, execution, folders, items, params, stage
from steady_attention.pipeline.files import replacing

TASK, VECTORS = "steady_attention.text.preprocess", "steady_attention.text.vectors"
OF = "steady_attention.text.vectors_of"


def main(arguments: stage.Arguments) -> None:
    """Tokenize every corpus, then read the vectors of all their words in one pass."""
    settings = params.load()
    profile, texts = settings.at(arguments.profile), settings.texts(arguments.profile)
    wanted = [items.preprocess(TASK, arguments.profile, settings, name) for name in texts]
    corpora = execution.ensure(wanted, settings.execution.jobs, "preprocess")
    made = {item.name: artifacts.store() / fingerprint for item, fingerprint in corpora}
    labeled = {name: made[name] for name in settings.labeled(arguments.profile)}
    together = [items.vectors(VECTORS, arguments.profile, profile, labeled)]
    ((_, every),) = found = execution.ensure(together, settings.execution.jobs, "vectors")
    each = [items.vectors_of(OF, *corpus, artifacts.store() / every) for corpus in labeled.items()]
    done = [*found, *execution.ensure(each, settings.execution.jobs, "vectors by corpus")]
    artifacts.fill(folders.processed(arguments.profile), [*corpora, *done])
    with replacing(folders.corpora(arguments.profile)) as fresh:
        for name, folder in made.items():
            shutil.copyfile(folder / "statistics.json", fresh / f"{name}.json")


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
