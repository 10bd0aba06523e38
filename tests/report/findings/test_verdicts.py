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
]


def test_every_claim_is_counted_once_and_those_true_by_their_start_apart():
    grid = verdicts.table({"seat": CLAIMS})
    (row,) = [row for row in grid.rows if row[0] == "seat"]
    assert dict(zip(grid.header, row, strict=True)) == {
        "suite": "seat",
        "claims": "7",
        "hold": "2",
        "fail": "2",
        "open": "2",
        "no run or test": "1",
        "by its start": "1",
        "on print: holds/fails/not checkable": "6 / 1 / 0",
    }
    assert verdicts.counted({"seat": CLAIMS, "vib": CLAIMS[:1]})["fail"] == 3


def test_claims_that_one_comparison_decides_stand_together():
    wanted = (
        "most against: wanted seat (0.5) above word_at (0.7) on sst: margin -0.2 [-0.3, {}]. 2 comparisons"
    )
    rows = [claim(name, "fails") | {"evidence": wanted.format(name)} | LOSS for name in "ab"]
    (line,) = verdicts.listed({"seat": [*rows]}, "fails")
    assert line == "- Says a (`a`, `b`): -0.200 [-0.300, -0.100] on sst, 7 seeds; on print: holds."
    assert verdicts.decisive("no comparison at all") == "no comparison at all"


def test_what_holds_by_its_start_says_so_and_comes_last():
    lines = list(verdicts.listed({"seat": CLAIMS[::-1]}, "holds"))
    assert lines == ["- Says b (`b`): on print: holds. And 1 more."]
    alone = [one for one in CLAIMS if one["by_start"]]
    said = "- Says e (`e`): on print: holds; by its start: it begins there."
    assert list(verdicts.listed({"seat": alone}, "holds")) == [said]


def test_claims_that_turn_on_the_selection_of_the_epoch_are_listed():
    rows = [
        claim("a", "holds", last="fails"),
        claim("b", "undecided", last="fails where run"),
        claim("c", "undecided", last="below resolution"),
        claim("d", "holds", last="not run"),
        claim("e", "holds", last="fails"),
        claim("f", "fails", last="fails where run"),
    ]
    assert verdicts.turned({"seat": rows}) == "3 claims"
    assert (verdicts.turned({"seat": rows[:1]}), verdicts.turned({})) == ("1 claim", "0 claims")


def test_a_claim_that_contradicts_its_print_comes_first_and_lists_end():
    rows = [claim(f"c{i}", "fails", "fails") for i in range(verdicts.SHOWN)] + [claim("late", "fails")]
    lines = list(verdicts.listed({"seat": rows}, "fails"))
    assert lines[0].startswith("- Says late (`late`): on print: holds.") and len(lines) == verdicts.SHOWN
    assert lines[-1].endswith(". And 1 more.")
    assert list(verdicts.listed({}, "holds")) == ["- none"]


def test_marked_texts_are_shown_as_they_are():
    given = claim("a", "fails") | {"claim": "a*b_c <d>."}
    assert list(verdicts.listed({"seat": [given]}, "fails")) == [r"- a\*b\_c \<d> (`a`): on print: holds."]
