from steady_attention.report.figures.figure import absent, once, shown
from steady_attention.results.query import Heading
from steady_attention.results.setting import Setting

SST, IMDB = Heading("SST", {"dataset": "sst"}), Heading("IMDB", {"dataset": "imdb"})
OWN = Heading("Trec, ours", {"dataset": "trec"}, fold=True)
PANELS = (SST, IMDB, OWN)
SETTING = Setting("demo", {"imdb": "toy", "sst": "toy"})


def test_panels_with_points_have_the_room_and_the_others_are_named():
    plain = Setting("small")
    assert shown(PANELS, {"IMDB"}, plain.name) == (IMDB,) and shown(PANELS, set(), plain.name) == ()
    assert absent(PANELS, {"IMDB"}, plain) == ["Without a run for it here: SST; Trec, ours."]
    assert absent(PANELS, {"SST", "IMDB", "Trec, ours"}, plain) == []


def test_one_corpus_is_drawn_once():
    assert once(PANELS, SETTING, {}) == (SST, OWN)
    assert absent(PANELS, {"SST (here: toy)", "Trec, ours"}, SETTING) == [
        "Not drawn again, since its corpus here stands above: IMDB (here: toy)."
    ]
    of_splits = (SST, Heading("dev", {"dataset": "imdb", "split": "dev"}))
    assert once(of_splits, SETTING, {"split": "test"}) == of_splits
