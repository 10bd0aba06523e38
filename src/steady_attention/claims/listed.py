"""The claims of a suite as a page, claims.md: a short block a claim under its verdict; last the rules."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from steady_attention.claims.shown import compared
from steady_attention.claims.verdict import PRINTED, RESOLVED, VERDICTS
from steady_attention.settings.looks import Look

BY_CONSTRUCTION = "by construction"  # of a verdict that equal numbers or a method's start decide
HEAD = """# Claims: {suite}

{amount} claims. Here: {ours}. At the last epoch: {last}. On print: {printed}.

A margin is that of the comparison that decides: positive in favour, with its interval over the seeds. The end
of this page tells how a claim is judged; claims.csv has all as numbers.
"""
RULES = """## How a claim is judged

A claim stands under its verdict on the runs of this profile, at the epoch that the dev split chose, as in the
papers' tables. *On print* is the verdict on the paper's own numbers; *at the last epoch* that at the last
epoch, which was fixed in advance. SEAT and VIB begin at the epoch of vanilla that dev chose, so a claim whose
subjects are these alone compares them with that epoch of vanilla there. F1 of two classes is that of class 1;
*by the F1 of class 0* is said where the verdict would be another (REPRODUCTION.md 8).

- **holds**: every comparison that the claim makes (or as many as it asks for) is in favour.
- **fails**: one is against, of a claim on all of them; or too many are, of one that asks for a number. Of
  nine of ten that is two, also where fewer than ten were run.
- **holds where run**, **fails where run**: so on what was run; a part of the claim's domain was not, and the
  evidence names it. A claim on all comparisons that fails on a part cannot be mended by the rest. A claim
  on most comparisons is judged on most of those that were run.
- **undecided**: neither; the evidence says how many seeds would decide it.
- **below resolution**: more than {resolved} seeds would be needed.
- **not run**: no comparison can be made. **no test**: no comparison of scores says what the claim says.
- **not checkable** (on print): the paper does not print the numbers, or not their unit.
- **{by_construction}**: the numbers compared are the same at every seed, or the method begins where the claim
  is true (or cannot become true). Such a verdict says little of training, and is counted apart.

The evidence names the comparison that decided, and tells how many are for, against and open. Of a claim on
all of them it is the weakest one, or the one most against, by the margin over the width of its interval. Of
one that asks for a number it is the last that was needed. Its values
are mean ± standard deviation over the seeds, in the paper's unit (per cent, or fractions in SEAT); its
*margin* is positive in favour. In brackets stands the margin's interval over the seeds: Student's t of the
margins seed by seed (paired: a margin compares runs of the same seed). A comparison is in favour if its low
end is above 0, and against if its high end is below. A comparison of fewer than three seeds counts as not
run.

**Error rates.** A claim that is not true is said to hold in at most 5 % of cases, one that is true is said to
fail in at most 5 %, if it is judged once. REPRODUCTION.md 16 says what further looks add. Nothing corrects
for the number of claims. The rates are of the seeds alone: the test split is one, and other texts would add a
spread that no number of seeds shows.

Of a claim that w of m comparisons be so, the low ends have the one-sided error rate 5 % / (m - w + 1) and the
high ends 5 % / w (partial conjunctions, Benjamini & Heller 2008): for all m, low ends of 5 % each, since all
must be in favour (intersection-union test, Berger 1982), and high ends of 5 % / m, since one against is
enough (Bonferroni). So an interval may reach farther on one side. A claim of equality holds if the signed
difference lies inside the bound by two one-sided tests (Schuirmann 1987). The settling of a curve, the best
of several and a rank correlation are judged by the least and the most that they can be while all differences
behind them are in their intervals. Distances between seeds have the wider interval of the jackknife, since
pairs share seeds; they are compared where both sides have the same seeds. Fewer than five seeds that agree to
the last digit have no interval: scores come in steps, and few seeds agree by chance. Nor have five or more,
unless the weights are the same, as the entropy of attention and its correlation with gradients then are to
the last digit. Two that are the same are equal, and what is equal is not better. Methods that are the same by
mathematics (REPRODUCTION.md 33 and 35) are equal with any number of seeds. Their comparisons count once,
except in a claim on at least n of m.

