"""Tokens, vocabularies, splits and word vectors after Jain & Wallace, into data/processed/<profile>/."""

from steady_attention.pipeline import artifacts, execution, items, params, stage

TASK, VECTORS = "steady_attention.text.preprocess", "steady_attention.text.vectors"


def main(arguments: stage.Arguments) -> None:
    """Tokenize every corpus, then read the vectors of all their words in one pass."""
    settings = params.load()
    profile = settings.at(arguments.profile)
    wanted = [items.preprocess(TASK, arguments.profile, profile, name) for name in profile.texts()]
    corpora = execution.ensure(wanted, settings.execution.jobs, "preprocess")
    folders = {item.name: artifacts.store() / fingerprint for item, fingerprint in corpora}
    labeled = {name: folders[name] for name in profile.corpora}
    vectors = [items.vectors(VECTORS, arguments.profile, profile, labeled)]
    done = execution.ensure(vectors, settings.execution.jobs, "vectors")
    artifacts.fill(items.processed(arguments.profile), [*corpora, *done])


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
