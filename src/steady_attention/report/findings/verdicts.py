"""What held and what did not: a profile's verdicts on the papers' claims."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from steady_attention.claims import VERDICTS
from steady_attention.printed import SUITES
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.grid import Grid

UNJUDGED = ("not run", "no test")
OURS = tuple(name for name in VERDICTS[:-1] if name not in UNJUDGED)  # holds, fails, undecided
PRINTED = ("holds", "fails", "not checkable")
SHOWN = 6  # claims of a list
LETTERS = 150  # of a claim and of its evidence


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict on print and ours."""

    suite: str
    id: str
    claim: str
    printed: str
    ours: str
    evidence: str


def judged(source: Sources) -> list[Judged]:
    """Every claim."""
    return [
        Judged(suite, *(row[name] for name in ("id", "claim", "printed", "ours", "evidence")))
        for suite, rows in source.claims.items()
        for row in rows
    ]


def table(claims: Sequence[Judged]) -> Grid:
    """A row for each suite: its claims, on print and here."""
    rows = []
    for suite in SUITES:
        own = [claim for claim in claims if claim.suite == suite]
        printed = _counts((claim.printed for claim in own), PRINTED)
        left = [str(sum(claim.ours == verdict for claim in own)) for verdict in UNJUDGED]
        rows.append([suite, str(len(own)), printed, _counts((claim.ours for claim in own), OURS), *left])
    header = ["suite", "claims", f"on print: {' / '.join(PRINTED)}", f"here: {' / '.join(OURS)}"]
    return Grid("Verdicts", [*header, *UNJUDGED], rows)


def listed(claims: Sequence[Judged], verdict: str) -> Iterator[str]:
    """The claims of a verdict as bullets, those first whose verdict on print is another."""
    own = sorted((c for c in claims if c.ours == verdict), key=lambda c: c.printed == verdict)
    for claim in own[:SHOWN]:
        said = f"{_short(claim.claim)} *{_short(claim.evidence)}*"
        yield f"- `{claim.id}` (on print: {claim.printed}): {said}"
    if len(own) > SHOWN:
        yield f"- and {len(own) - SHOWN} more, in `claims.md` of each suite"
    if not own:
        yield "- none"


def _short(text: str) -> str:
    """The text up to LETTERS, in Markdown that shows it as it is."""
    short = textwrap.shorten(text, LETTERS, placeholder=" …")
    return re.sub(r"([*_`<\\])", r"\\\1", short)


def _counts(verdicts: Iterator[str], wanted: Sequence[str]) -> str:
    counted = Counter(verdicts)
    return " / ".join(str(counted[verdict]) for verdict in wanted)
