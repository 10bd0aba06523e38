"""Figures 1 and 2: learner and compressor, and the bottleneck. Lengths in inches, y upwards."""

from functools import partial

from steady_attention.papers.vib_attention.rows import SOURCE, VAT
from steady_attention.report.figures.diagram import Diagram, Parts, listing
from steady_attention.report.figures.shapes import Arrow, Box, label, row

FIXED, TRAINED, BOUND = ("blue", 0.8), ("grey", 0.0), ("green", 0.35)
BROAD, TALL, STEP = 2.7, 0.48, 0.76  # of a box, and from one box up to the next
LEARNER, COMPRESSOR = 2.0, 7.4  # the middle of the two columns of Figure 1
LEFT, CELL = 0.9, 0.6  # of the words' cells in Figure 2: where they begin, and the width of one
MIDDLE = LEFT + 2 * CELL
FRAMEWORK = (9.7, 6.6)
ARCHITECTURE = (8.6, 6.75)


def stack(x: float, low: float, *parts: tuple[str, tuple[str, float]]) -> tuple[Box, ...]:
    """Boxes one above the other, from `low` on: text and shade of each."""
    return tuple(Box(text, x, low + STEP * n, BROAD, TALL, *shade) for n, (text, shade) in enumerate(parts))


def upwards(boxes: tuple[Box, ...]) -> list[Arrow]:
    """An arrow from each box to the next."""
    return list(map(Arrow, boxes, boxes[1:]))


def framework() -> Parts:
    """Figure 1."""
    below = ("words of the text T", TRAINED), ("encoder", TRAINED), ("states X   (1)", TRAINED)
    learner = stack(
        LEARNER, 0.9, *below, ("attention α", FIXED), ("R = Σ α x   (2)", TRAINED),
        ("classifier", TRAINED), ("p(Y | R)", TRAINED),
    )  # fmt: skip
    compressor = stack(
        COMPRESSOR, 0.9, below[0], ("encoder", FIXED), below[2], ("attention α", TRAINED),
        ("R = Σ α x   (2)", TRAINED), ("Z = u + σ ⊙ ε   (9)", TRAINED), ("q(Y | Z)   (5)", TRAINED),
    )  # fmt: skip
    middle, right = (LEARNER + COMPRESSOR) / 2, learner[0].across[1]
    told = (
        ("better states", learner[1].y), ("better attention", learner[3].y),
    )  # fmt: skip
    return (
        label("Learner: fine-tuning\nminimises the cross-entropy", LEARNER, 6.2, 3.2, 0.5),
        label("Compressor: VAT\nmaximises I(Z; Y) − β I(Z; R)   (3), (8)", COMPRESSOR, 6.2, 4.2, 0.5),
        *learner, *compressor, *upwards(learner), *upwards(compressor),
        *(label(text, middle, y + 0.2, COMPRESSOR - BROAD / 2 - right - 0.2) for text, y in told),
        Arrow(learner[1], compressor[1]), Arrow(compressor[3], learner[3]),
        Box("fixed in this phase", 3.6, 0.28, 1.9, 0.34, *FIXED),
        Box("trained, or computed", 5.8, 0.28, 1.9, 0.34, *TRAINED),
    )  # fmt: skip


def attended() -> tuple[Parts, Box]:
    """Figure 2 from the words up to R; R."""
    rows = {
        name: row([f"${symbol}_1$", f"${symbol}_2$", "…", f"${symbol}_T$"], LEFT, y, CELL, 0.42, ["grey"] * 4,
                  [0.0] * 4)
        for name, symbol, y in (("words", "w", 0.35), ("states", "x", 1.75))
    }  # fmt: skip
    encoder = Box("encoder, fixed   (1)", MIDDLE, 1.05, 4 * CELL, 0.42, *FIXED)
    attention = Box("α = softmax($v^\\top$tanh($W x_i$))   (2)", MIDDLE, 2.5, 2.9, TALL, "orange", 0.45)
    text = Box("R = Σ α x   (2)", MIDDLE, 3.3, 4 * CELL, TALL)
    words, states = ([cells[n] for n in (0, 1, 3)] for cells in rows.values())
    return (
        *rows["words"], encoder, *rows["states"], attention, text,
        *(Arrow(one, encoder) for one in words), *(Arrow(encoder, one) for one in states),
        *(Arrow(one, attention) for one in states), Arrow(attention, text),
        Arrow(states[0], text, lane=0.3),
    ), text  # fmt: skip


def architecture() -> Parts:
    """Figure 2."""
    below, text = attended()
    u, sigma = (
        Box(f"{name} = MLP(R)", MIDDLE + x, 4.1, 1.4, TALL) for name, x in (("u", -0.75), ("σ", 0.75))
    )
    noise = Box("ε ~ N(0, I)", MIDDLE + 3.0, 4.9, 1.5, TALL)
    latent = Box("Z = u + σ ⊙ ε   (9)", MIDDLE, 4.9, 2.9, TALL, *BOUND)
    decided = Box("q(Y | Z) = MLP(Z)", MIDDLE, 5.7, 4 * CELL, TALL)
    answer = Box("label Y", MIDDLE, 6.4, 4 * CELL, 0.42)
    bound = "I(Z; R) ≤ KL(p(Z | R) ‖ r(Z))   (7)"
    least = Box(f"least of R in Z:\n{bound}\nr = N(0, I), weight β", 6.75, 3.7, 3.4, 0.8, *BOUND)
    most = Box("most of Y in Z:\nI(Z; Y) ≥ E log q(Y | Z) + const.   (5)", 6.75, 5.7, 3.4, 0.62, *BOUND)
    return (
        *below, u, sigma, noise, latent, decided, answer, least, most,
        Arrow(text, u), Arrow(text, sigma), Arrow(u, latent), Arrow(sigma, latent), Arrow(noise, latent),
        Arrow(latent, decided), Arrow(decided, answer),
        Arrow(sigma, least, dashed=True), Arrow(decided, most, dashed=True),
    )  # fmt: skip


def diagram(name: str, title: str, size: tuple[float, float], parts: Parts, *notes: str) -> Diagram:
    """A figure of the paper, drawn anew."""
    return Diagram(
        name=name,
        title=title,
        source=f"{SOURCE}, Figure {name}, drawn anew",
        width=size[0],
        height=size[1],
        numbers=partial(listing, parts),
        parts=lambda points: parts,
        notes=(*notes, "Numbers in brackets: the paper's equations.", VAT),
    )


FIGURES = (
    diagram(
        "1", "The framework: learner and compressor in turn", FRAMEWORK, framework(),
        "Each phase begins from the other's weights; iteration 0 is plain attention, trained to convergence.",
        "The learner predicts; Z is there while the compressor is trained.",
    ),
    diagram(
        "2", "The bottleneck behind attention, as the compressor trains it", ARCHITECTURE, architecture(),
        "Eq. 8, I(Z; Y) − β I(Z; R) by these two bounds, is maximised; only the attention (orange), the two "
        "MLPs of u and σ and that of q are trained for it.",
    ),
)  # fmt: skip
