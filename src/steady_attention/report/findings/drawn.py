"""The picture of the answers: every method's difference to vanilla with its interval, a panel a question."""

from collections.abc import Sequence

from steady_attention.metrics.cards import card_of
from steady_attention.report.figures import canvas
from steady_attention.report.findings import answers, differences
from steady_attention.report.findings.answers import Answer
from steady_attention.report.findings.differences import BESIDE, PROPOSED
from steady_attention.report.findings.headline import Table
from steady_attention.report.findings.sources import Sources

TITLES = {
    "f1": "F1 [points]",
    "pearson": "Pearson, attention\nand gradients",
    "jsd@delta=0.01": "JSD under noise\n[% of vanilla's]",
    "attacked_tvd@delta=0.5": "TVD, attention per-\nturbed [% of vanilla's]",
}
ARROWS = {1: " ↑", -1: " ↓"}  # is better
COLOURS = {1: canvas.COLOURS["green"], 0: canvas.COLOURS["grey"], -1: canvas.COLOURS["red"]}
LACKING = "not measured"
WORDS = {1: "better than vanilla", 0: "not to be told from vanilla", -1: "worse than vanilla"}


def svg(source: Sources) -> str:
    """The picture as SVG; of a profile without answers one that says so."""
    table, place = Table(source.runs), answers.main_place(source)
    given = [answers.answer(table, place, question) for question in differences.QUESTIONS] if place else []
    given = [one for one in given if one is not None]
    with canvas.style():
        if not given:
            drawing, (axes,) = canvas.panels([0.4], 1, canvas.FULL / 2)
            canvas.empty(axes[0])
            return canvas.to_svg(drawing)
        there = {one.method for each in given for one in each.differences}
        methods = [name for name in (*PROPOSED, *BESIDE) if name in there]
        drawing, (panels,) = canvas.panels(
            [0.17 * len(methods) + 1.0], len(given), canvas.FULL / max(len(given), 2)
        )
        handles = {}
        for axes, one in zip(panels, given, strict=True):
            handles |= _panel(axes, one, methods)
        panels[0].set_yticks(range(len(methods)), methods)
        canvas.legend(
            drawing, {word: handles[word] for word in WORDS.values() if word in handles}, len(WORDS)
        )
        return canvas.to_svg(drawing)


def _panel(axes, one: Answer, methods: Sequence[str]) -> dict:
    """A mark and an interval a method, the first on top; artists by what they say."""
    handles = {}
    axes.axvline(0, color=canvas.INK, linewidth=0.8)
    for each in one.differences:
        mean, low, high = (each.unit[0] * end for end in each.ends)
        row, colour = methods.index(each.method), COLOURS[each.sign]
        axes.plot([low, high], [row, row], color=colour, linewidth=1.6)
        handles[WORDS[each.sign]] = axes.plot(mean, row, "o", color=colour, markersize=4.5)[0]
    measured = {each.method for each in one.differences}
    for row, name in enumerate(methods):
        if name not in measured:
            axes.text(0.5, row, LACKING, transform=axes.get_yaxis_transform(), ha="center", va="center")
    axes.set_ylim(len(methods) - 0.5, -0.5)
    axes.axhline(
        len([name for name in methods if name in PROPOSED]) - 0.5, color=".7", linewidth=0.8, linestyle=":"
    )
    axes.set_yticks([])
    axes.tick_params(bottom=True)
    better = card_of(one.question.metric).better
    axes.set_title(TITLES[one.question.metric] + ARROWS[better])
    axes.set_xlabel(f"difference to\nvanilla's {one.vanilla}")
    return handles
