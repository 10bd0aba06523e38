"""Seeds by need: claims are judged at looks that are fixed in advance, each with a share of the error rate.

A comparison is in favour, or against, where it is so at one of its looks. A look at n seeds reads the seeds 0
to n - 1 and no others, and errs in `error` at most. Together the looks err in the sum of these at most. This
is alpha spending in the form of Bonferroni; Lan & DeMets 1983 spend less, for statistics of a known joint
law. So more seeds undo no decision, whatever made one run them, and only an open comparison needs more. To
stop without a decision costs no error. Distances between seeds are the exception: one of a seed is a mean
over all others, so two methods have them compared only while both have the same seeds.
"""

from collections.abc import Sequence

from steady_attention.claims import intervals
from steady_attention.claims.intervals import ERROR, Errors, Finding
from steady_attention.claims.terms import Part, Term
from steady_attention.settings.looks import Look
from steady_attention.store.errors import UserError

ROUNDING = 1e-9  # of a sum of error rates


def check(looks: Sequence[Look]) -> None:
    """Raise UserError unless seeds grow from look to look and the error rates come to ERROR at most."""
    seeds, spent = [look.seeds for look in looks], sum(look.error for look in looks)
    if seeds != sorted(set(seeds)) or any(one < intervals.MINIMUM_SEEDS for one in seeds):
        raise UserError(
            f"looks: expected numbers of seeds that grow, from {intervals.MINIMUM_SEEDS} on, got {seeds}: "
            "set them in the settings.yaml of the profile"
        )
    if spent > ERROR + ROUNDING:
        raise UserError(
            f"looks: the error rates come to {spent:g}, expected {ERROR:g} at most, which is what a verdict "
            "states: lower them in the settings.yaml of the profile"
        )


def reached(term: Term, looks: Sequence[Look]) -> list[Look]:
    """The looks for which a term's scores share the seeds."""
    seeds = set(intervals.common_seeds(term.scores))
    return [look for look in looks if seeds.issuperset(range(look.seeds))]


def finding(term: Term, allowed: Errors, looks: Sequence[Look]) -> Finding:
    """The interval of a term at the first look that decides it, else at the last one that it has; without
    looks over all its seeds. allowed: the error rates of all looks together.
    """
    if not looks:
        return intervals.finding(intervals.measured(term), allowed)
    found = intervals.unknown(term)
    for look in reached(term, looks):
        share = look.error / ERROR
        at = Errors(allowed.low * share, allowed.high * share)
        found = intervals.finding(intervals.measured(term, look.seeds), at)
        if decided(found):
            break
    return found


def decided(finding: Finding) -> bool:
    """Whether a comparison is surely in favour or surely against."""
    return intervals.favourable(finding) or intervals.adverse(finding)


def findings(chosen: Sequence[Part], looks: Sequence[Look] = ()) -> list[list[Finding]]:
    """For every part and term its finding."""
    return [
        [finding(term, allowed, looks) for term in part.terms]
        for part, allowed in zip(chosen, intervals.errors(chosen), strict=True)
    ]


def undecided(chosen: Sequence[Part], looks: Sequence[Look]) -> list[Term]:
    """The terms that no look decides, those of too few seeds for any among them."""
    return [one.term for of_part in findings(chosen, looks) for one in of_part if not decided(one)]
