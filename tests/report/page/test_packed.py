"""What stands compressed in the page."""

from markupsafe import Markup

from steady_attention.report.page.packed import packed
from tests.report.page.pages import Tags, unpacked

LONG = Markup("<p>né &amp; “x”</p>" * 97)


def test_it_comes_back_as_it_was_and_is_smaller():
    box = packed(LONG, "a.csv")
    assert unpacked(box) == LONG and len(box) < len(LONG) / 2
    assert box == packed(LONG, "a.csv")  # no time of day in it


def test_without_scripts_a_link_stands_there():
    assert Tags(packed(LONG, "a&b.csv")).links == ["a&b.csv"]
    assert Tags(packed(LONG)).links == []


def test_what_does_not_become_smaller_stays():
    assert packed(Markup("<p>x</p>"), "a.csv") == "<p>x</p>"
