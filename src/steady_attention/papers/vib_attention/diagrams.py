"""Figures 1 and 2: learner and compressor, and the bottleneck. Lengths in inches, y upwards."""

from functools import partial

from steady_attention.papers.vib_attention.rows import PAPER, VAT
from steady_attention.report.figures.diagram import Diagram, Parts, listing
from steady_attention.report.figures.shapes import Arrow, Box, chain, fan, label, row

FIXED, TRAINED, BOUND = ("blue", 0.8), ("grey", 0.0), ("green", 0.35)
BROAD, TALL, STEP = 2.7, 0.48, 0.76  # of a box, and from one box up to the next
LEARNER, COMPRESSOR = 2.0, 7.4  # the middle of the two columns of Figure 1
LEFT, CELL = 0.9, 0.6  # of the words' cells in Figure 2: where they begin, and the width of one
MIDDLE = LEFT + 2 * CELL
FRAMEWORK = (9.7, 6.6)
ARCHITECTURE = (8.6, 6.75)


def stack(x: float, low: float, parts: dict[str, tuple[str, float]]) -> tuple[Box, ...]:
    """Boxes one above the other, from `low` on: text and shade of each."""
    return tuple(
        Box(text, x, low + STEP * n, BROAD, TALL, *shade) for n, (text, shade) in enumerate(parts.items())
    )


def framework() -> Parts:
    """Figure 1."""
    words, states = "words of the text T", "states X (1)"
    attention, summed = "attention α", "R = Σ α x (2)"
    learner = {
        words: TRAINED,
        "encoder": TRAINED,
        states: TRAINED,
        attention: FIXED,
        summed: TRAINED,
        "classifier": TRAINED,
        "p(Y | R)": TRAINED,
    }
    compressor = {
        words: TRAINED,
        "encoder": FIXED,
        states: TRAINED,
        attention: TRAINED,
        summed: TRAINED,
        "Z = u + σ ⊙ ε (9)": TRAINED,
        "q(Y | Z) (5)": TRAINED,
    }
    left, right = stack(LEARNER, 0.9, learner), stack(COMPRESSOR, 0.9, compressor)
    middle, edge = (LEARNER + COMPRESSOR) / 2, left[0].across[1]
    broad = COMPRESSOR - BROAD / 2 - edge - 0.2
    return (
        label("Learner: fine-tuning\nminimises the cross-entropy", LEARNER, 6.2, 3.2, 0.5),
        label("Compressor: VAT\nmaximises I(Z; Y) − β I(Z; R) (3), (8)", COMPRESSOR, 6.2, 4.2, 0.5),
        *(*left, *right, *chain(*left), *chain(*right)),
        label("better states", middle, left[1].y + 0.2, broad),
        label("better attention", middle, left[3].y + 0.2, broad),
        *(Arrow(left[1], right[1]), Arrow(right[3], left[3])),
        Box("fixed in this phase", 3.6, 0.28, 1.9, 0.34, *FIXED),
        Box("trained, or computed", 5.8, 0.28, 1.9, 0.34, *TRAINED),
    )


def cells(symbol: str, y: float) -> tuple[Box, ...]:
    """A cell for the first words, for those that are not shown, and for the last one."""
    texts = [f"${symbol}_1$", f"${symbol}_2$", "…", f"${symbol}_T$"]
    return row(texts, LEFT, y, CELL, 0.42, ["grey"] * 4, [0.0] * 4)


def attended() -> tuple[Parts, Box]:
    """Figure 2 from the words up to R; R."""
    words, states = cells("w", 0.35), cells("x", 1.75)
    encoder = Box("encoder, fixed (1)", MIDDLE, 1.05, 4 * CELL, 0.42, *FIXED)
    attention = Box("α = softmax($v^\\top$tanh($W x_i$)) (2)", MIDDLE, 2.5, 2.9, TALL, "orange", 0.45)
    text = Box("R = Σ α x (2)", MIDDLE, 3.3, 4 * CELL, TALL)
    read, known = ([row[n] for n in (0, 1, 3)] for row in (words, states))
    arrows = (*fan(read, [encoder]), *fan([encoder], known), *fan(known, [attention]), Arrow(attention, text))
    parts = (*words, encoder, *states, attention, text, *arrows, Arrow(known[0], text, lane=0.3))
    return parts, text


def architecture() -> Parts:
    """Figure 2."""
    below, text = attended()
    u, sigma = (
        Box(f"{name} = MLP(R)", MIDDLE + x, 4.1, 1.4, TALL) for name, x in (("u", -0.75), ("σ", 0.75))
    )
    noise = Box("ε ~ N(0, I)", MIDDLE + 3.0, 4.9, 1.5, TALL)
    latent = Box("Z = u + σ ⊙ ε (9)", MIDDLE, 4.9, 2.9, TALL, *BOUND)
    decided = Box("q(Y | Z) = MLP(Z)", MIDDLE, 5.7, 4 * CELL, TALL)
    answer = Box("label Y", MIDDLE, 6.4, 4 * CELL, 0.42)
    bound = "I(Z; R) ≤ KL(p(Z | R) ‖ r(Z)) (7)"
    least = Box(f"least of R in Z:\n{bound}\nr = N(0, I), weight β", 6.75, 3.7, 3.4, 0.8, *BOUND)
    most = Box("most of Y in Z:\nI(Z; Y) ≥ E log q(Y | Z) + const. (5)", 6.75, 5.7, 3.4, 0.62, *BOUND)
    return (
        *(*below, u, sigma, noise, latent, decided, answer, least, most),
        *fan([text], [u, sigma]),
        *fan([u, sigma, noise], [latent]),
        *chain(latent, decided, answer),
        *(Arrow(sigma, least, dashed=True), Arrow(decided, most, dashed=True)),
    )


def diagram(name: str, title: str, size: tuple[float, float], parts: Parts, *notes: str) -> Diagram:
    """A figure of the paper, drawn anew."""
    return Diagram(
        **PAPER.figure(name, ", drawn anew"),
        title=title,
        width=size[0],
        height=size[1],
        numbers=partial(listing, parts),
        parts=lambda points: parts,
        notes=(*notes, "Numbers in brackets: the paper's equations.", VAT),
    )


FIGURES = (
    diagram(
        "1",
        "The framework: learner and compressor in turn",
        FRAMEWORK,
        framework(),
        "Each phase begins from the other's weights; iteration 0 is plain attention, trained to convergence.",
        "The learner predicts; Z is there while the compressor is trained.",
    ),
    diagram(
        "2",
        "The bottleneck behind attention, as the compressor trains it",
        ARCHITECTURE,
        architecture(),
        "Eq. 8, I(Z; Y) − β I(Z; R) by these two bounds, is maximised; only the attention (orange), the two "
        "MLPs of u and σ and that of q are trained for it.",
    ),
)
