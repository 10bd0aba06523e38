"""What the diagrams of all papers keep to: no overlap, no loose end, every word there and legible."""

import re
from itertools import combinations, pairwise

import pytest

from steady_attention import papers
from steady_attention.papers.attention_vat import idea, models
from steady_attention.papers.attention_vat.rows import METHODS
from steady_attention.report.figures.canvas import FULL, style
from steady_attention.report.figures.diagram import Diagram
from steady_attention.report.figures.shapes import Arrow, Box
from steady_attention.results.setting import Setting

SETTING = Setting("demo")
DIAGRAMS = [
    pytest.param(figure, id=f"{suite}-{figure.name}")
    for suite in papers.SUITES
    for figure in papers.get(suite).FIGURES
    if isinstance(figure, Diagram)
]
HAIR = 1e-9  # inches: cells that touch do not overlap
PAGE = 896  # pixels: 56 rem, the width of a figure on the page


def parts(diagram, kind):
    return [part for part in diagram.parts(diagram.numbers()) if isinstance(part, kind)]


def crosses(box, one, other):
    """Whether the line between two points goes through a box's inside."""
    return all(
        max(one[axis], other[axis]) > low + HAIR and min(one[axis], other[axis]) < high - HAIR
        for axis, (low, high) in enumerate((box.across, box.upwards))
    )


def letters(text):
    """A line's letters in no order, without spaces: mathtext writes one style after the other."""
    return "".join(sorted("".join(text.split()).replace("\\Sigma", "Σ").replace("⊤", "")))


def test_attention_vat_has_its_two_diagrams():
    assert [figure.name for figure in papers.get("attention_vat").FIGURES] == ["1", "2", "3", "ja2"]


@pytest.mark.parametrize("diagram", DIAGRAMS)
def test_equal_bytes_on_every_redraw(diagram):
    first, second = (diagram.svg(diagram.numbers(), SETTING) for _ in range(2))
    assert first == second and "<dc:date>" not in first


@pytest.mark.parametrize("diagram", DIAGRAMS)
def test_every_word_is_text(diagram):
    svg = diagram.svg(diagram.numbers(), SETTING)
    elements = re.findall(r"<text.*?</text>", svg, re.DOTALL)
    found = {letters(re.sub(r"<[^>]*>", "", element)) for element in elements}
    for box in parts(diagram, Box):
        for line in box.text.split("\n"):
            assert letters(re.sub(r"\\mathrm|\\top|[${}^_]", "", line)) in found


@pytest.mark.parametrize("diagram", DIAGRAMS)
def test_no_two_boxes_overlap_and_all_are_on_the_ground(diagram):
    boxes = parts(diagram, Box)
    for one, other in combinations(boxes, 2):
        assert not crosses(one, *zip(other.across, other.upwards, strict=True)), (one.text, other.text)
    for box in boxes:
        assert 0 <= box.across[0] and box.across[1] <= diagram.width
        assert 0 <= box.upwards[0] and box.upwards[1] <= diagram.height


@pytest.mark.parametrize("diagram", DIAGRAMS)
def test_arrows_join_boxes_and_cross_none(diagram):
    boxes = parts(diagram, Box)
    for arrow in parts(diagram, Arrow):
        assert arrow.start in boxes and arrow.end in boxes
        assert arrow.start.frame and arrow.end.frame
        for one, other in pairwise(arrow.path()):
            through = [box.text for box in boxes if crosses(box, one, other)]
            assert not through, (arrow.start.text, arrow.end.text)


@pytest.mark.parametrize("diagram", DIAGRAMS)
def test_every_text_fits_its_box(diagram):
    with style():
        canvas = diagram.draw(diagram.numbers(), SETTING)
        canvas.draw_without_rendering()
        boxes, texts = parts(diagram, Box), canvas.axes[0].texts
        for box, text in zip(boxes, texts, strict=True):
            taken = text.get_window_extent().transformed(canvas.dpi_scale_trans.inverted())
            assert text.get_text() == box.text
            scale = min(1.0, FULL / diagram.width)  # a diagram has the page's width at most
            assert taken.width <= scale * box.width and taken.height <= scale * box.height, box.text


@pytest.mark.parametrize("diagram", DIAGRAMS)
def test_text_is_legible_at_the_pages_width(diagram):
    for box in parts(diagram, Box):
        assert box.size / 72 / min(FULL, diagram.width) * PAGE >= 12


def test_figure_1_shows_its_numbers_and_says_what_they_are():
    texts = [box.text for box in parts(idea.FIGURE, Box)]
    for text in (
        "wonderful\n0.58",
        "wonderful\n0.22",
        "−1.22",
        "0.68",
        "prediction\np(positive) = 0.80",
        "perturbed prediction\np(positive) = 0.35",
    ):
        assert text in texts
    assert any("KL divergence = 0.42" in text for text in texts)
    assert idea.FIGURE.notes[0].startswith("An illustration, not a result")


def test_figure_1_shades_by_size_and_colours_by_sign():
    shades = {box.text: (box.colour, box.strength) for box in parts(idea.FIGURE, Box)}
    assert shades["wonderful\n0.58"] == ("orange", 1.0)
    assert shades["−1.22"] == ("blue", 1.0)
    assert shades["+0.84"] == ("red", pytest.approx(0.8392 / 1.2206))


def test_figure_3_has_every_equation_of_the_two_models():
    texts = " ".join(box.text for box in parts(models.FIGURE, Box))
    found = sorted(int(number) for number in re.findall(r"\((\d\d)\)", texts))
    assert found == [15, 16, 17, 17, 18, 19, 19, 20, 21, 22, 23]


def test_figure_3_names_every_method_where_it_adds_r():
    boxes = {box.text.split(" + r:")[0]: box for box in parts(models.FIGURE, Box) if "+ r" in box.text}
    told = {place: " ".join(box.text.split()) for place, box in boxes.items()}
    assert told == {
        "embeddings": f"embeddings + r: Word {_kinds('Word')}",
        "scores": f"scores + r: Attention {_kinds('Attention')}",
    }
    reached = [a.end.text for a in parts(models.FIGURE, Arrow) if "+ r" in a.start.text]
    single, pair = ["$w_T$", "$ã_T$"], ["$w_T^{(p)}$", "$w_1^{(q)}$", "$ã_T$"]
    assert reached == [*single, *pair]


def _kinds(family):
    return ", ".join(label.split()[1] for label in METHODS.values() if label.startswith(family))


def test_figure_3_as_rows():
    rows = models.FIGURE.numbers().set_index("box")["arrows_to"]
    assert rows["$\\mathrm{Enc}_Q$ (21)"] == "$h_1^{(q)}$; $h_T^{(q)}$"
    assert rows["$h_T^{(q)}$"] == "$c^\\top$tanh($W_1 h_t^{(p)} + W_2 h_T^{(q)} + b$) (22)"