**Seeds needed** is the smallest number with which the claim, by whichever of its comparisons, would be
decided if means and spread stayed as they are: optimistic. With three seeds (two degrees of freedom) the 5 %
quantile of Student's t is 2.9 and that of 5 % / 20 is 14.1; with ten seeds 1.8 and 3.7.

claims.csv has the same as numbers: `margin`, `low`, `high` (empty: unbounded) and `unit` of the comparison
that decided, its `seeds`; `seeds_needed` of what is not decided (`inf`: more than 10,000); of how many scores
the claim speaks (`cells_wanted`) and how many of these there are (`cells_used`); how many of the printed
numbers behind `on_print` the tables mark with † (`doubted`); what decides a claim
{by_construction} (`by_construction`); the verdict by the F1 of class 0 (`verdict_class_0`).
"""
LOOKS = """\
**Looks.** A comparison is judged at {looks}, with these error rates in the place of 5 %, which
their sum does not exceed. One that a look decides stays so, but for distances between seeds; an open one
takes part in the next.
"""


def markdown(
    table: Sequence[Mapping[str, str]], suite: str, declared: Iterable[Mapping], looks: Sequence[Look] = ()
) -> str:
    """The page. table: rows of claims.csv; declared: the same claims of claims.yaml."""
    counts = {
        name: counted(table, column)
        for name, column in (("printed", "on_print"), ("ours", "verdict"), ("last", "verdict_last"))
    }
    parts = [HEAD.format(suite=suite, amount=len(table), **counts)]
    for verdict in VERDICTS:
        own = [row for row in table if row["verdict"] == verdict]
        if own:
            blocks = "\n".join("\n".join(_block(row)) for row in own)
            parts.append(f"## {verdict[0].upper()}{verdict[1:]}: {len(own)}\n\n{blocks}\n")
    parts.append(RULES.format(resolved=RESOLVED, by_construction=BY_CONSTRUCTION))
    if looks:
        each = ", ".join(f"{look.seeds} seeds ({100 * look.error:g} %)" for look in looks)
        parts.append(LOOKS.format(looks=each))
    return "\n".join([*parts, *differing(declared)])


def _block(row: Mapping[str, str]) -> Iterator[str]:
    """The sentence with its margin, what else is said of it, and the evidence."""
    numbers = []
    if row["margin"]:
        needed = f" (the claim needs {row['seeds_needed']})" if row["seeds_needed"] else ""
        told = compared(row)
        told = told if told.startswith("difference") else f"margin {told}"
        numbers.append(f"{told[0].upper()}{told[1:]}, {row['seeds']} seeds{needed}.")
    if row["by_construction"]:
        numbers.append(f"Decided {BY_CONSTRUCTION}.")
    yield " ".join([f"- **{_plain(row['claim'])}**", *numbers])
    others = f"On print: {row['on_print']}. At the last epoch: {row['verdict_last']}."
    if row["verdict_class_0"] != row["verdict"]:
        others += f" By the F1 of class 0: {row['verdict_class_0']}."
    yield f"  `{row['id']}` ({row['paper']}: {_plain(row['where'])}). {others}  "
    yield f"  {_plain(row['evidence'])}"


def _plain(text: str) -> str:
    """A text in Markdown that shows it as it is."""
    return text.replace("*", r"\*").replace("<", r"\<")


def counted(table: Sequence[Mapping[str, str]], column: str) -> str:
    """How many claims have each verdict, in words; those that are so by construction apart."""
    known = PRINTED if column == "on_print" else VERDICTS
    made = {row["id"] for row in table if row["by_construction"]} if column == "verdict" else set()
    counts = Counter((row[column], row["id"] in made) for row in table)
    texts = {
        (verdict, apart): f"{verdict} {BY_CONSTRUCTION}" * apart or verdict
        for verdict in known
        for apart in (0, 1)
    }
    return ", ".join(f"{counts[key]} {text}" for key, text in texts.items() if counts[key])


def differing(declared: Iterable[Mapping]) -> list[str]:
    """The claims whose tests demand more or less than their sentences, as a list in Markdown."""
    lines = [f"- `{claim['id']}`: {claim['test_differs']}." for claim in declared if "test_differs" in claim]
    head = (
        "Tests that demand more than the sentence (the claim may fail where it is true), or less (it may hold"
    )
    return [f"{head}\nwhere it is not), or both:", "", *lines, ""] if lines else []
