"""An SVG in fewer bytes that looks the same."""

import re

import pytest
from matplotlib.figure import Figure

from steady_attention.report.figures.compact import compact

HEAD = '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a"\n "b">\n<svg width="10pt">\n<metadata>m</metadata>\n'


def body(text):
    """What is left of a body."""
    lines = compact(f"{HEAD}{text}\n</svg>\n").splitlines()
    assert lines[0].startswith("<svg font-family=") and lines[0].endswith('width="10pt">')
    assert lines[-1] == "</svg>"
    return "\n".join(lines[1:-1])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            '<path d="M 1.26 2.0 \nL 3.14159 -0.04 \nz\n" style="fill: #fff"/>',
            '<path d="M1.3 2L3.1 0z" style="fill: #fff"/>',
        ),
        ('<!-- 0.00175 -->\n<text x="1.55555">0.00175</text>', '<text x="1.6">0.00175</text>'),
        ('<g id="a">\n<g id="b">\n<path d="z"/>\n</g>\n</g>', '<path d="z"/>'),
        (
            '<g clip-path="url(#c)">\n<path id="c" d="z"/>\n</g>',
            '<g clip-path="url(#c)">\n<path id="c" d="z"/>\n</g>',
        ),
        ('<path d="M 1 2 \nL 1 2 \nM 3 4.11 \nL 3 4.11 \n"/>', '<path d="M1 2h0M3 4.1h0"/>'),
        ('<path d="M 1 2 \nL 1 2.5 \n"/>', '<path d="M1 2L1 2.5"/>'),
        (
            '<use x="1.0" style="fill: red"/>\n<use x="2.0" style="fill: red"/>',
            '<g style="fill: red">\n<use x="1"/>\n<use x="2"/>\n</g>',
        ),
        (
            '<use x="1" style="fill: red"/>\n<use x="2" style="fill: blue"/>',
            '<use x="1" style="fill: red"/>\n<use x="2" style="fill: blue"/>',
        ),
        (
            "<text style=\"font-size: 8px; font-family: 'DejaVu Sans'; fill: red\">a</text>",
            '<text style="fill: red">a</text>',
        ),
    ],
)
def test_by_hand(text, left):
    assert body(text) == left


def test_the_size_that_most_texts_have_is_said_once():
    texts = "".join(f'<text style="font-size: {size}px">a</text>' for size in (8, 6, 8))
    svg = compact(f"{HEAD}{texts}</svg>")
    assert 'font-size="8"' in svg and svg.count("font-size: 6px") == 1 and "font-size: 8px" not in svg


def test_texts_and_shapes_of_a_drawing_stay():
    canvas = Figure(figsize=(2.0, 2.0))
    axes = canvas.add_subplot()
    axes.plot([0.123456, 1], [0, 0.00175], marker="o")
    axes.set_title("a < b & c")
    import io

    from steady_attention.report.figures.canvas import style

    with style():
        text = io.StringIO()
        canvas.savefig(text, format="svg")
    whole, short = text.getvalue(), compact(text.getvalue())
    for tag in ("path", "use", "text"):
        assert len(re.findall(rf"<{tag} ", whole)) == len(re.findall(rf"<{tag}[ >]", short))
    assert re.findall(r">([^<>]+)</text>", whole) == re.findall(r">([^<>]+)</text>", short)
    assert len(short) < 0.7 * len(whole) and compact(short).count("<path") == short.count("<path")
