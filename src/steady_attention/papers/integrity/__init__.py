"""Where the papers' printed numbers contradict definitions or one another: reports/integrity.md."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from steady_attention.claims.declarations import declared, on_print
from steady_attention.papers.integrity import kitada, seat, zhou
from steady_attention.papers.integrity.facts import Facts, stated
from steady_attention.printed import doubts, search
from steady_attention.report.tables.grid import Grid

CHECKS = {
    "seat": seat.CHECKS,
    "attention_vat": kitada.CHECKS,
    "attention_vat_ja": kitada.CHECKS_JA,
    "vib": zhou.CHECKS,
}
IN_WORDS = "words"  # nothing that a table prints
HEAD = """# Integrity of the printed numbers

Made from the papers' printed numbers alone (`reported.yaml`); no run of this project has a part in it. Why a
number is as it is, is not said.

A number of a table that is impossible, that contradicts another one, or whose row has another row's numbers
is no target: the tables mark it with † and print no difference. The first list below counts these cells, by
the reason; a cell may have several. Entries that set numbers against a sentence, or are about a figure, mark
no number, but for the ticks of a table that sentences contradict. Suspicious entries mark none either, except
three numbers in the last lines of that list: what no other reason marks stays a target.

Most of SEAT's TVD are above 1: possible as a sum over a batch of 32 texts or in per cent; which, is not said.
So all TVD are marked; they stand beside the first of these readings. Comprehensiveness, too, is marked
throughout: most of it is above 1.

"""
RECOMPUTED = """## Entries

What a reading of the papers noted (`integrity.yaml`), and whether the printed numbers say the
same when they are computed anew. Confirmed: all of the last column stands in the entry; `words`: the entry is
about the text alone. Of an entry that sets numbers against a sentence the numbers are computed anew. The last
column names the claims that say, or rest on, what the entry is about, with their verdict on print.

{counts}.

"""


@dataclass(frozen=True)
class Entry:
    """An integrity entry; verdict: confirmed, not confirmed or words; facts: what was computed anew; claims:
    those that say what the numbers contradict, or rest on them.
    """

    paper: str
    cell: str
    why: str
    level: str
    verdict: str
    facts: Facts
    claims: tuple[str, ...] = ()


def entries() -> list[Entry]:
    """Every entry of integrity.yaml with what its numbers say when computed anew."""
    return [_entry(**one) for one in doubts.ENTRIES]


def _entry(
    paper: str, cell: str, why: str, level: str, claims: Sequence[str] = (), marks: Sequence = ()
) -> Entry:
    checks = [check for start, check in CHECKS[paper].items() if cell.startswith(start)]
    if not checks:
        return Entry(paper, cell, why, level, IN_WORDS, (), tuple(claims))
    (check,) = checks
    facts = check()
    confirmed = stated(facts, {"cell": cell, "why": why})
    verdict = "confirmed" if confirmed else "not confirmed"
    return Entry(paper, cell, why, level, verdict, facts, tuple(claims))


def markdown() -> str:
    """The report."""
    return HEAD + "\n".join(f"## {grid.title}\n\n{grid.markdown()}" for grid in grids()) + "\n" + _entries()


def grids() -> Iterator[Grid]:
    """What is marked, and what the search of all numbers finds."""
    yield marked()
    yield Grid(
        "Values outside the range of their measure",
        ("paper", "table", "metric", "outside", "of", "farthest"),
        [list(map(str, row)) for row in search.impossible()],
    )
    copies = [[", ".join(filter(None, who)), "; ".join(places)] for places, who in search.copied()]
    yield Grid("Rows of JSD and TVD that are equal, number by number", ("row", "stands in"), copies)
    yield Grid(
        "Rows of SEAT's ablation that have numbers of another method's row (Tables 4, 6 and 7; 8 and 9)",
        ("encoder", "regulariser", "method", "the same numbers"),
        [[encoder, alone, method, ", ".join(same)] for encoder, alone, method, same in search.shared()],
    )
    yield Grid(
        "Amounts of unlabeled texts that disagree (Kitada & Iyatomi 2022)",
        ("data set", "Table 2", "footnotes", "for each labeled one", "printed"),
        [list(row) for row in search.amounts()],
    )
    yield rested()
    printed, different = search.twice(), search.contradictory()
    share = f"{len(different)} of {len(printed)} that are printed repeatedly"
    yield Grid(
        f"Numbers of one quantity that differ ({share})",
        ("paper", "quantity", "printed"),
        [
            [
                paper,
                ", ".join(filter(None, place)),
                "; ".join(f"{cell.text} ({search.setting(cell)})" for cell in cells),
            ]
            for (paper, place), cells in different.items()
        ],
    )


def marked() -> Grid:
    """What the tables mark."""
    counts: dict[tuple[str, str], Counter] = defaultdict(Counter)
    for cell in search.targets():
        for why in doubts.reasons(cell):
            counts[why, cell.paper][cell.table] += 1
    body = [
        [text, paper, ", ".join(at), str(at.total())]
        for reason, text in doubts.REASONS.items()
        for (why, paper), at in counts.items()
        if why == reason
    ]
    return Grid("What the tables mark with †", ("why", "paper", "tables", "cells"), body)


def rested() -> Grid:
    """The claims whose verdict on print rests on numbers that the tables mark."""
    rows = [
        [claim["id"], claim["paper"], found.verdict, str(found.doubted), str(found.numbers)]
        for claim in declared()["claims"]
        if (found := on_print()[claim["id"]]).doubted
    ]
    header = ("claim", "paper", "verdict on print", "marked numbers", "of")
    return Grid("Claims that rest on marked numbers", header, rows)


def _entries() -> str:
    made = entries()
    verdicts = [entry.verdict for entry in made]
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts))
    rows = [
        [
            *(entry.paper, entry.cell, entry.why, entry.level, entry.verdict, "; ".join(entry.facts) or "–"),
            "; ".join(f"{name}: {on_print()[name].verdict}" for name in entry.claims) or "–",
        ]
        for entry in made
    ]
    header = ("paper", "where", "what", "level", "computed anew", "numbers computed", "claims on print")
    return RECOMPUTED.format(counts=counts) + Grid("Entries", header, rows).markdown()
