from steady_attention.report.figures.figure import absent, shown
from steady_attention.results.query import Heading

SST, IMDB = Heading("SST", {}), Heading("IMDB", {})
OWN = Heading("Trec, ours", {}, fold=True)
PANELS = (SST, IMDB, OWN)


def label(panel):
    return panel.label


def test_panels_with_points_have_the_room_and_the_others_are_named():
    assert shown(PANELS, {"IMDB"}, label) == (IMDB,)
    assert absent(PANELS, {"IMDB"}, label) == ["Not in this profile: SST; Trec, ours."]
    assert absent(PANELS, {"SST", "IMDB", "Trec, ours"}, label) == []


def test_a_figure_without_any_point_keeps_the_panels_of_the_paper():
    assert shown(PANELS, set(), label) == (SST, IMDB)
