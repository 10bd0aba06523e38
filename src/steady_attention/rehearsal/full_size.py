"""What a rehearsal cannot meet: whether the published files hold as many texts as a profile asks for."""

from steady_attention import corpora
from steady_attention.run import plan, runs
from steady_attention.settings.sections import Profile
from steady_attention.store import folders


def lacking(name: str, profile: Profile) -> list[str]:
    """A line for each amount of unlabeled texts that is more than the published files hold.

    Of a pair's texts half of the training split is unlabeled.
    """
    lines, asked = [], profile.unlabeled
    where = folders.settings(name)
    drawn = {runs.draw(run) for run in plan.of_profile(profile)} - {None}
    of_pool = {way.pool for way in drawn if way.strategy != runs.HELD_OUT}
    pools = {asked.pool: asked.amount} if None in of_pool else {}
    pools |= {pool: asked.further[pool] for pool in of_pool - {None}}
    for pool, amount in pools.items():
        there = (corpora.get(pool).expected or {}).get("pool", amount)
        if there < amount:
            lines.append(
                f"`{where}`: `unlabeled` asks for {amount:,} sentences of {pool}, which has {there:,}: "
                "`select_unlabeled` would stop"
            )
    return lines + _halves(profile)


def _halves(profile: Profile) -> list[str]:
    most: dict[str, int] = {}
    for run in plan.of_profile(profile):
        variant = dict(run.variant)
        if "labeled" in variant:
            most[run.dataset] = max(most.get(run.dataset, 0), variant.get("unlabeled", 0))
    lines = []
    for corpus, asked in most.items():
        train = (corpora.get(corpus).expected or {}).get("train", 2 * asked)
        if (there := train - train // 2) < asked:  # the larger half, see unlabeled/held_out.py
            lines.append(
                f"runs on {corpus} ask for {asked:,} unlabeled texts, and half of train is {there:,}"
            )
    return lines
