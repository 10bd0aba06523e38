"""What held and what did not: a profile's verdicts on the papers' claims, rows of claims.csv by suite."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from steady_attention.claims.listed import BY_CONSTRUCTION
from steady_attention.claims.shown import compared
from steady_attention.claims.verdict import DECIDED, PRINTED
from steady_attention.printed import SUITES
from steady_attention.report.tables.grid import Grid

SHOWN = 1  # claims of a list
NAMES = 2  # of claims in a row; claims.md of each suite has all
COLUMNS = {  # of the table: verdicts that are counted together
    "hold": ("holds", "holds where run"),
    "fail": ("fails", "fails where run"),
    "open": ("undecided", "below resolution"),
    "no run or test": ("not run", "no test"),
}
SAID = (
    "of the papers' {claims} claims {hold} hold and {fail} fail on what was run{made}; {open} stay open, and "
    "{no run or test} have no run or no test."
)
MADE = ", {} and {} of them by construction, not by training"
Claims = Mapping[str, Sequence[Mapping[str, str]]]


def said(claims: Claims) -> str:
    """The verdicts on all claims, counted in sentences."""
    made = [
        sum(
            bool(claim["by_construction"]) and claim["verdict"].startswith(verdict)
            for own in claims.values()
            for claim in own
        )
        for verdict in DECIDED[:2]
    ]
    return SAID.format(**counted(claims), made=MADE.format(*made) if any(made) else "")


def table(claims: Claims) -> Grid:
    """A row for each suite: its claims here, how many of those that are decided are so by construction, and
    on print.
    """
    rows = []
    for suite in SUITES:
        own = claims.get(suite, ())
        printed = Counter(claim["on_print"] for claim in own)
        made = sum(bool(claim["by_construction"]) for claim in own if claim["verdict"] in DECIDED)
        counts = [*counted({suite: own}).values(), made]
        rows.append([suite, *map(str, counts), " / ".join(str(printed[name]) for name in PRINTED)])
    header = ["suite", "claims", *COLUMNS, BY_CONSTRUCTION, f"print: {'/'.join(PRINTED)}"]
    return Grid("Verdicts", header, rows)


def counted(claims: Claims) -> dict[str, int]:
    """How many claims there are, and how many of each column."""
    found = Counter(claim["verdict"] for own in claims.values() for claim in own)
    sums = {name: sum(found[verdict] for verdict in verdicts) for name, verdicts in COLUMNS.items()}
    return {"claims": found.total(), **sums}


def listed(claims: Claims, verdict: str) -> Iterator[str]:
    """The claims that hold, or fail, on all or on what was run, as bullets, those together that the same
    comparison decides: first those of the most seeds, last those that are so by construction. The
    first SHOWN, and how many more claims.md of each suite has.
    """
    every = [claim for of_suite in claims.values() for claim in of_suite]
    own = [claim for claim in every if claim["verdict"] in DECIDED and claim["verdict"].startswith(verdict)]
    own.sort(key=lambda claim: (bool(claim["by_construction"]), -int(claim["seeds"] or 0)))
    groups: dict[str, list[Mapping[str, str]]] = {}
    for claim in own:
        groups.setdefault(
            claim["by_construction"] + decisive(claim["evidence"]).partition(": margin")[0], []
        ).append(claim)
    shown = list(groups.values())
    more = sum(map(len, shown[SHOWN:]))
    for number, group in enumerate(shown[:SHOWN], start=1):
        first = group[0]
        said = [_told(first), f"on print: {first['on_print']}"]
        said += [f"{BY_CONSTRUCTION}: {first['by_construction']}"] if first["by_construction"] else []
        names = _named(claim["id"] for claim in group)
        rest = f" And {more} more." if more and number == SHOWN else ""
        yield f"- {_plain(first['claim'])} ({names}): {'; '.join(filter(None, said))}.{rest}"
    if not own:
        yield "- none"


def _told(claim: Mapping[str, str]) -> str:
    """The margin that decides, where it was measured, and over how many seeds; empty without one."""
    numbers = compared(claim)
    found = re.search(r" on (\w+)[,:]", decisive(claim["evidence"]))
    where = f" on {found[1]}" if found else ""
    return f"{numbers}{where}, {claim['seeds']} seeds" if numbers and claim["seeds"] else numbers


def decisive(evidence: str) -> str:
    """Of a claim's evidence the comparison that decides it, as it is wanted, with its margin."""
    _, wanted, rest = evidence.partition("wanted ")
    return rest.partition(". ")[0] if wanted else evidence


def turned(claims: Claims, other: str) -> str:
    """How many claims are decided one way at the epoch chosen on dev, by the F1 of class 1, and otherwise, or
    not, by the column `other`, or the other way round.
    """
    found = 0
    for claim in (one for of_suite in claims.values() for one in of_suite):
        pair = {claim[name].removesuffix(" where run") for name in ("verdict", other)}
        found += len(pair) == 2 and bool(pair & {*DECIDED}) and "not run" not in pair
    return f"{found} verdict{'' if found == 1 else 's'}"


def _named(ids: Iterable[str]) -> str:
    """The first NAMES of the claims, and how many more there are."""
    names = [f"`{name}`" for name in ids]
    more = [f"and {len(names) - NAMES} more"] if len(names) > NAMES else []
    return ", ".join(names[:NAMES] + more)


def _plain(text: str) -> str:
    """The sentence without its full stop, in Markdown that shows it as it is."""
    return re.sub(r"([*_`<\\])", r"\\\1", text.removesuffix("."))
