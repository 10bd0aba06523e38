"""What held and what did not: the verdicts on the papers' claims, of the first profile that judges one."""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from steady_attention.report.claims import SUITES, VERDICTS
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.grid import Grid

UNJUDGED = ("not run", "no test")
OURS = tuple(name for name in VERDICTS[:-1] if name not in UNJUDGED)  # holds, fails, undecided
PRINTED = ("holds", "fails", "not checkable")
SHOWN = 6  # claims of a list
LETTERS = 150  # of a claim and of its evidence


@dataclass(frozen=True)
class Judged:
    """A claim with its verdict on print and ours; profile: the one that gives it."""

    suite: str
    id: str
    claim: str
    printed: str
    ours: str
    profile: str
    evidence: str


def judged(profiles: Sequence[Sources]) -> list[Judged]:
    """Every claim once: by the first profile that judges it, else by the last one."""
    found: dict[tuple[str, str], Judged] = {}
    for source in profiles:
        for suite, rows in source.claims.items():
            for row in rows:
                known = found.get((suite, row["id"]))
                if known is None or known.ours in UNJUDGED:
                    fields = (row[name] for name in ("id", "claim", "printed", "ours"))
                    found[suite, row["id"]] = Judged(suite, *fields, source.profile, row["evidence"])
    return list(found.values())


def table(claims: Sequence[Judged], profiles: Sequence[Sources]) -> Grid:
    """A row a suite: its claims, on print, and in each profile those that it is the first to judge."""
    names = [source.profile for source in profiles]
    rows = []
    for suite in SUITES:
        own = [claim for claim in claims if claim.suite == suite]
        here = [[c for c in own if c.profile == name and c.ours not in UNJUDGED] for name in names]
        left = [str(sum(claim.ours == verdict for claim in own)) for verdict in UNJUDGED]
        cells = (_counts((claim.ours for claim in part), OURS) for part in here)
        printed = _counts((claim.printed for claim in own), PRINTED)
        rows.append([suite, str(len(own)), printed, *cells, *left])
    header = ["suite", "claims", f"on print: {' / '.join(PRINTED)}"]
    header += [f"{name}: {' / '.join(OURS)}" for name in names]
    return Grid("Verdicts", [*header, *UNJUDGED], rows)


def listed(claims: Sequence[Judged], verdict: str) -> Iterator[str]:
    """The claims of a verdict as bullets, those first whose verdict on print is another."""
    own = sorted((c for c in claims if c.ours == verdict), key=lambda c: c.printed == verdict)
    for claim in own[:SHOWN]:
        said = f"{_short(claim.claim)} *{_short(claim.evidence)}*"
        yield f"- `{claim.id}` ({claim.profile}; on print: {claim.printed}): {said}"
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
