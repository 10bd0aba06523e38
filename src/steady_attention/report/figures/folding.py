"""Which panels of a figure have room: those with points, if any has, as the rows and columns of a table."""

from collections.abc import Callable, Collection, Sequence

from steady_attention.results.query import Heading

Name = Callable[[Heading], str]


def shown(panels: Sequence[Heading], drawn: Collection[str], name: Name) -> tuple[Heading, ...]:
    """The panels that are drawn: with points; of a figure without any point all that do not fold themselves.

    drawn: the names of panels with points.
    """
    return tuple(panel for panel in panels if name(panel) in drawn or not (len(drawn) or panel.fold))


def absent(panels: Sequence[Heading], drawn: Collection[str], name: Name) -> list[str]:
    """The caption that names the others; none where all are drawn."""
    there = shown(panels, drawn, name)
    names = dict.fromkeys(name(panel) for panel in panels if panel not in there)
    return [f"Not in this profile: {'; '.join(names)}."] if names else []
