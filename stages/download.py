"""Raw corpora and word vectors of a profile, checksums verified, into data/raw/<profile>/."""

from steady_attention.pipeline import artifacts, execution, items, params, stage

TASK = "steady_attention.corpora.download"


def main(arguments: stage.Arguments) -> None:
    """Fetch, or generate, what the profile names."""
    settings = params.load()
    profile = settings.at(arguments.profile)
    wanted = [items.download(TASK, "corpus", name) for name in profile.texts()]
    wanted.append(items.download(TASK, "vectors", profile.vectors))
    done = execution.ensure(wanted, settings.execution.jobs, "download")
    artifacts.fill(items.raw(arguments.profile), done)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
