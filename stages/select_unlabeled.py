"""Unlabeled texts for every labeled corpus, into data/unlabeled/<profile>/: sentences drawn from the pool, of
pair tasks half of the training split.
"""

from steady_attention.pipeline import artifacts, execution, folders, items, params, stage
from steady_attention.pipeline.files import read_json

POOL, PAIRS = "steady_attention.unlabeled.selection", "steady_attention.unlabeled.held_out"


def main(arguments: stage.Arguments) -> None:
    """Draw by every strategy of the profile; a profile without a pool has none."""
    settings = params.load()
    drawn = settings.at(arguments.profile).unlabeled
    corpora = settings.labeled(arguments.profile) if drawn else ()
    wanted = [item for corpus in corpora for item in of_corpus(arguments.profile, settings, corpus)]
    done = execution.ensure(wanted, settings.execution, "select_unlabeled")
    pool = {"pool.json": {"pool": drawn.pool if drawn else None}}
    artifacts.fill(folders.unlabeled(arguments.profile), done, beside=pool)


def of_corpus(profile: str, settings: params.Params, corpus: str) -> list[artifacts.Item]:
    """What is drawn for a corpus."""
    if read_json(folders.processed(profile) / corpus / "statistics.json")["pair"]:
        return [items.held_out(PAIRS, profile, settings, corpus)]
    strategies = settings.at(profile).unlabeled.strategies
    return [items.selection(POOL, profile, settings, corpus, strategy) for strategy in strategies]


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
