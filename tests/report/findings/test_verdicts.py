from steady_attention.report.findings import verdicts
from tests.report.findings.profiles import claim

CLAIMS = [claim("a", "fails"), claim("b", "holds"), claim("c", "not run", "fails"), claim("d", "undecided")]


def test_every_claim_is_counted_once():
    grid = verdicts.table({"seat": CLAIMS})
    (row,) = [row for row in grid.rows if row[0] == "seat"]
    assert row == ["seat", "4", "3 / 1 / 0", "1 / 1 / 1", "1", "0"]
    assert grid.header[3:] == ["here: holds / fails / undecided", "not run", "no test"]


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
