from steady_attention.report.findings import verdicts
from tests.report.findings.profiles import claim

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
    assert row[:3] == ["seat", "7", "6 / 1 / 0"] and sum(map(int, row[3:])) == 7
    assert dict(zip(grid.header[3:], row[3:], strict=True)) == {
        "holds": "1",
        "fails": "1",
        "holds where run": "0",
        "fails where run": "1",
        "undecided": "1",
        "below resolution": "1",
        "not run": "1",
        "no test": "0",
        "decided by its start": "1",
    }


def test_what_holds_by_its_start_says_so_and_comes_last():
    lines = list(verdicts.listed({"seat": CLAIMS[::-1]}, "holds"))
    assert [line.split(":")[0] for line in lines] == ["- `b` (on print", "- `e` (by its start, on print"]


def test_claims_that_turn_on_the_selection_of_the_epoch_are_listed():
    rows = [
        claim("a", "holds", last="fails"),
        claim("b", "undecided", last="fails where run"),
        claim("c", "undecided", last="below resolution"),
        claim("d", "holds", last="not run"),
        claim("e", "holds", last="fails"),
    ]
    assert list(verdicts.turned({"seat": rows})) == [
        "- holds at the chosen epoch, fails at the last: `a`, `e`",
        "- undecided at the chosen epoch, fails where run at the last: `b`",
    ]
    assert list(verdicts.turned({})) == ["- none"]


def test_a_claim_that_contradicts_its_print_comes_first_and_lists_end():
    rows = [claim(f"c{i}", "fails", "fails") for i in range(verdicts.SHOWN)] + [claim("late", "fails")]
    lines = list(verdicts.listed({"seat": rows}, "fails"))
    assert lines[0] == "- `late` (on print: holds): Says late. *margin of late*"
    assert len(lines) == verdicts.SHOWN + 1
    assert lines[-1] == "- and 1 more, in `claims.md` of each suite"
    assert list(verdicts.listed({}, "holds")) == ["- none"]


def test_long_and_marked_texts_are_shown_as_they_are():
    given = claim("a", "fails") | {"claim": "word_at " * 40, "evidence": "a*b_c <d>"}
    (line,) = verdicts.listed({"seat": [given]}, "fails")
    assert r"*a\*b\_c \<d>*" in line and r"word\_at …" in line and len(line) < 300
