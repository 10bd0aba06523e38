"""The first screen by hand: what is said, drawn and set side by side."""

from dataclasses import replace

import pandas as pd
import pytest

from steady_attention.papers.headlines import HEADLINES
from steady_attention.report.findings.headline import Table
from steady_attention.report.page import chart, glance
from steady_attention.report.page.rendering import environment
from steady_attention.results.scores import TABLE
from tests.report.findings.profiles import PLACE, row, rows, sources
from tests.report.page.pages import first_screen, judged

VANILLA = rows("vanilla", [0.80, 0.70, 0.60])
GAIN = rows("attention_at", [0.81, 0.72, 0.63])  # 0.02 on average, interval of half width 0.02484


def source(*groups, **changes):
    frame = pd.DataFrame([one for group in groups for one in group], columns=list(TABLE))
    return replace(sources(rows=[row("vanilla", 0, 0.7)]), runs=frame, **changes)


def seen(*groups, counterparts=None):
    return glance.glance(source(*groups), HEADLINES, [judged()], counterparts or {})


def test_three_sentences_of_what_was_run():
    given = seen(
        VANILLA,
        GAIN,
        rows("vanilla", [0.5] * 3, metric="pearson"),
        rows("attention_at", [0.5, 0.6, 0.5], metric="pearson"),
        rows("vanilla", [1e-4] * 3, metric="jsd@delta=0.01"),
        rows("attention_at", [1e-4, 2e-4, 1e-4], metric="jsd@delta=0.01"),
    )
    told = ["Claims", "Which method", "Prediction", "Explanation", "Stability"]
    assert [aim for aim, _ in given.sentences] == told
    assert given.sentences[1][1].startswith(
        "For prediction none better than vanilla; for agreement with gradients none "
    )
    assert given.sentences[2][1].startswith(
        "By F1 (vanilla 70.00 %), attention_at cannot be told from vanilla"
    )


def test_fewer_than_three_seeds_say_what_keeps_them_from_saying_more():
    given = seen(
        rows("vanilla", [0.8, 0.7]),
        rows("attention_at", [0.9, 0.7]),
        counterparts={"sst": "toy", "imdb": "made", "ag_news": "made", "trec": "trec"},
    )
    assert given.sentences == [
        (
            "Claims",
            "Of the papers' 0 claims 0 hold and 0 fail on what was run; 0 stay open, and 0 have no run or no "
            "test.",
        ),
        (
            "Seeds",
            "An interval needs 3 seeds, and fewer were run: no difference between methods can be told from "
            "chance.",
        ),
        ("Data", "made and toy stand for the papers' data sets: no number here compares with a printed one."),
    ]
    (panel,) = given.chart.panels
    assert panel.marks["attention_at"].text == "+5.00 points, no interval"
    assert panel.marks["attention_at"].bar.open == "left right" and not given.chart.intervals


def test_no_runs_draw_nothing():
    assert seen().chart is None
    assert glance.glance(sources(cross=False), HEADLINES, [], {}).chart is None


def test_differences_are_drawn_on_one_axis():
    drawn = chart.chart(Table(source(VANILLA, GAIN).runs), PLACE)
    (panel,) = drawn.panels
    assert (panel.aim, panel.title, panel.unit, panel.better) == ("Prediction", "F1", "points", 1)
    places, texts = zip(*panel.ticks, strict=True)
    assert texts == ("\N{MINUS SIGN}2", "", "0", "", "", "", "", "+5")
    assert (places[0], places[2], places[-1]) == (0.0, panel.axis.place(0.0), 100.0)
    mark = panel.marks["attention_at"]
    assert mark.text == "+2.00 points [-0.48, +4.48]" and mark.sign == 0
    assert mark.bar.left < panel.axis.place(0.0) < mark.bar.middle
    assert drawn.families == {"The papers' methods": ["attention_at"], "Compared with": []}


@pytest.mark.parametrize(
    ("spread", "texts"),
    [
        (0.06, ["\N{MINUS SIGN}0.15", "0", "+0.15"]),
        (0.001, ["\N{MINUS SIGN}0.003", "+0.003"]),
        (0.0001, ["0"]),
    ],
)
def test_marks_have_texts_where_there_is_room(spread, texts):
    """Long texts of the ends leave none for 0, longer ones none for each other."""
    values = [0.5, 0.5 + spread, 0.5 - spread]
    found = [*rows("vanilla", [0.5] * 3, metric="pearson"), *rows("attention_at", values, metric="pearson")]
    (panel,) = chart.chart(Table(source(found).runs), PLACE).panels
    assert [text for _, text in panel.ticks if text] == texts


def test_a_method_that_a_panel_lacks_is_said_to_be_not_measured():
    """Its cell would else be an empty lane, which reads as a mark that was lost."""
    distances = [
        {**one, "metric": "attacked_tvd@delta=0.5"} for one in (*VANILLA, *rows("vib", [0.5, 0.6, 0.7]))
    ]
    whole = chart.chart(Table(source(VANILLA, GAIN).runs), PLACE)
    parted = chart.chart(Table(source(VANILLA, GAIN, distances).runs), PLACE)
    assert not whole.lacking and parted.lacking
    told = [environment().get_template("chart.html.j2").module.chart(one) for one in (whole, parted)]
    assert [text.count("not measured") for text in told] == [0, 5], "two cells' texts and titles, the caption"


def test_methods_that_are_the_same_by_mathematics_are_named_where_their_numbers_are_equal():
    twin = [{**one, "method": "attention_iat"} for one in GAIN]
    assert chart.chart(Table(source(VANILLA, GAIN, twin).runs), PLACE).alike == [
        "attention_at and attention_iat"
    ]
    other = [{**one, "value": one["value"] + 0.01} for one in twin]
    assert chart.chart(Table(source(VANILLA, GAIN, other).runs), PLACE).alike == []


def test_headline_effects_stand_beside_the_printed_ones():
    (found,) = first_screen().effects
    assert (found.suite, found.paper) == ("attention_vat", "Attention VAT and iVAT")
    assert (found.printed, found.here, found.counts) == ("+0.99 points", [], (2, 1, 0))
    (run,) = glance.effects(
        Table(source(VANILLA, rows("attention_vat", [0.81, 0.72, 0.63], "unlabeled=7")).runs),
        HEADLINES,
        [judged()],
        {},
    )
    assert (
        run.effect == "F1 of Attention VAT with unlabeled text over vanilla" and run.printed == "+3.91 points"
    )
    assert run.here == ["+2.00 points [-0.48, +4.48]"]
    assert not run.doubted
    (doubted,) = glance.effects(Table(source(VANILLA).runs), HEADLINES, [replace(judged(), suite="seat")], {})
    assert doubted.doubted and doubted.printed == "-0.059"


def test_other_numbers_of_seeds_are_said_in_the_figure_and_beside_the_effects():
    few = rows("attention_at", [0.81, 0.72, 0.63])
    more = (rows(name, [0.80, 0.70, 0.60, 0.70]) for name in ("vanilla", "seat", "vib"))
    given = source(*more, few)
    assert chart.chart(Table(given.runs), PLACE).seeds == {"attention_at": "3"}
    (found,) = glance.effects(Table(given.runs), HEADLINES, [replace(judged(), suite="attention_at")], {}, 4)
    assert found.here == ["+2.00 points [-0.48, +4.48] of 3 seeds"]
