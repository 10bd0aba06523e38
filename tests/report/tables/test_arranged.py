"""How numbers stand on sheets: by hand, and as properties of all tables."""

import pytest

from steady_attention.metrics.card import LESS, MORE, PERCENT, PLAIN, SCIENTIFIC
from steady_attention.report.tables import arranged
from steady_attention.report.tables.arranged import Heading
from steady_attention.report.tables.number import Number, bests
from steady_attention.report.tables.pair import Pair

VANILLA = {0: 0.80, 1: 0.81, 2: 0.82}
BETTER = {0: 0.90, 1: 0.91, 2: 0.93}


def number(values=VANILLA, reference=None, unit=PERCENT, **rest):
    return Number(Pair(values, reference or {}, unit), len(values), **rest)


def made(rows, columns, block):
    headings = ([Heading(*one) for one in rows], [Heading(*one) for one in columns])
    return arranged.sheets("Method", *headings, block)


def texts(sheet):
    return [[row.label, *("\n".join([one.text, *one.below]) for one in row.entries)] for row in sheet.rows]


def test_numbers_side_by_side_where_there_is_room():
    """Of VANILLA: deviation 1 point, 2.48 at three seeds; of the differences 10, 10, 11: 0.577 and 1.43."""
    block = [
        [number(printed="79.27", target=0.7927)],
        [number(BETTER, VANILLA, printed="80.00", effect=0.0073)],
    ]
    (sheet,) = made([("", "Vanilla"), ("", "AT")], [("SST", "F1 [%]")], block)
    assert sheet.title == "" and sheet.header == [
        "Method",
        "SST, F1 [%]",
        "Δ [points]",
        "paper [%]",
        "paper Δ [points]",
    ]
    assert texts(sheet) == [
        ["Vanilla", "81.00 ± 2.48", "–", "79.27", "–"],
        ["AT", "91.33 ± 3.79", "+10.33 ± 1.43*", "80.00", "+0.73"],
    ]


def test_numbers_below_one_another_where_there_is_none():
    row = [number(BETTER, VANILLA, printed="80.00†", effect=None) for _ in range(4)]
    (sheet,) = made([("", "AT")], [("SST", name) for name in "abcd"], [row])
    assert sheet.title == "SST" and sheet.header == ["Method", "a [%]", "b [%]", "c [%]", "d [%]"]
    assert texts(sheet)[0][1] == "91.33 ± 3.79\nΔ +10.33 ± 1.43*\npaper 80.00†"


def test_a_sheet_a_data_set():
    columns = [("SST", "F1"), ("SST", "Pearson"), ("IMDB", "F1"), ("IMDB", "Pearson")]
    block = [[number(), number(), number(), number()], [number(), number({}), number({}), number({})]]
    first, second = made([("", "Vanilla"), ("", "AT")], columns, block)
    assert (first.title, second.title) == ("SST", "IMDB")
    assert [row.label for row in first.rows] == ["Vanilla", "AT"]
    assert [row.label for row in second.rows] == ["Vanilla"]  # a row without any number there is left out


def test_a_group_of_rows_with_printed_numbers_alone_is_named_in_the_place_of_rows():
    """On SST the BiLSTM was run and the RNN was not; on IMDB none was, so that both stand as printed."""
    rows = [("RNN", "Vanilla"), ("BiLSTM", "Vanilla")]
    columns = [(data, name) for data in ("SST", "IMDB") for name in ("F1", "Pearson")]
    printed = number({}, printed="79.27")
    first, second = made(rows, columns, [[printed] * 4, [number()] * 2 + [printed] * 2])
    assert [row.group for row in first.rows] == ["BiLSTM"]
    assert [row.group for row in second.rows] == ["RNN", "BiLSTM"]
    headings = ([Heading(*one) for one in rows], [Heading(*one) for one in columns])
    block = [[printed] * 4, [number()] * 2 + [printed] * 2]
    assert arranged.not_run(*headings, block) == ["RNN (SST)"]


def test_data_sets_of_one_column_each_stand_together():
    (sheet,) = made([("", "Vanilla")], [("SST", "F1 [%]"), ("IMDB", "F1 [%]")], [[number(), number()]])
    assert sheet.header == ["Method", "SST, F1 [%]", "IMDB, F1 [%]"]


@pytest.mark.parametrize(("columns", "sizes"), [(8, [8]), (9, [5, 4]), (17, [6, 6, 5])])
def test_more_columns_than_a_page_holds_are_cut_evenly(columns, sizes):
    block = [[number() for _ in range(columns)] for _ in range(5)]
    sheets = made([("", str(n)) for n in range(5)], [("G", str(n)) for n in range(columns)], block)
    assert [len(sheet.header) - 1 for sheet in sheets] == sizes
    assert [text for sheet in sheets for text in sheet.header[1:]] == [f"{n} [%]" for n in range(columns)]


