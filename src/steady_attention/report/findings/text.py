"""The texts of FINDINGS.md and costs.md: fixed words around what was counted; no sentence depends on a
number's size.
"""

from steady_attention.report.findings import cost, pairs, times, verdicts
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.grid import Grid, bullets

PROOF = "tests/methods/test_differences.py"  # of the identity; a test looks whether it is there
HEAD = """# Findings

Written by the stage `findings` (stages/findings.py) from the verdicts and scores below
`{folder}`{commit}.
Numbers: mean ± sample standard deviation over seeds (how many). `index.html` beside this file has every table
and figure, what was run, and what was not; `costs.md` says what each method costs.

## What held, and what did not

How a claim is judged: `claims.md` of a suite, in `<suite>/tables` beside this file. Not run: this profile has
no run for it. No test: no comparison of scores says what the claim says. Undecided: an interval reaches both
sides, or there are fewer than three seeds, or a part of the claim's domain is not run; it does not mean that
nothing differs.

{table}
**Holds here:**

{holds}

**Fails here:**

{fails}
"""
IDENTITY = """
## Attention iAT as its equations stand is Attention AT

Eqs. 7 to 13 of Kitada & Iyatomi (2022) restrict the perturbation to differences between words' attention
scores. With each difference of unit length, as printed, the restricted direction is the unrestricted one,
by mathematics;
{proof} checks it on random gradients.
So runs with the same settings should give the same numbers, those of iVAT and VAT up to the random start.
Other readings of the equations are variants (`direction`) and are not counted here. Of the test scores, as
`scores.csv` has them, to six decimals:

{table}"""
SELECTION = """
## Choosing the epoch on the test split

The published code of SEAT chooses the model by its test score (`as_published: true`). A positive
difference is what that choice adds to the number that is then reported; here the same run, chosen on dev,
stands beside it.

{table}"""
COST = """# Time and cost

Written by the stage `findings` from the records in `timings/`. Times differ from one machine to the next, so
DVC does not hash this file.

## What each method costs, and what it gives

{place}
Training time is what the record of each run says, with as many epochs as it took and whatever ran beside
it, over that of vanilla with the same seed. How rough that is, the two times of attention_at and
attention_iat show, which make the same updates; benchmarks/README.md times steps alone.
{begun} begin from a trained vanilla run, whose time is not in theirs. Memory is not recorded.

{table}
## Time and hardware

{times}
{notes}"""
NONE = "No run of this profile has it.\n"


def findings(source: Sources, commit: str | None) -> str:
    """The page of a profile. commit: of its evaluations, None where git keeps none."""
    claims = verdicts.judged(source)
    head = HEAD.format(
        folder=f"reports/{source.profile}",
        commit=f", of commit {commit}" if commit else "",
        table=verdicts.table(claims).markdown(),
        holds="\n".join(verdicts.listed(claims, "holds")),
        fails="\n".join(verdicts.listed(claims, "fails")),
    )
    identity = IDENTITY.format(proof=f"`{PROOF}`", table=_table(pairs.twins(source)))
    return head + identity + SELECTION.format(table=_table(pairs.selection(source)))


def costs(source: Sources) -> str:
    """What the methods of a profile cost, and the time of every stage."""
    begun = " and ".join(cost.FROM_VANILLA)
    place, table = "No run has a cross table's place.", NONE
    if len(source.cross):
        place = f"At {', '.join(cost.place(source))} attention."
        table = _table(cost.table(source))
    timed = times.times(source.timings)
    return COST.format(place=place, begun=begun, table=table, times=_table(timed), notes=bullets(timed.notes))


def _table(grid: Grid) -> str:
    return grid.markdown() if grid.rows else NONE
