"""Names in a saved figure."""

import re

from matplotlib.figure import Figure

from steady_attention.report.figures.canvas import style, to_svg


def drawing(left):
    with style():
        canvas = Figure(figsize=(2.0, 2.0))
        for bottom in (0.1, 0.6):
            axes = canvas.add_axes((left, bottom, 0.7, 0.3))
            axes.plot([0, 1], [0, 1])
        return to_svg(canvas)


def test_clipping_paths_are_numbered_and_found():
    svg = drawing(0.1)
    assert re.findall(r'<clipPath id="(.*?)"', svg) == ["clip1", "clip2"]
    assert set(re.findall(r'clip-path="url\(#(.*?)\)"', svg)) == {"clip1", "clip2"}


def test_the_last_bits_of_a_layout_change_nothing():
    assert drawing(0.1) == drawing(0.1 + 1e-16) == drawing(0.1 + 2e-15)
