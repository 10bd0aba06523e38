import math

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import FillBetweenPolyCollection, PathCollection
from matplotlib.figure import Figure as Canvas

from steady_attention.report.figures import violins
from steady_attention.report.figures.violins import BINS, COLUMNS, TEXTS, Violins
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run
from tests.results.evaluated import write
from tests.results.small import scored

FIGURE = Violins(
    name="2",
    title="Seeds",
    source="A paper, Figure 2",
    methods=(Heading("Vanilla", {"method": "vanilla"}), Heading("SEAT", {"method": "seat"})),
    datasets=(Heading("SST", {"dataset": "sst"}), Heading("Hate", {"dataset": "hate"})),
    where={"encoder": "rnn", "attention": "additive"},
    notes=("A note.",),
)
TWO = [[0.5, 0.5], [0.5, 0.5]]


def run(method="vanilla", seed=0):
    return Run("sst", "rnn", "additive", method, (), seed)


def material(evaluations, runs):
    return Material(scored(runs, evaluations), Setting("small"), runs, evaluations)


def written(evaluations, method, attentions, labels=(0, 1)):
    """A run a seed, from 3 on."""
    return [
        write(evaluations, run(method, seed), {"f1": 0.5}, weights, [[0.5, 0.5]] * len(weights), labels)
        for seed, weights in enumerate(attentions, start=3)
    ]


def test_the_largest_divergence_from_the_base_seed(tmp_path):
    """Text 0 moves to the other word in the third run only; text 1 never."""
    attentions = [[[1, 0], [0.25, 0.75]], [[1, 0], [0.25, 0.75]], [[0, 1], [0.25, 0.75]]]
    points = FIGURE.points(material(tmp_path, written(tmp_path, "vanilla", attentions)))
    assert tuple(points.columns) == COLUMNS
    assert points.values.tolist() == [
        ["Vanilla, SST", "sst", "sst", "vanilla", 3, "4 5", 0, 0, 1.0, BINS[3], round(math.log(2), 6)],
        ["Vanilla, SST", "sst", "sst", "vanilla", 3, "4 5", 1, 1, 0.75, BINS[3], 0.0],
    ]


@pytest.mark.parametrize(
    "largest, place", [(0.125, 0), (0.249, 0), (0.25, 1), (0.5, 2), (0.625, 2), (0.75, 3), (1.0, 3)]
)
def test_bins_are_closed_below(tmp_path, largest, place):
    rest = [(1 - largest) / 8] * 8
    points = FIGURE.points(material(tmp_path, written(tmp_path, "seat", [[[largest, *rest]]] * 2, (0,))))
    assert list(points["bin"]) == [BINS[place]]


def test_one_seed_is_no_comparison(tmp_path):
    made = material(tmp_path, written(tmp_path, "vanilla", [TWO]))
    assert len(FIGURE.points(made)) == 0


def test_many_texts_are_thinned_evenly(tmp_path):
    weights = [[0.5, 0.5]] * (2 * TEXTS - 1)
    runs = written(tmp_path, "vanilla", [weights] * 2, [0] * len(weights))
    points = FIGURE.points(material(tmp_path, runs))
    assert list(points["text"]) == list(range(0, 2 * TEXTS, 2))


def many(seed, spread):
    return np.random.default_rng(seed).dirichlet([spread] * 7, size=61)


def test_equal_bytes_and_panels_without_runs(tmp_path):
    runs = written(tmp_path, "vanilla", [many(seed, 0.2) for seed in (0, 1)], np.arange(61) % 2)
    runs += written(tmp_path, "seat", [many(0, 5.0)] * 2, np.arange(61) % 2)  # the very same attention
    made = material(tmp_path, runs)
    first, second = (FIGURE.svg(FIGURE.points(made), made.setting) for _ in range(2))
    assert first == second and "<dc:date>" not in first
    assert ">not in this profile</text>" not in first and ">[0.25, 0.50)</text>" in first
    captions = FIGURE.captions(FIGURE.points(made), made.setting)
    assert any(line.startswith("Without a run for it here: ") for line in captions)
    assert "Seeds: 3, 4." in captions and captions[-1] == "A note."


def drawn(values, labels):
    """The axes of the texts of one bin."""
    axes = Canvas().add_subplot()
    points = pd.DataFrame({"jsd": values, "label": labels, "bin": BINS[2]})
    violins.draw_bins(axes, points, 1.05)
    return axes


@pytest.mark.parametrize("values", [[0.1, 0.2, 0.3, 0.4], [0.1] * 9])
def test_few_or_equal_texts_are_drawn_one_by_one(values):
    marks = drawn(values, [0] * len(values)).collections
    assert sum(len(one.get_offsets()) for one in marks if isinstance(one, PathCollection)) == len(values)
    assert not any(isinstance(one, FillBetweenPolyCollection) for one in marks)


def test_a_half_is_as_high_as_declared_and_on_its_side():
    axes = drawn([*np.linspace(0, 1, 9), *np.linspace(0, 1, 11)], [0] * 9 + [1] * 11)
    halves = [one for one in axes.collections if isinstance(one, FillBetweenPolyCollection)]
    down, up = (half.get_paths()[0].vertices[:, 1] for half in halves)
    assert up.min() == 2.0 and up.max() == pytest.approx(2.0 + violins.HALF)
    assert down.max() == 2.0 and down.min() == pytest.approx(2.0 - violins.HALF)
