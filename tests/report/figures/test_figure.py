import math
from pathlib import Path

import pandas as pd
import pytest

from steady_attention.report.figures import canvas, curves, figure, lines
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from tests.results.small import run, scored

CURVE = lines.Lines(
    name="2",
    title="Amounts",
    source="A paper, Figure 2",
    x="unlabeled",
    x_label="unlabeled texts",
    lines=(Heading("VAT", {"method": "attention_vat"}), Heading("iVAT", {"method": "attention_ivat"})),
    panels=(
        Heading("test F1", {"dataset": "sst", "metric": "f1", "split": "test"}, "SST"),
        Heading("dev F1", {"dataset": "sst", "metric": "f1", "split": "dev"}, "SST"),
        Heading("test F1", {"dataset": "imdb", "metric": "f1", "split": "test"}, "IMDB"),
    ),
    where={"encoder": "bilstm", "attention": "additive"},
    notes=("A note.",),
)
SETTING = Setting("small")


def points(frame, setting=SETTING, runs=(), evaluations=Path("none")):
    return CURVE.points(Material(frame, setting, runs, evaluations))


@pytest.fixture
def frame(evaluations, runs):
    return scored(runs, evaluations)


def test_the_numbers_drawn_to_the_character(frame, runs):
    lines = figure.to_csv(points(frame, SETTING, runs)).splitlines()
    place = "VAT,sst,bilstm,additive,attention_vat"
    assert lines == [
        "panel,line,dataset,encoder,attention,method,split,metric,corpus,key,x,mean,std,runs,wanted,seeds",
        f'"SST, test F1",{place},test,f1,sst,unlabeled,0,82.0,1.0,3,3,0 1 2',
        f'"SST, test F1",{place},test,f1,sst,unlabeled,500,83.0,1.0,3,3,0 1 2',
        f'"SST, test F1",{place},test,f1,sst,unlabeled,2000,85.0,1.0,3,3,0 1 2',
        f'"SST, dev F1",{place},dev,f1,sst,unlabeled,0,92.0,1.0,3,3,0 1 2',
        f'"SST, dev F1",{place},dev,f1,sst,unlabeled,500,93.0,1.0,3,3,0 1 2',
        f'"SST, dev F1",{place},dev,f1,sst,unlabeled,2000,95.0,1.0,3,3,0 1 2',
    ]


def test_equal_bytes_on_every_redraw(frame, runs):
    first, second = (CURVE.svg(points(frame, SETTING, runs), SETTING) for _ in range(2))
    assert first == second
    assert "<dc:date>" not in first


def test_other_numbers_give_another_picture(frame, runs):
    moved = frame.assign(value=frame["value"] * frame["seed"].map({0: 1.0, 1: 1.01, 2: 1.0}))
    before, after = (CURVE.svg(points(f, SETTING, runs), SETTING) for f in (frame, moved))
    assert before != after


def test_text_stays_text_and_absent_panels_are_named(frame, runs):
    svg = CURVE.svg(points(frame, SETTING, runs), SETTING)
    assert ">unlabeled texts</text>" in svg
    assert ">not in this profile</text>" not in svg and ">IMDB</text>" not in svg
    assert ">iVAT</text>" not in svg


def test_captions(frame, runs):
    captions = CURVE.captions(points(frame, SETTING, runs), SETTING)
    assert captions[0].startswith("A paper, Figure 2. Points: mean over seeds")
    assert "No run in this profile: iVAT." in captions
    assert captions[-1] == "A note."


def test_a_point_of_fewer_runs_says_so(frame, runs):
    made = points(frame, SETTING, [*runs, run("attention_vat", 9, unlabeled=500)])
    fewer = made[made["x"] == 500]
    assert fewer["mean"].notna().all() and fewer[["runs", "wanted"]].to_numpy().tolist() == [[3, 4]] * 2
    told = "Of fewer runs: VAT, SST, test F1, 500: measured of 3 of 4 runs."
    assert told in CURVE.captions(made, SETTING)


def test_an_undefined_point_is_not_drawn_and_says_so(frame, runs):
    lost = frame.assign(value=frame["value"].where(~frame["variant"].str.contains("unlabeled=500"), math.nan))
    made = points(lost, SETTING, runs)
    assert made[made["x"] == 500]["mean"].isna().all()
    told = "Not drawn: VAT, SST, test F1, 500: measured of 3 of 3 runs."
    assert told in CURVE.captions(made, SETTING)


def test_a_figure_without_runs_has_no_points_and_says_so(frame):
    made = points(frame[:0])
    assert len(made) == 0 and tuple(made.columns) == lines.POINT
    told = CURVE.captions(made, SETTING)
    assert "Without a run for it here: SST, test F1; SST, dev F1; IMDB, test F1." in told


def test_a_corpus_that_stands_for_two_data_sets_is_drawn_once(frame, runs):
    setting = Setting("demo", {"imdb": "sst"})
    made = points(frame, setting, runs)
    assert set(made["panel"]) == {"SST, test F1", "SST, dev F1"}
    (told,) = (line for line in CURVE.captions(made, setting) if line.startswith("Not drawn again"))
    assert told.endswith(": IMDB (here: sst), test F1.")


def test_another_corpus_is_named(frame):
    made = points(frame.assign(dataset="other"), Setting("demo", {"sst": "other"}), ())
    assert set(made["panel"]) == {"SST (here: other), test F1", "SST (here: other), dev F1"}


def test_lines_that_coincide_are_drawn_as_one(frame):
    twin = frame[frame["method"] == "attention_vat"].assign(method="attention_ivat")
    made = points(pd.concat([frame, twin]))
    assert curves.coinciding(made) == [("VAT", "iVAT")]
    assert CURVE.svg(made, SETTING).count(">VAT = iVAT</text>") == 1
    assert "VAT = iVAT: one line, all of their numbers are equal." in CURVE.captions(made, SETTING)
    moved = pd.concat([frame, twin.assign(value=twin["value"] * 0.9)])
    assert curves.coinciding(points(moved)) == [("VAT",), ("iVAT",)]


def test_the_axis_is_named_with_its_unit_and_a_band_stays_in_the_measures_range(frame, runs):
    made = points(frame, SETTING, runs)
    svg = CURVE.svg(made, SETTING)
    assert svg.count(">test F1 [%]</text>") == svg.count(">dev F1 [%]</text>") == 1
    with canvas.style():
        drawing = CURVE.draw(made.assign(std=90.0), SETTING)
    for axes in drawing.axes:
        (band,) = axes.collections
        assert band.get_paths()[0].vertices[:, 1].max() <= 100.0


def test_a_panel_alone_has_half_of_the_pages_width(frame, runs):
    made = points(frame, SETTING, runs)
    for panels, width in ((1, canvas.FULL / 2), (2, canvas.FULL)):
        names = list(dict.fromkeys(made["panel"]))[:panels]
        with canvas.style():
            drawing = CURVE.draw(made[made["panel"].isin(names)], SETTING)
        assert drawing.get_figwidth() == pytest.approx(width)
