"""What decided a verdict, in words."""

import math

import pytest

from steady_attention.claims.curves import parts
from steady_attention.claims.declarations import declared
from steady_attention.claims.intervals import unknown
from steady_attention.claims.looks import findings
from steady_attention.claims.scores import Score
from steady_attention.claims.words import compared, openness, plain, signed


def found(test, *cells):
    (part,) = parts(test, list(cells))
    ((finding,),) = findings([part])
    return finding


def cell(method, *values, **axes):
    return Score(method, "sst", numbers=dict(enumerate(map(float, values))), **axes)


BETTER = {"op": "compare", "subject": {"method": "a"}, "object": {"method": "b"}}


def test_a_comparison_names_its_values_its_place_and_its_interval():
    a, b = cell("a", 2, 4, 6, metric="jsd", delta=0.01), cell("b", 1, 2, 3, metric="jsd", delta=0.01)
    assert compared(found(BETTER, a, b)) == (
        "wanted a (4 ± 2) below b (2 ± 1) on sst, jsd, delta 0.01: margin -2 [-3.69, -0.314], 3 seeds"
    )


def test_what_tells_two_cells_apart_stands_with_them():
    test = {"op": "monotone", "subject": {"method": "a"}, "along": "iteration"}
    first, second = (cell("a", v, v, v + 3, metric="f1", iteration=i) for v, i in ((1, 0.0), (2, 1.0)))
    words = compared(found(test, first, second))
    assert words.startswith("wanted a iteration 1 (3 ± 1.7) not below a iteration 0 (2 ± 1.7) on sst, f1: ")


def test_equivalence_shows_the_signed_difference():
    finding = found(BETTER | {"relation": "within", "margin": 3.0}, cell("a", 1, 2, 3), cell("b", 0, 0, 0))
    wanted = "wanted a (2 ± 1) at most 3 from b (0 ± 0) on sst: difference +2 [+0.314, +3.69], 3 seeds"
    assert compared(finding) == wanted
    assert openness(finding) == "its interval lies partly inside the bound"


@pytest.mark.parametrize(
    "values, expected",
    [
        ((1, 1, 1), "its seeds agree to the last digit, and fewer than 5 may do so by chance"),
        ((-1, 2, 1), "its interval reaches to both sides"),
    ],
)
def test_why_a_comparison_is_open(values, expected):
    assert openness(found(BETTER, cell("a", *values), cell("b", *[0] * len(values)))) == expected


def test_why_a_tie_of_five_seeds_is_open():
    finding = found(BETTER, cell("a", *[1] * 5), cell("b", *[1] * 5))
    assert openness(finding) == "the two agree to the last digit at every seed, and are not the same weights"


def test_why_a_comparison_without_its_look_is_open():
    finding = unknown(found(BETTER, cell("a", 1, 2, 4), cell("b", 0, 0, 0)).term)
    assert openness(finding) == "no look has all of its seeds, or one is not defined"


def test_without_an_interval_there_is_none_in_words():
    finding = found(BETTER, cell("a", 3), cell("b", 1))
    assert (finding.low, finding.high) == (-math.inf, math.inf)
    assert compared(finding) == "wanted a (3) above b (1) on sst: margin +2, 1 seed"


def test_no_zero_is_below_zero():
    assert (signed(-0.0), plain(-0.0), signed(-0.00123)) == ("+0", "0", "-0.00123")


def test_claims_are_restated_in_the_spelling_of_all_pages():
    assert [one["id"] for one in declared()["claims"] if "labelled" in f"{one['id']} {one['claim']}"] == []
