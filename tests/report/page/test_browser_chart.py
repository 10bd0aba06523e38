"""The first screen's figure in a real browser: its texts are legible and stand apart at every width."""

import math
import re

import pytest

from steady_attention.report.findings.differences import QUESTIONS, Difference
from steady_attention.report.page import chart
from steady_attention.report.page.rendering import environment

pytestmark = pytest.mark.slow
LEGIBLE, APART = 11, 2  # pixels
WIDTHS = (320, 390, 700, 800, 1100, 1360, 1400)
METHODS = ("attention_ivat", "word_ivat")
ON_BOTH_SIDES = ((-0.010, 0.024), (-0.12, 0.126), (math.log(0.07), math.log(1.6)), (math.log(0.82), 0.75))
ON_ONE = ((0.002, 0.011), (-0.13, -0.01), (math.log(0.4), -0.3), (0.1, 2.5))
SMALL = ((-2e-6, 3e-6), (-0.0013, 0.0012), (-2e-5, 1e-5), (-0.001, 0.012))
SEEN = """() => {
  const texts = (of) => {
    const found = [], walker = document.createTreeWalker(of, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) found.push(walker.currentNode);
    return found.filter((node) => node.data.trim() && !node.parentElement.closest(".hidden"));
  };
  const boxes = (of) => texts(of).map((node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    const {left, right, top, bottom} = range.getBoundingClientRect();
    return {text: node.data.trim(), left, right, top, bottom};
  });
  const all = (selector) => [...document.querySelectorAll(`.chart ${selector}`)];
  return {
    sizes: texts(document.querySelector(".chart"))
      .map((node) => [node.data.trim(), parseFloat(getComputedStyle(node.parentElement).fontSize)]),
    panels: all("tfoot td").filter((cell) => cell.textContent.trim()).map((cell) => ({
      ends: [cell.firstElementChild.textContent, cell.lastElementChild.textContent],
      left: cell.getBoundingClientRect().left,
      right: cell.getBoundingClientRect().right,
      labels: boxes(cell),
    })),
    heads: all("thead th + th").map((cell) => boxes(cell)),
    names: all("tbody th").filter((cell) => getComputedStyle(cell).clipPath === "none")
      .map((cell) => [cell.getBoundingClientRect().right, boxes(cell)]),
    width: document.documentElement.scrollWidth,
  };
}"""


def drawn(means):
    """The figure of two methods with differences of given means, a pair a panel."""
    panels = []
    for question, pair in zip(QUESTIONS, means, strict=True):
        values = {name: (mean, mean * 1.001, mean * 0.999) for name, mean in zip(METHODS, pair, strict=True)}
        found = {name: Difference(name, question, own) for name, own in values.items()}
        panels.append(chart.panel(question, found))
    families = {name: [method] for name, method in zip(chart.FAMILIES, METHODS, strict=True)}
    figure = chart.Chart(panels, families, ["one and other"], True, {"attention_ivat": "10–50"})
    return environment().get_template("chart.html.j2").module.chart(figure)


def meeting(boxes):
    """The pairs of texts that overlap, or have fewer than APART pixels between them."""
    return [
        (one["text"], other["text"])
        for n, one in enumerate(boxes)
        for other in boxes[n + 1 :]
        if one["left"] < other["right"] + APART and other["left"] < one["right"] + APART
        if one["top"] < other["bottom"] and other["top"] < one["bottom"]
    ]


@pytest.fixture(params=[ON_BOTH_SIDES, ON_ONE, SMALL], ids=["both", "one", "small"])
def seen(show, file, tmp_path, request):
    """What is seen of a figure of four panels, by the width of the screen."""
    html, figure = file.read_text(encoding="utf-8"), drawn(request.param)
    html, count = re.subn(r'<figure class="chart".*?</figure>', lambda _: figure, html, flags=re.DOTALL)
    assert count == 1
    path = tmp_path / "index.html"
    path.write_text(html, encoding="utf-8")
    found, page = {}, show(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(SEEN)
    return found


def test_no_text_is_small(seen):
    small = {(width, *one) for width, at in seen.items() for one in at["sizes"] if one[1] < LEGIBLE}
    assert small == set()


def test_the_marks_of_an_axis_stand_apart_and_say_its_ends_or_0(seen):
    for width, at in seen.items():
        labels = [label for panel in at["panels"] for label in panel["labels"]]
        assert len(at["panels"]) == 4 and meeting(labels) == [], width
        for panel in at["panels"]:
            assert all(panel["ends"]) or "0" in [label["text"] for label in panel["labels"]], width
            for label in panel["labels"]:
                assert panel["left"] - 1 <= label["left"] < label["right"] <= panel["right"] + 1, width


def test_heads_and_names_are_whole(seen):
    for width, at in seen.items():
        names, heads = at["names"], [one for head in at["heads"] for one in head]
        assert len(heads) == 8 and meeting(heads) == [], width
        assert names and at["width"] <= width
        assert [one["text"] for most, name in names for one in name if one["right"] > most] == [], width
