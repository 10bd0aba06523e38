"""The tables and the page of a comparison."""

import html
import re

import numpy as np
import pandas as pd
import pytest

from steady_attention.report.comparison import page, tables
from steady_attention.results.comparison import COLUMNS, COSTS

PLACE = ("mine", "bilstm", "additive")


def row(method, metric, mean, half, gain=np.nan, gain_half=np.nan, corpus="mine", undefined=0):
    ends = (mean, mean - half, mean + half, gain, gain - gain_half, gain + gain_half)
    return (corpus, *PLACE[1:], method, metric, *ends, 3, undefined, 1, "0 1 2")


ROWS = [
    row("vanilla", "f1", 0.71, 0.02),
    row("seat", "f1", 0.73, 0.05, 0.02, 0.03),
    row("uniform", "f1", 0.61, 0.02, -0.1, 0.01),
    row("vanilla", "pearson", 0.5, 0.1),
    row("seat", "pearson", np.nan, np.nan, undefined=2),
    row("vanilla", "f1", 0.413, np.nan, corpus="a|b"),
]
FOUND = pd.DataFrame(ROWS, columns=list(COLUMNS))
SPENT = pd.DataFrame(
    [(*PLACE, "seat", 3, 12.34, 5.0, 2.5), (*PLACE, "base", 1, np.nan, 1.0, np.nan)], columns=list(COSTS)
)


def test_methods_by_corpora_by_hand():
    first, second = tables.by_corpora(FOUND)
    assert first.title == "Methods by corpora: f1 [%] ↑" or first.title.lower().startswith(
        "methods by corpora: f1"
    )
    assert first.header == ["Method", "mine", "a|b"]
    assert first.rows == [
        ["vanilla", "71.00 ± 2.00", "41.30"],
        ["seat", "73.00 ± 5.00", "–"],
        ["uniform", "61.00 ± 2.00 *", "–"],
    ]
    assert second.rows == [["vanilla", "0.500 ± 0.100"], ["seat", "undefined in 2/3 runs"]]


def test_of_a_single_corpus_one_measure_is_told_apart():
    """The others stand in its own table."""
    (only,) = tables.by_corpora(FOUND[FOUND["corpus"] == "mine"])
    assert only.title.startswith("Methods by corpora: F1")


def test_wide_tables_are_cut_and_small_numbers_have_one_power_of_ten():
    names = ("f1", "accuracy", "pearson", "kendall", "attention_entropy", "tvd@delta=0.01", "jsd@delta=0.01")
    rows = [row("vanilla", name, 0.5, 0.1) for name in names[:-1]]
    rows += [row("vanilla", names[-1], 3.1e-6, 2e-7), row("seat", names[-1], 7e-8, 2e-9, -3.03e-6, 1e-7)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    first, second = tables.of_corpus(found, PLACE)
    assert len(first.header) == 1 + tables.COLUMNS and second.title == f"{first.title}, continued"
    assert second.header[1].endswith("[×10⁻⁶] ↓")
    assert second.rows == [["vanilla", "3.10 ± 0.20"], ["seat", "0.07 ± <0.01 *"]]
    (gains,) = tables.differences(found, PLACE)
    assert gains.rows == [["seat", "-3.03 [-3.13, -2.93]"]]


@pytest.mark.parametrize(
    ("half", "largest", "told"), [(0.03, 0.5, True), (0.03, 0.48, False), (np.nan, 0.51, False)]
)
def test_a_model_that_learned_nothing_is_told(half, largest, told):
    """Vanilla's interval 0.49 to 0.55, or its one run's 0.52, and the largest class."""
    found = pd.DataFrame([row("vanilla", "accuracy", 0.52, half)], columns=list(COLUMNS))
    lines = tables.unlearned(found, {"mine": largest})
    assert bool(lines) == told
    if told:
        assert "52.00 ± 3.00 %" in lines[0] and "50.00 %" in lines[0]
        assert lines[0] in html.unescape(page.page("Mine", {}, found, SPENT, [], lines))
        assert lines[0] in page.markdown("Mine", {}, found, SPENT, lines)


def test_a_mark_is_a_difference_whose_interval_leaves_0_out():
    assert [tables.apart(row) for row in FOUND.to_dict("records")] == [
        False,
        False,
        True,
        False,
        False,
        False,
    ]
    (grid,) = tables.differences(FOUND, PLACE)
    assert grid.rows == [["seat", "+2.00 [-1.00, +5.00]"], ["uniform", "-10.00 [-11.00, -9.00]"]]


def test_costs_that_are_not_recorded_are_dashes():
    assert tables.cost(SPENT).rows == [
        ["mine", "seat", "3", "12.3", "2.5", "5.0"],
        ["mine", "base", "1", "–", "–", "1.0"],
    ]


def test_the_plot_is_scaled_to_the_intervals_within_the_measures_bounds():
    plot = page.plot(FOUND, PLACE)
    assert (plot.left, plot.right) == ("59.00", "78.00")
    vanilla, seat, uniform = plot.dots
    assert vanilla.reference and uniform.control and not seat.control
    assert (uniform.low, seat.high) == (0.0, 100.0) and seat.at == pytest.approx(100 * 14 / 19, abs=0.01)
    assert page.plot(FOUND, ("none", "x", "y")) is None


def test_the_page_holds_every_number_and_asks_for_nothing_else():
    text = page.page("Mine <1>", {"Profile": "small & real"}, FOUND, SPENT, ["compare.csv"])
    for shown in (
        "71.00 ± 2.00",
        "61.00 ± 2.00 *",
        "-10.00 [-11.00, -9.00]",
        "undefined in 2/3 runs",
        "12.3",
    ):
        assert html.escape(shown) in text
    assert "Mine &lt;1&gt;" in text and "small &amp; real" in text and "<1>" not in text
    assert not re.search(r"(src=|https?:|@import|url\()", text)
    assert re.findall(r'href="([^"]*)"', text) == ["compare.csv"]


def test_the_markdown_has_the_same_tables():
    text = page.markdown("Mine", {"Profile": "small"}, FOUND, SPENT)
    assert text.startswith("# Mine\n\n- Profile: small\n")
    assert "| uniform | 61.00 ± 2.00 * | – |" in text and "| Method | mine | a\\|b |" in text
    assert (
        text.count("## ") == 2 + 2 + 1 + 1 + 1
    )  # by corpora, mine, a|b without vanilla's differences, costs, reading
