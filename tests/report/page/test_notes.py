from steady_attention.report.page.exhibits import Exhibit
from steady_attention.report.page.notes import Notes
from steady_attention.report.tables.grid import Grid


def exhibit(*notes):
    return Exhibit("x", "", "grid", Grid("", ("a",), [["b"]], notes))


def test_a_note_of_several_has_a_number_in_the_order_of_appearance():
    """Twice under one exhibit is no note of several."""
    notes = Notes([exhibit("a", "b"), exhibit("c", "b", "d", "d"), exhibit("e", "a")])
    assert notes.shared == ["a", "b"]
    assert notes.own(["c", "b", "d", "d"]) == ["c", "d"] and notes.numbers(["b", "c", "a"]) == [1, 2]
    assert Notes([]).shared == []
