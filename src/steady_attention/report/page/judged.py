"""The papers' claims as the page lists them: verdict, interval, sentence, and what lies behind it."""

import csv
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from steady_attention.claims.listed import BY_CONSTRUCTION
from steady_attention.claims.shown import compared
from steady_attention.claims.verdict import DECIDED, VERDICTS
from steady_attention.report.page.bar import Bar, alone
from steady_attention.report.page.exhibits import Origin
from steady_attention.store.messages import check_made

SOURCE = "src/steady_attention/claims/claims.yaml"
UNTOLD = ("not run", "no test")  # nothing was measured
REST = {"not run": "not run in this profile", "no test": "without a test"}  # as the folded ones are counted


def kind_of(verdict: str) -> str:
    """The verdict, whether or not all of its domain was run."""
    return verdict.removesuffix(" where run")


KINDS = tuple(dict.fromkeys(map(kind_of, VERDICTS)))  # that one can ask for
UNFOLDED = tuple(dict.fromkeys(map(kind_of, DECIDED)))  # of these the claims are shown at once


@dataclass(frozen=True)
class Claim:
    """A row of claims.csv.

    verdict, last, class_0: on our runs at the epoch that dev chose, at the last one, and by the F1 of class
    0; on_print: on the printed numbers; by_construction: what decides it by construction, empty: nothing;
    margin: with its interval, or the difference of two that are to be alike, empty where nothing was
    measured; seeds: of them.
    """

    id: str
    text: str
    place: str
    on_print: str
    verdict: str
    last: str
    class_0: str
    by_construction: str
    margin: str
    seeds: str
    evidence: str
    bar: Bar | None

    @property
    def kind(self) -> str:
        """The verdict, whether or not all of its domain was run."""
        return kind_of(self.verdict)

    @property
    def shown(self) -> str:
        """The verdict as it stands in the list."""
        return f"{self.verdict} {BY_CONSTRUCTION}" if self.by_construction else self.verdict


@dataclass(frozen=True)
class Judged:
    """The claims of a suite's papers, and where they come from."""

    suite: str
    title: str
    claims: Sequence[Claim]
    origin: Origin

    @property
    def decided(self) -> list[Claim]:
        """Those that hold, then those that fail."""
        return self._of(UNFOLDED)

    @property
    def others(self) -> list[Claim]:
        """The others, in the order of KINDS."""
        return self._of([kind for kind in KINDS if kind not in UNFOLDED])

    def _of(self, kinds: Sequence[str]) -> list[Claim]:
        return [claim for kind in kinds for claim in self.claims if claim.kind == kind]

    @property
    def rest(self) -> str:
        """How many of the others there are of each kind: `14 undecided, 2 without a test`."""
        kinds = [kind for kind in KINDS if kind not in UNFOLDED and self.counts[kind]]
        return ", ".join(f"{self.counts[kind]} {REST.get(kind, kind)}" for kind in kinds)

    @property
    def counts(self) -> Counter[str]:
        """How many there are of each of KINDS."""
        return Counter(claim.kind for claim in self.claims)


def read(profile: str, suite: str, title: str, folder: Path) -> Judged:
    """The claims of a suite, of the folder's claims.csv. Raises UserError where it is not there."""
    path = folder / "claims.csv"
    check_made(path, f"tables@{profile}-{suite}")
    with open(path, encoding="utf-8", newline="") as handle:
        claims = [claim(row) for row in csv.DictReader(handle)]
    origin = Origin(f"tables@{profile}-{suite}", SOURCE, f"tables/{suite}/claims.csv")
    return Judged(suite, title, claims, origin)


def claim(row: Mapping[str, str]) -> Claim:
    """A row of claims.csv."""
    bar = None
    if row["margin"]:
        low, high = float(row["low"] or -math.inf), float(row["high"] or math.inf)
        bar = alone(float(row["margin"]), low, high)
    return Claim(
        id=row["id"],
        text=row["claim"],
        place=f"{row['paper']}: {row['where']}",
        on_print=row["on_print"],
        verdict=row["verdict"],
        last=row["verdict_last"],
        class_0=row["verdict_class_0"],
        by_construction=row["by_construction"],
        margin=compared(row),
        seeds=row["seeds"],
        evidence=row["evidence"],
        bar=bar,
    )


def counted(suites: Iterable[Judged]) -> dict[str, int]:
    """How many claims of all suites there are of each of KINDS."""
    total = sum((suite.counts for suite in suites), Counter())
    return {kind: total[kind] for kind in KINDS}
