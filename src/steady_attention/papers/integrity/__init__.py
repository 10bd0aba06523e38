"""Where the papers' printed numbers contradict definitions or one another: reports/integrity.md."""

from collections.abc import Iterator
from dataclasses import dataclass

from steady_attention.papers.integrity import ablations, found, kitada, seat, zhou
from steady_attention.papers.integrity.printed import Facts, stated
from steady_attention.report.claims import declared
from steady_attention.report.tables.grid import Grid

CHECKS = {
    "seat": {**seat.CHECKS, **ablations.CHECKS},
    "attention_vat": kitada.CHECKS,
    "attention_vat_ja": kitada.CHECKS_JA,
    "vib": zhou.CHECKS,
}
IN_WORDS = "words"  # nothing that a table prints
HEAD = """# Integrity of the printed numbers

Made from the papers' printed numbers alone (`reported.yaml`); no run of this project has a part in it. Cells
that are named here are no targets: the tables mark them with † and print no difference. (A TVD above 1 stands
beside our sum over 32 texts alone, the unit in which it is possible.) Why a number is as it is, is not said.

"""
RECOMPUTED = """## Entries

What a reading of the papers noted (`claims.yaml`, section integrity), and whether the printed numbers say the
same when they are computed anew. Confirmed: all of the last column stands in the entry; `words`: the entry is
about the text alone. Of an entry that sets numbers against a sentence the numbers are computed anew.

{counts}.

"""


@dataclass(frozen=True)
class Entry:
    """An integrity entry; verdict: confirmed, not confirmed or words; facts: what was computed anew."""

    paper: str
    cell: str
    why: str
    level: str
    verdict: str
    facts: Facts


def entries() -> list[Entry]:
    """Every entry of claims.yaml's integrity section with what its numbers say when computed anew."""
    return [_entry(**one) for one in declared("claims.yaml")["integrity"]]


def _entry(paper: str, cell: str, why: str, level: str) -> Entry:
    checks = [check for start, check in CHECKS[paper].items() if cell.startswith(start)]
    if not checks:
        return Entry(paper, cell, why, level, IN_WORDS, ())
    (check,) = checks
    facts = check()
    confirmed = stated(facts, {"cell": cell, "why": why})
    return Entry(paper, cell, why, level, "confirmed" if confirmed else "not confirmed", facts)


def markdown() -> str:
    """The report."""
    return HEAD + "\n".join(f"## {grid.title}\n\n{grid.markdown()}" for grid in grids()) + "\n" + _entries()


def grids() -> Iterator[Grid]:
    """What the search of all numbers finds."""
    yield Grid(
        "Values outside the range of their measure",
        ("paper", "table", "metric", "outside", "of", "farthest"),
        [list(map(str, row)) for row in found.impossible()],
    )
    copies = [[", ".join(filter(None, who)), "; ".join(places)] for places, who in found.copied()]
    yield Grid("Rows of JSD and TVD that are equal, number by number", ("row", "stands in"), copies)
    yield Grid(
        "Amounts of unlabeled texts that disagree (Kitada & Iyatomi 2022)",
        ("data set", "Table 2", "footnotes", "for each labeled one", "printed"),
        [list(row) for row in found.amounts()],
    )
    printed, different = found.twice(), found.contradictory()
    share = f"{len(different)} of {len(printed)} that are printed repeatedly"
    yield Grid(
        f"Numbers of one quantity that differ ({share})",
        ("paper", "quantity", "printed"),
        [
            [paper, ", ".join(filter(None, where)), "; ".join(f"{text} ({table})" for table, text in texts)]
            for (paper, where), texts in different.items()
        ],
    )


def _entries() -> str:
    made = entries()
    verdicts = [entry.verdict for entry in made]
    counts = ", ".join(f"{verdicts.count(verdict)} {verdict}" for verdict in dict.fromkeys(verdicts))
    rows = [
        [entry.paper, entry.cell, entry.why, entry.level, entry.verdict, "; ".join(entry.facts) or "–"]
        for entry in made
    ]
    header = ("paper", "where", "what", "level", "computed anew", "numbers computed")
    return RECOMPUTED.format(counts=counts) + Grid("Entries", header, rows).markdown()
