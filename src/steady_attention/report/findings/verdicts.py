"""What held and what did not: a profile's verdicts on the papers' claims, rows of claims.csv by suite."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from steady_attention.claims import VERDICTS
from steady_attention.printed import SUITES
from steady_attention.report.tables.grid import Grid

UNJUDGED = ("not run", "no test")
OURS = tuple(name for name in VERDICTS[:-1] if name not in UNJUDGED)  # holds, fails, undecided
PRINTED = ("holds", "fails", "not checkable")
SHOWN = 6  # claims of a list
LETTERS = 150  # of a claim and of its evidence
Claims = Mapping[str, Sequence[Mapping[str, str]]]


def table(claims: Claims) -> Grid:
    """A row for each suite: its claims, on print and here."""
    rows = []
    for suite in SUITES:
        own = claims.get(suite, ())
        printed, ours = (Counter(claim[name] for claim in own) for name in ("printed", "ours"))
        counts = (
            " / ".join(str(of[name]) for name in names) for of, names in ((printed, PRINTED), (ours, OURS))
        )
        rows.append([suite, str(len(own)), *counts, *(str(ours[name]) for name in UNJUDGED)])
    header = ["suite", "claims", f"on print: {' / '.join(PRINTED)}", f"here: {' / '.join(OURS)}"]
    return Grid("Verdicts", [*header, *UNJUDGED], rows)


def listed(claims: Claims, verdict: str) -> Iterator[str]:
    """The claims of a verdict as bullets, those first whose verdict on print is another."""
    own = [claim for of_suite in claims.values() for claim in of_suite if claim["ours"] == verdict]
    for claim in sorted(own, key=lambda claim: claim["printed"] == verdict)[:SHOWN]:
        said = f"{_short(claim['claim'])} *{_short(claim['evidence'])}*"
        yield f"- `{claim['id']}` (on print: {claim['printed']}): {said}"
    if len(own) > SHOWN:
        yield f"- and {len(own) - SHOWN} more, in `claims.md` of each suite"
    if not own:
        yield "- none"


def _short(text: str) -> str:
    """The text up to LETTERS, in Markdown that shows it as it is."""
    short = textwrap.shorten(text, LETTERS, placeholder=" …")
    return re.sub(r"([*_`<\\])", r"\\\1", short)
