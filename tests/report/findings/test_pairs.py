from typing import NamedTuple

import pytest

from steady_attention.report.findings import pairs
from tests.report.findings.profiles import row, sources


class Named(NamedTuple):
    method: str
    values: list[float]


def test_selection_stands_beside_the_same_run_chosen_on_dev():
    rows = [
        row("seat", 0, 0.81, variant="as_published=True"),
        row("seat", 0, 0.80),
        row("seat", 1, 0.84, variant="as_published=True"),
        row("seat", 1, 0.82),
        row("seat", 2, 0.10),
        row("vanilla", 0, 0.10),
        row("seat", 0, 0.72, variant="as_published=True,epsilon=2"),
        row("seat", 0, 0.7, variant="epsilon=2"),
    ]
    assert pairs.selection(sources(rows=rows)).rows == [
        ["seat", "sst, bilstm, additive", "82.50 ± 2.12 (2)", "81.00 ± 1.41 (2)", "1.50 ± 0.71 (2)"],
        ["seat (epsilon=2)", "sst, bilstm, additive", "72.00 (1)", "70.00 (1)", "2.00 (1)"],
    ]


@pytest.mark.parametrize(
    "values, text",
    [((1.0, 3.0), "2.0 ± 1.4 (2)"), ((1.25,), "1.2 (1)"), ((), "–"), ((1.0, float("nan")), "–")],
)
def test_spread_and_count(values, text):
    assert pairs.shown(values, 1) == text


def test_one_run_under_two_names_is_named_once():
    """In the order in which they come; a twin with other numbers stands for itself."""
    found = [
        Named(name, values) for name, values in (("attention_iat", [1]), ("seat", [1]), ("attention_at", [1]))
    ]
    assert list(pairs.merged(found)) == ["seat", "attention_at = iat"]
    apart = [*found[:2], Named("attention_at", [2.0])]
    assert list(pairs.merged(apart)) == ["attention_iat", "seat", "attention_at"]
