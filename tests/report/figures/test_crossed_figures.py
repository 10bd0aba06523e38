"""The cross table as pictures."""

from pathlib import Path

import pytest

from steady_attention.metrics.card import PERCENT, PLAIN, SCIENTIFIC
from steady_attention.report.figures import canvas, crossed
from steady_attention.report.figures.crossed import APART, BETTER, SAME, WORSE, Agreement, Effects
from steady_attention.report.tables.agreement import COLUMNS as AGREED
from steady_attention.results.setting import Material, Setting
from tests.report.tables.test_cross import F1, JSD, frame, seeds

SETTING = Setting("demo")
EFFECTS = Effects(name="6", title="Effects", source="Ours", names={"attention_at": "Attention AT"})
AGREEMENT = Agreement(name="7", title="Which agree", source="Ours")


def material(*rows):
    return Material(frame(*rows), SETTING, (), Path("none"))


MANY = material(
    *seeds("vanilla", F1, 0.50, 0.51, 0.53),
    *seeds("seat", F1, 0.90, 0.92, 0.91),
    *seeds("vib", F1, 0.52, 0.50, 0.53),
    *seeds("attention_at", F1, 0.30, 0.32, 0.31),
    *seeds("attention_iat", F1, 0.30, 0.32, 0.31),
    *seeds("vanilla", "pearson", 0.1, 0.2, 0.3),
    *seeds("seat", "pearson", 0.2, 0.3, 0.4),
    *seeds("vib", "pearson", 0.3, 0.4, 0.5),
    *seeds("attention_at", "pearson", 0.4, 0.5, 0.6),
)


def test_differences_to_vanilla_and_what_they_are():
    points = EFFECTS.points(MANY)
    assert tuple(points.columns) == crossed.EFFECTS
    of_f1 = points[points["metric"] == F1].set_index("method")
    assert of_f1["verdict"].to_dict() == {
        "seat": BETTER,
        "vib": SAME,
        "attention_at": WORSE,
        "attention_iat": WORSE,
    }
    assert of_f1.loc["seat", "difference"] == pytest.approx(0.396667, abs=1e-6)


@pytest.mark.parametrize(
    ("metric", "difference", "half", "unit", "found"),
    [
        (F1, 0.2, 0.1, PERCENT, BETTER),
        (F1, -0.2, 0.1, PERCENT, WORSE),
        (JSD, -0.2, 0.1, PLAIN, BETTER),
        ("attention_entropy", 0.2, 0.1, PLAIN, APART),
        (F1, 0.1, 0.2, PERCENT, SAME),
        (F1, 0.1, float("nan"), PERCENT, SAME),
        (F1, -0.00519, 0.00518, PERCENT, SAME),  # -1.04 to -0.00 points
        (F1, -0.00529, 0.00518, PERCENT, WORSE),
        (JSD, 0.044062, 0.043871, PLAIN, SAME),  # +0.000 to +0.088
        (JSD, 0.044062, 0.043871, SCIENTIFIC, WORSE),  # from +1.91E-04
    ],
)
def test_verdict(metric, difference, half, unit, found):
    assert crossed.verdict(metric, difference, half, unit) == found


def test_drawn_with_numbers_where_they_are_distinguishable_and_twins_in_one_row():
    points = EFFECTS.points(MANY)
    one = points[(points["method"] != "attention_iat") | (points["metric"] != "pearson")]
    svg = EFFECTS.svg(one[one["metric"] == F1], SETTING)
    assert svg == EFFECTS.svg(one[one["metric"] == F1], SETTING)
    assert ">+40</text>" in svg and svg.count(">·</text>") == 1 and ">F1 [%]</text>" in svg
    assert svg.count(">Attention AT = attention_iat</text>") == 1 and svg.count(">-20</text>") == 1
    assert "Of twenty differences that are none" in EFFECTS.captions(points, SETTING)[0]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (13.2, "+13"),
        (-4.93, "-4.9"),
        (0.113, "+.11"),
        (-0.004, "-.004"),
        (0.0099, "+.010"),
        (0.00996, "+.01"),
        (0.996, "+1.0"),
        (9.96, "+10"),
        (-10.4, "-10"),
    ],
)
def test_brief(number, text):
    assert crossed.brief(number) == text


def test_names_have_what_they_share_once():
    assert canvas.twinned(["Attention AT", "Attention iAT"]) == "Attention AT = iAT"
    assert canvas.twinned(["SEAT"]) == "SEAT"


def test_agreement_is_drawn_under_the_diagonal():
    """vanilla, seat, vib and AT have ranks 2 4 3 1 by F1 and 1 2 3 4 by Pearson: 1 - 6 * 14 / 60 = -0.4."""
    points = AGREEMENT.points(MANY)
    ((*pair, correlation, methods),) = points[list(AGREED)].to_numpy().tolist()
    assert (pair, correlation, methods) == ([F1, "pearson"], -0.4, 4)
    svg = AGREEMENT.svg(points, SETTING)
    assert ">-.40</text>" in svg and svg.count(">Pearson</text>") == svg.count(">F1 [%]</text>") == 1
    assert "10 methods up to 0.65" in AGREEMENT.captions(points, SETTING)[1]


def test_differences_without_an_interval_are_no_picture():
    two = material(*seeds("vanilla", F1, 0.5, 0.6), *seeds("seat", F1, 0.8, 0.9))
    assert len(EFFECTS.points(two)) == 1 and not EFFECTS.drawable(EFFECTS.points(two))
    assert EFFECTS.drawable(EFFECTS.points(MANY))


@pytest.mark.parametrize("figure", [EFFECTS, AGREEMENT])
def test_without_runs(figure):
    points = figure.points(material())
    assert points.empty and "No run of this profile has the measures." in figure.captions(points, SETTING)
