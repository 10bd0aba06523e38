"""The unlabeled texts that a profile's runs ask for, into data/unlabeled/<profile>/: sentences drawn from the
pool, of pair tasks half of the training split.
"""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.run import drawn, needs, plan, runs, stage
from steady_attention.settings import params
from steady_attention.store import artifacts, folders


def main(arguments: stage.Arguments) -> None:
    """Draw for every corpus by the strategies that some run of it names."""
    name, settings = arguments.profile, params.load(arguments.profile)
    profile, processed = settings.at(name), folders.processed(name)
    wanted = runs.draws(plan.of_profile(profile))
    there = {corpus: processed / corpus for corpus in needs.texts(settings, name)}
    there |= {f"{corpus}-vectors": processed / f"{corpus}-vectors" for corpus, _ in wanted}
    done = drawn.unlabeled(settings, name, wanted, there)
    pool = {"pool.json": {"pool": profile.unlabeled.pool if profile.unlabeled else None}}
    artifacts.fill(folders.unlabeled(name), done, beside=pool)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
