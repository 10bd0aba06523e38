"""What claims.yaml declares, and the verdicts on the papers' own numbers."""

from functools import cache
from pathlib import Path

from steady_attention.claims.scores import Score, from_print, of_tables
from steady_attention.claims.verdict import Printed, of_print
from steady_attention.printed import SUITES, reported


@cache
def declared() -> dict:
    """claims.yaml; large, so read once."""
    return reported.read_yaml(Path(__file__).with_name("claims.yaml"))


def declared_of(suite: str) -> list[dict]:
    """The claims of a suite's papers as they are declared."""
    return [claim for claim in declared()["claims"] if claim["paper"] in SUITES[suite]]


@cache
def printed_scores() -> list[Score]:
    """Every printed number and stated fact of the papers as a score."""
    return from_print(reported.every(), declared()["text_facts"])


@cache
def on_print() -> dict[str, Printed]:
    """The verdict on the printed numbers of every claim, by its id: the one that claims.csv, the findings and
    integrity.md have.
    """
    return {
        claim["id"]: of_print(claim, of_tables(printed_scores(), claim["tables"]))
        for claim in declared()["claims"]
    }
