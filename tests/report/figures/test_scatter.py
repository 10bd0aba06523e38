import re

import numpy as np
import pytest

from steady_attention.report.figures.scatter import COLUMNS, Scatter, View
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run, variant
from tests.results import evaluated
from tests.results.small import scored

SETTING = Setting("demo", {"twitter": "toy"})
PICTURE = Scatter(
    name="3",
    title="Representations",
    source="A paper, Figure 3",
    groups=(
        Heading("Twitter (LSTM)", {"dataset": "twitter", "encoder": "lstm"}),
        Heading("IMDB (LSTM)", {"dataset": "imdb", "encoder": "lstm"}),
        Heading("Trec (LSTM), ours", {"dataset": "trec", "encoder": "lstm"}, fold=True),
    ),
    views=(
        View("VAT", {"method": "vib", "attention": "additive"}),
        *(
            View(
                f"iteration {k}",
                {"method": "vib", "attention": "additive"},
                "tsne_iterations.npz",
                f"points_{k}",
                f"@iteration={k}",
            )
            for k in (0, 1)
        ),
    ),
    columns=2,
    notes=("A note.",),
)
PLACES = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.5]], np.float16)


@pytest.fixture
def material(tmp_path):
    """vib with seeds 2 and 5, both with points, and seed 1 without; a run of a sweep; one iteration."""
    runs = []
    for seed, changes in ((2, {}), (5, {}), (1, {}), (0, {"beta": 0.1})):
        run = Run("toy", "lstm", "additive", "vib", variant(changes), seed)
        test = {"silhouette": 0.25 + seed, "distance_ratio": None, "silhouette@iteration=0": 0.125}
        runs.append(evaluated.write(tmp_path, run, test))
        if seed != 1:
            points = evaluated.npz(points=PLACES + seed, labels=np.array([0, 1, 1]))
            evaluated.put(
                folder_of(run, tmp_path), tsne=points, tsne_iterations=evaluated.npz(points_0=-PLACES)
            )
    return Material(scored(runs, tmp_path), SETTING, runs, tmp_path)


def test_points_of_the_smallest_seed_that_has_them(material):
    points = PICTURE.points(material)
    assert tuple(points.columns) == COLUMNS
    first = points[points["view"] == "VAT"]
    assert first[["seed", "label", "x", "y"]].to_numpy().tolist() == [
        [2, 0, 3.0, 4.0],
        [2, 1, 5.0, 6.0],
        [2, 1, 7.0, 8.5],
    ]
    assert set(first["silhouette"]) == {2.25} and first["distance_ratio"].isna().all()
    assert set(first["dataset"]) == {"twitter"} and set(first["corpus"]) == {"toy"}


def test_an_iteration_has_its_own_points_and_numbers(material):
    points = PICTURE.points(material)
    own = points[points["view"] == "iteration 0"]
    assert own["x"].tolist() == [-1.0, -3.0, -5.0] and set(own["silhouette"]) == {0.125}
    assert "iteration 1" not in set(points["view"])  # of a run with fewer iterations


def test_panels_say_their_numbers_or_that_there_is_no_run(material):
    svg = PICTURE.svg(PICTURE.points(material), SETTING)
    assert svg.count(">silhouette 2.25, ratio undefined</text>") == 1
    assert svg.count(">silhouette 0.12, ratio undefined</text>") == 1
    assert svg.count(">Twitter (LSTM) (here: toy), VAT</text>") == 1
    assert "iteration 1" not in svg and "not in this profile" not in svg
    assert "Trec" not in svg and "IMDB" not in svg
    assert svg.count(">class 0</text>") == svg.count(">class 1</text>") == 1
    named = Setting("demo", {"twitter": "toy"}, classes={"toy": ("negative", "positive")})
    svg = PICTURE.svg(PICTURE.points(material), named)
    assert svg.count(">negative</text>") == svg.count(">positive</text>") == 1


def test_points_are_lines_of_no_length(material):
    """Three points a panel: one of class 0, round, two of class 1, square."""
    svg = PICTURE.svg(PICTURE.points(material), SETTING)
    paths = re.findall(r'<path d="((?:M[-\d. ]+h0)+)"[^>]*stroke-linecap: (\w+)', svg)
    assert [(path.count("h0"), cap) for path, cap in paths] == [(1, "round"), (2, "square")] * 2


def test_captions(material):
    captions = PICTURE.captions(PICTURE.points(material), SETTING)
    assert "Seeds: 2." in captions and captions[-1] == "A note."
    assert "One run a panel: the smallest seed that has points." in captions
    assert any(line.startswith("Without a run for it here: IMDB") and "; Trec" in line for line in captions)
    assert any(line.startswith("Corpus of twitter: here toy") for line in captions)


def test_equal_bytes_on_every_redraw(material):
    points = PICTURE.points(material)
    assert PICTURE.svg(points, SETTING) == PICTURE.svg(points, SETTING)


def test_a_profile_without_runs(material):
    none = Material(material.scores[:0], SETTING, (), material.evaluations)
    points = PICTURE.points(none)
    assert len(points) == 0 and tuple(points.columns) == COLUMNS
