"""The text of reports/FINDINGS.md: fixed words around what was counted; no sentence depends on a number's
size.
"""

from collections.abc import Sequence

from steady_attention.report.findings import cost, pairs, verdicts
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.grid import Grid

PROOF = "tests/methods/test_differences.py"  # of the identity; a test looks whether it is there
HEAD = """# Findings

Written by the stage `findings` (stages/findings.py) from the verdicts, scores and times below
{folders}; a later profile speaks where an earlier one has no run. Numbers: mean ±
sample standard deviation over seeds (how many). A profile's page, `index.html`, has every table and figure,
what was run, and what was not.

## What held, and what did not

How a claim is judged: `claims.md` of a suite, in `reports/<profile>/<suite>/tables`. A count of a profile
is of the claims that no earlier profile judges; not run: in none of them; no test: no comparison of scores
says what the claim says. Undecided: an interval reaches both sides, or there are fewer than three seeds, or a
part of the claim's domain is not run; it does not mean that nothing differs.

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
COST = """
## What each method costs, and what it gives

Profile {profile}: {place}.
Training time is what the record of each run says, with as many epochs as it took and whatever ran beside
it, over that of vanilla with the same seed. How rough that is, the two times of attention_at and
attention_iat show, which make the same updates; benchmarks/README.md times steps alone.
{begun} begin from a trained vanilla run, whose time is not in theirs. Memory is not recorded.

{table}"""
NONE = "No run of these profiles has it.\n"


def findings(profiles: Sequence[Sources]) -> str:
    """The page of the profiles, the most telling first."""
    claims = verdicts.judged(profiles)
    folders = " and ".join(f"`reports/{source.profile}`" for source in profiles)
    head = HEAD.format(
        folders=folders, table=verdicts.table(claims, profiles).markdown(),
        holds="\n".join(verdicts.listed(claims, "holds")),
        fails="\n".join(verdicts.listed(claims, "fails")),
    )  # fmt: skip
    identity = IDENTITY.format(proof=f"`{PROOF}`", table=_table(pairs.twins(profiles)))
    selection = SELECTION.format(table=_table(pairs.selection(profiles)))
    return head + identity + selection + _cost(profiles)


def _cost(profiles: Sequence[Sources]) -> str:
    source = next((one for one in profiles if len(one.cross)), None)
    if source is None:
        return "\n## What each method costs, and what it gives\n\n" + NONE
    begun = " and ".join(cost.FROM_VANILLA)
    place = ", ".join(cost.place(source)) + " attention"
    table = _table(cost.table(source))
    return COST.format(profile=source.profile, place=place, begun=begun, table=table)


def _table(grid: Grid) -> str:
    return grid.markdown() if grid.rows else NONE
