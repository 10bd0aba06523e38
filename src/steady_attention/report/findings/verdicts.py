"""What held and what did not: a profile's verdicts on the papers' claims, rows of claims.csv by suite."""

import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from steady_attention.claims import BY_START
from steady_attention.claims.verdict import DECIDED, PRINTED, VERDICTS
from steady_attention.printed import SUITES
from steady_attention.report.tables.grid import Grid

SHOWN = 6  # claims of a list
LETTERS = 150  # of a claim and of its evidence
Claims = Mapping[str, Sequence[Mapping[str, str]]]


def table(claims: Claims) -> Grid:
    """A row for each suite: its claims, on print and here; those that a method's start decides apart."""
    rows = []
    for suite in SUITES:
        own = claims.get(suite, ())
        printed = Counter(claim["on_print"] for claim in own)
        ours = Counter(BY_START if claim["by_start"] else claim["verdict"] for claim in own)
        counts = " / ".join(str(printed[name]) for name in PRINTED)
        rows.append([suite, str(len(own)), counts, *(str(ours[name]) for name in (*VERDICTS, BY_START))])
    header = ["suite", "claims", f"on print: {' / '.join(PRINTED)}", *VERDICTS, f"decided {BY_START}"]
    return Grid("Verdicts", header, rows)


def listed(claims: Claims, verdict: str) -> Iterator[str]:
    """The claims that hold, or fail, on all or on what was run, as bullets: those first whose verdict on
    print is another, last those that a method's start decides.
    """
    every = [claim for of_suite in claims.values() for claim in of_suite]
    own = [claim for claim in every if claim["verdict"] in DECIDED and claim["verdict"].startswith(verdict)]
    ordered = sorted(own, key=lambda claim: (bool(claim["by_start"]), claim["on_print"] == verdict))
    for claim in ordered[:SHOWN]:
        how = claim["verdict"].removeprefix(verdict) + (f" {BY_START}" if claim["by_start"] else "")
        said = f"{_short(claim['claim'])} *{_short(claim['evidence'])}*"
        yield f"- `{claim['id']}` ({', '.join(filter(None, (how.strip(), _print(claim))))}): {said}"
    if len(own) > SHOWN:
        yield f"- and {len(own) - SHOWN} more, in `claims.md` of each suite"
    if not own:
        yield "- none"


def turned(claims: Claims) -> Iterator[str]:
    """The claims whose verdict turns on the selection of the epoch, a bullet for each pair of verdicts: those
    that are decided one way at the epoch chosen on dev, and otherwise, or not, at the last one.
    """
    found = defaultdict(list)
    for claim in (claim for of_suite in claims.values() for claim in of_suite):
        pair = (claim["verdict"], claim["verdict_last"])
        if len(set(pair)) == 2 and {*pair} & {*DECIDED} and "not run" not in pair:
            found[pair].append(f"`{claim['id']}`")
    for (chosen, last), names in sorted(found.items()):
        yield f"- {chosen} at the chosen epoch, {last} at the last: {', '.join(names)}"
    if not found:
        yield "- none"


def _print(claim: Mapping[str, str]) -> str:
    return f"on print: {claim['on_print']}"


def _short(text: str) -> str:
    """The text up to LETTERS, in Markdown that shows it as it is."""
    short = textwrap.shorten(text, LETTERS, placeholder=" …")
    return re.sub(r"([*_`<\\])", r"\\\1", short)