def test_few_rows_are_turned_round():
    block = [[number(unit=SCIENTIFIC if n else PERCENT, values={0: 1e-5}) for n in range(9)]]
    (sheet,) = made([("", "SEAT")], [("SST", f"m{n}") for n in range(9)], block)
    assert sheet.header == ["Measure", "SEAT"] and [len(row.entries) for row in sheet.rows] == [1] * 9
    assert [row.label for row in sheet.rows][:2] == ["m0 [%]", "m1 [×10⁻⁵]"]
    assert texts(sheet)[1] == ["m1 [×10⁻⁵]", "1.00"]


def test_the_number_of_runs_where_it_is_not_the_usual_or_not_the_declared_one():
    two = {0: 0.5, 1: 0.7}
    block = [[number()], [number()], [number(two)], [Number(Pair(two, {}, PERCENT), 3)]]
    (sheet,) = made([("", name) for name in "abcd"], [("", "F1")], block)
    assert [row.entries[0].text for row in sheet.rows][2:] == ["60.00 (2)", "60.00 (2 of 3)"]


def test_undefined_and_absent_numbers():
    block = [[number({0: float("nan"), 1: 0.5})], [number({}, printed="79.27", target=0.7927)]]
    (sheet,) = made([("", "a"), ("", "b")], [("", "F1")], block)
    assert texts(sheet) == [["a", "undefined in 1/2 runs", "–"], ["b", "–", "79.27"]]
    assert [row.entries[0].value for row in sheet.rows] == [None, None]
    assert made([("", "a")], [("", "F1")], [[number({})]]) == []


def test_a_column_has_one_notation_for_ours_and_the_papers():
    block = [[number({0: 4e-5}, unit=SCIENTIFIC, printed="0.027†", target=0.027)]]
    (sheet,) = made([("", "a")], [("", "JSD")], block)
    assert sheet.header == ["Method", "JSD [×10⁻⁵]", "paper"] and texts(sheet) == [["a", "4.00", "2,700†"]]


def test_the_best_is_bold_only_where_it_is_distinguishable():
    """BETTER differs from VANILLA by 10.3 ± 1.4; CLOSE, of 0, 2 and -1 points, by 0.3 ± 3.8."""
    close = {0: 0.80, 1: 0.83, 2: 0.81}
    one, other, near = (number(values, better=MORE) for values in (BETTER, VANILLA, close))
    assert bests(["", ""], [[one], [other]]) == [[True], [False]]
    assert bests(["", ""], [[near], [other]]) == [[False], [False]]
    less = [[number(values, better=LESS)] for values in (BETTER, VANILLA)]
    assert bests(["", ""], less) == [[False], [True]]
    assert bests(["a", "b"], [[one], [other]]) == [[False], [False]]  # groups are not compared
    assert bests(["", ""], [[number(BETTER)], [number()]]) == [[False], [False]]  # neither is better


def test_the_best_of_more_seeds_is_not_bold_where_the_shared_ones_say_the_opposite():
    shared, fewer = {0: 0.50, 1: 0.51, 2: 0.49}, number({0: 0.60, 1: 0.61, 2: 0.60}, better=MORE)
    more = number(shared | dict.fromkeys((3, 5, 7), 1.0), better=MORE)
    assert bests(["", ""], [[more], [fewer]]) == [[False], [False]]
    assert bests(["", ""], [[number(shared, better=MORE)], [fewer]]) == [[False], [True]]


def test_bold_and_star_have_the_digits_of_the_column():
    """Above by 0.00096 +- 0.00075: +0.0002 to +0.0017, in three decimals from 0.000 on."""
    of = {"a": {0: 0.50126, 1: 0.50096, 2: 0.50066}, "b": dict.fromkeys(range(3), 0.5)}
    block = [[number(of[name], of["b"] if name == "a" else {}, unit=PLAIN, better=MORE)] for name in of]
    assert block[0][0].pair.interval[0] > 0 and not block[0][0].pair.distinct(PLAIN)
    assert bests(["", ""], block) == [[False], [False]]
    small = [[number({s: v / 100 for s, v in of[name].items()}, unit=SCIENTIFIC, better=MORE)] for name in of]
    assert bests(["", ""], small) == [[False], [False]]  # 5.01 and 5.00, in 10⁻³


def test_twins_win_together_and_controls_never():
    one, other = number(BETTER, better=MORE), number(better=MORE)
    assert bests([""] * 3, [[one], [one], [other]]) == [[True], [True], [False]]
    control = number({0: 0.99, 1: 0.98, 2: 0.97}, better=MORE, ranked=False)
    assert bests([""] * 3, [[one], [other], [control]]) == [[True], [False], [False]]
    assert bests([""], [[one]]) == [[False]]  # alone there is nothing to be better than


def test_units_that_differ_within_a_column_are_each_its_own():
    block = [[number(unit=PERCENT)], [number({0: 0.5}, unit=PLAIN)]]
    (sheet,) = made([("", "a"), ("", "b")], [("", "SST")], block)
    assert sheet.header == ["Method", "SST"] and texts(sheet)[1] == ["b", "0.500 (1)"]
