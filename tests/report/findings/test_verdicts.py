from steady_attention.report.findings import verdicts
from tests.report.findings.profiles import claim

LOSS = {"margin": "-0.2", "low": "-0.3", "high": "-0.1", "unit": "plain", "seeds": "7"}
CLAIMS = [
    claim("a", "fails"),
    claim("b", "holds"),
    claim("c", "not run", "fails"),
    claim("d", "undecided"),
    claim("e", "holds", start="it begins there"),
    claim("f", "fails where run"),
    claim("g", "below resolution"),
    claim("h", "fails", start="the numbers are the same"),
    claim("i", "undecided"),
]


def test_every_claim_is_counted_once_and_those_that_construction_decides_apart():
    grid = verdicts.table({"seat": CLAIMS})
    (row,) = [row for row in grid.rows if row[0] == "seat"]
    assert dict(zip(grid.header, row, strict=True)) == {
        "suite": "seat",
        "claims": "9",
        "hold": "2",
        "fail": "3",
        "open": "3",
        "no run or test": "1",
        "by construction": "2",
        "print: holds/fails/not checkable": "8 / 1 / 0",
    }
    assert verdicts.counted({"seat": CLAIMS, "vib": CLAIMS[:1]})["fail"] == 4


def test_the_verdicts_in_sentences():
    assert verdicts.said({"seat": CLAIMS, "vib": CLAIMS[1:2]}) == (
        "of the papers' 10 claims 3 hold and 3 fail on what was run, 1 and 1 of them by construction, not by "
        "training; 3 stay open, and 1 have no run or no test."
    )
    assert verdicts.said({"seat": CLAIMS[:2]}).endswith("0 have no run or no test.")


def test_claims_that_one_comparison_decides_stand_together():
    wanted = (
        "most against: wanted seat (0.5) above word_at (0.7) on sst: margin -0.2 [-0.3, {}]. 2 comparisons"
    )
    rows = [claim(name, "fails") | {"evidence": wanted.format(name)} | LOSS for name in "ab"]
    (line,) = verdicts.listed({"seat": [*rows]}, "fails")
    assert line == "- Says a (`a`, `b`): -0.200 [-0.300, -0.100] on sst, 7 seeds; on print: holds."
    assert verdicts.decisive("no comparison at all") == "no comparison at all"


def test_what_holds_by_construction_says_so_and_comes_last():
    lines = list(verdicts.listed({"seat": CLAIMS[::-1]}, "holds"))
    assert lines == ["- Says b (`b`): on print: holds. And 1 more."]
    alone = [one for one in CLAIMS if one["by_construction"]]
    said = "- Says e (`e`): on print: holds; by construction: it begins there."
    assert list(verdicts.listed({"seat": alone}, "holds")) == [said]


def test_verdicts_that_turn_on_the_selection_of_the_epoch_are_counted():
    rows = [
        claim("a", "holds", last="fails"),
        claim("b", "undecided", last="fails where run"),
        claim("c", "undecided", last="below resolution"),
        claim("d", "holds", last="not run"),
        claim("e", "holds", last="fails"),
        claim("f", "fails", last="fails where run"),
    ]
    assert verdicts.turned({"seat": rows}, "verdict_last") == "3 verdicts"
    assert verdicts.turned({"seat": rows[:1]}, "verdict_last") == "1 verdict"
    assert (
        verdicts.turned({}, "verdict_last")
        == verdicts.turned({"seat": rows}, "verdict_class_0")
        == ("0 verdicts")
    )


def test_a_claim_of_more_seeds_comes_first_and_lists_end():
    rows = [claim(f"c{i}", "fails") | {"seeds": "3"} for i in range(verdicts.SHOWN)]
    rows.append(claim("late", "fails") | {"seeds": "11"})
    lines = list(verdicts.listed({"seat": rows}, "fails"))
    assert lines[0].startswith("- Says late (`late`): on print: holds.") and len(lines) == verdicts.SHOWN
    assert lines[-1].endswith(". And 1 more.")
    assert list(verdicts.listed({}, "holds")) == ["- none"]


def test_marked_texts_are_shown_as_they_are():
    given = claim("a", "fails") | {"claim": "a*b_c <d>."}
    assert list(verdicts.listed({"seat": [given]}, "fails")) == [r"- a\*b\_c \<d> (`a`): on print: holds."]
