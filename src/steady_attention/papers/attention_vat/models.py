"""Figure 3: (a) the model of one text, (b) that of a pair (appendix A, Eqs. 15-23). In inches, y upwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from steady_attention.papers.attention_vat.rows import PAPER
from steady_attention.report.figures.diagram import Diagram, Parts, listing
from steady_attention.report.figures.shapes import Arrow, Box, chain, fan, label, row

WIDTH, HEIGHT = 11.3, 6.75
CELL, TALL, ADDING = 0.58, 0.44, 1.6
LEVELS = ("words", "embeddings", "encoder", "states", "score", "scores", "softmax", "sum", "decoder")
Y = {name: 0.35 + 0.7 * place for place, name in enumerate(LEVELS)}
BLUE, ORANGE = ("blue", 0.45), ("orange", 0.45)  # where the word methods and the attention methods add r
SHADES = {"embeddings": BLUE, "scores": ORANGE}
ADDED = {
    "embeddings": "embeddings + r:\nWord AT, iAT,\nVAT, iVAT",
    "scores": "scores + r:\nAttention AT,\niAT, VAT, iVAT",
}
GAP = "…"  # the words that are not shown
STEP = 0.25  # between cells and what stands beside them


@dataclass(frozen=True)
class Text:
    """A text's column of parts: `columns` cells from `left` on; `mark` goes with its words and states."""

    left: float
    columns: int
    mark: str = ""

    @property
    def right(self) -> float:
        """Where its cells end."""
        return self.left + CELL * self.columns

    def cells(self, level: str, symbol: str, mark: str = "") -> tuple[Box, ...]:
        """A cell a word: symbol_1, ..., symbol_T, each with the mark."""
        shown = [str(place) for place in range(1, self.columns - 1)]
        texts = [f"${symbol}_{place}{mark}$" for place in (*shown, "T")]
        colour, strength = SHADES.get(level, ("grey", 0.0))
        texts.insert(-1, GAP)
        return row(texts, self.left, Y[level], CELL, TALL, [colour] * self.columns, [strength] * self.columns)

    def wide(self, level: str, text: str, further: float = 0.0) -> Box:
        """A box as wide as its cells, and `further` to the right."""
        width = CELL * self.columns + further
        return Box(text, self.left + width / 2, Y[level], width, TALL)

    def added(self, level: str) -> Box:
        """The box on its right that says which methods add r."""
        return Box(ADDED[level], self.right + STEP + ADDING / 2, Y[level], ADDING, 0.8, *SHADES[level])


def shown(cells: Sequence[Box]) -> list[Box]:
    """Those of a word, without the one that stands for many."""
    return [cell for cell in cells if cell.text != GAP]


def encoded(text: Text, encoder: str) -> tuple[Parts, dict[str, tuple[Box, ...]]]:
    """One-hot words, embeddings, encoder and states; the rows of cells by level."""
    symbols = {"words": "x", "embeddings": "w", "states": "h"}
    rows = {level: text.cells(level, symbol, text.mark) for level, symbol in symbols.items()}
    words, embeddings, states = map(shown, rows.values())
    wide = text.wide("encoder", encoder)
    arrows = [*map(Arrow, words, embeddings), *fan(embeddings, [wide]), *fan([wide], states)]
    return (*rows["words"], *rows["embeddings"], wide, *rows["states"], *arrows), rows


def attended(text: Text, states: Sequence[Box], score: Box, total: str, decoder: str) -> Parts:
    """From the states over attention to the prediction; `score` is the box of Eq. 16 or 22."""
    scores, r = text.cells("scores", "ã"), text.added("scores")
    softmax = text.wide("softmax", "$a$ = softmax($ã$) (17)")
    weighted, prediction = text.wide("sum", total), text.wide("decoder", decoder, 0.2)
    arrows = [
        *fan(shown(states), [score]),
        *fan([score], shown(scores)),
        *fan(shown(scores), [softmax]),
        Arrow(r, scores[-1]),
        *chain(softmax, weighted, prediction),
        Arrow(states[0], weighted, lane=text.left - STEP),
    ]
    return (score, *scores, r, softmax, weighted, prediction, *arrows)


def beside(r: Box) -> list[Box]:
    """The names of two levels, above and below the box that says which methods add r."""
    levels = {"one-hot words": "words", "states": "states"}
    return [label(text, r.x, Y[level], ADDING) for text, level in levels.items()]


def single() -> Parts:
    """Figure 3 (a)."""
    text = Text(0.35, 4)
    below, rows = encoded(text, "encoder Enc (15)")
    score = text.wide("score", "$c^\\top$tanh($W h_t + b$) (16)")
    r = text.added("embeddings")
    total, decoder = "$h_a = \\Sigma_t a_t h_t$ (18)", "ŷ = sigmoid(Dec($h_a$)) (19)"
    return (
        label("(a) one text", text.left + CELL * 2, HEIGHT - 0.2, 2.0),
        *below,
        *(r, Arrow(r, rows["embeddings"][-1])),
        *beside(r),
        *attended(text, rows["states"], score, total, decoder),
    )


def pair() -> Parts:
    """Figure 3 (b)."""
    text, other = Text(5.0, 4, "^{(p)}"), Text(9.45, 3, "^{(q)}")
    below, rows = encoded(text, "encoder $\\mathrm{Enc}_P$ (20)")
    further, others = encoded(other, "$\\mathrm{Enc}_Q$ (21)")
    score = text.wide("score", "$c^\\top$tanh($W_1 h_t^{(p)} + W_2 h_T^{(q)} + b$) (22)", 0.75)
    r = text.added("embeddings")
    total, decoder = "$h_a = \\Sigma_t a_t h_t^{(p)}$ (23)", "ŷ = softmax(Dec($h_a$)) (19)"
    return (
        label("(b) a pair: P is attended to, Q is the other text", 7.0, HEIGHT - 0.2, 4.6),
        *below,
        *further,
        *(r, Arrow(r, rows["embeddings"][-1]), Arrow(r, others["embeddings"][0])),
        *beside(r),
        Arrow(others["states"][-1], score),
        *attended(text, rows["states"], score, total, decoder),
    )


PARTS = (*single(), *pair())
FIGURE = Diagram(
    name="3",
    title="The models: (a) of one text, (b) of a pair",
    source=f"{PAPER.source}, Figure 3 and appendix A, drawn anew",
    width=WIDTH,
    height=HEIGHT,
    numbers=partial(listing, PARTS),
    parts=lambda points: PARTS,
    notes=(
        "Numbers in brackets: the paper's equations. Blue: where the word methods add r, in (b) to the "
        "embeddings of both texts; orange: where the attention methods add it.",
        "In (b) the attended text P is the paragraph or the hypothesis, Q the question or the premise.",
    ),
)
