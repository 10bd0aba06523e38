"""Noise on an embedding (Tables 1 and 8), replaced words (3 and 10), comprehensiveness, sufficiency and
sensitivity (2 and 9), the two regularisers of Eq. 6, each left out (4, 6 and 7), the data sets (5).
"""

from collections.abc import Iterable

from steady_attention.papers.seat.rows import (
    BOUNDS,
    DATASETS,
    DEPENDENCE,
    DEPENDS,
    DISTANCES,
    ENCODERS,
    F1,
    NORMALISED,
    NOTES,
    PAPER,
    distances,
    interpretability,
    on,
    prediction,
    rows,
    table,
)
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading, Where

NOISE = (
    "Gaussian noise of variance delta, which the paper calls a radius, in every coordinate of one word drawn "
    "at random; the mean over several draws."
)
REPLACED = (
    "N words drawn at random are replaced by their nearest neighbours in the word vectors; a word without a "
    "vector stays."
)


def noise(name: str, delta: str) -> Table:
    """One radius; Table 8's part with that of its block."""
    printed = {"delta_x": delta}
    columns = (*distances(f"delta={delta}", printed), *prediction(printed), DEPENDS)
    title = f"Stability under noise on a word's embedding, delta = {delta}"
    return table(name, title, rows(), on(DATASETS, columns), notes=(NOISE, DISTANCES, *NOTES))


def words(name: str, number: int) -> Table:
    """One number of replaced words; the paper has BERT alone, our rows of the other encoders follow."""
    printed = {"perturbed_words": str(number)}
    columns = (*distances(f"words={number}", printed), *prediction(printed), DEPENDS)
    shown = (*rows(("bert",)), *rows(("rnn", "bilstm"), printed=False, fold=True))
    title = f"Stability under replaced words, N = {number}"
    return table(name, title, shown, on(DATASETS, columns), notes=(REPLACED, DISTANCES, *NOTES))


MEASURES = (
    "Comp. and Suff.: the drop of the predicted class's probability without, and with nothing but, the words "
    "with most attention, signed (DeYoung et al. 2020; Eqs. 7 and 8). The paper's code measures "
    "something else: half the absolute change, summed over a batch, of words zeroed for the whole batch."
)
SENSITIVITY = (
    "Sens.: the mean over shares of the text of the smallest norm, on the words with most attention, that "
    "changes the prediction (Eq. 9), on a part of the test texts. The unit of the printed area is not stated."
)
RADIUS = (
    "None of the three depends on the radius (Eqs. 7 to 9), and ours are the same in Tables 2, 9a, 9b and "
    "9c; the paper prints them for each radius."
)


def interpreted(name: str, printed: Where, title: str = "", headed: Where | None = None) -> Table:
    """Table 2 or a part of Table 9; headed: how the paper names a data set, where it is not our name."""
    columns = (*interpretability(printed), *NORMALISED, *prediction(None), DEPENDS)
    notes = (MEASURES, BOUNDS, SENSITIVITY, RADIUS, *NOTES)
    title = f"Comprehensiveness, sufficiency and sensitivity{title}"
    return table(name, title, rows(), on(DATASETS, columns, headed), notes=notes)


def of_radius(name: str, delta: str) -> Table:
    """A part of Table 9."""
    return interpreted(name, {"delta_x": delta}, f": the paper's models for delta = {delta}")


TERMS = {  # label: our run, and the paper's row
    "neither: vanilla attention": ({"method": "vanilla"}, "none"),
    "neither: closeness D1 alone (ours)": ({"method": "seat", "ablation": "none"}, None),
    "L3 alone": ({"method": "seat", "ablation": "l3"}, "L3"),
    "L_topk alone": ({"method": "seat", "ablation": "topk"}, "L_topk"),
    "L3 and L_topk": ({"method": "seat"}, "L3+L_topk"),
}
ABLATED = tuple(
    Heading(
        label,
        {"encoder": encoder, **where},
        group,
        None if printed is None else {"method": "seat", "regularisers": printed},
        fold=printed is None,
    )
    for encoder, group in ENCODERS.items()
    for label, (where, printed) in TERMS.items()
)
NEITHER = 'Neither: "then the model will be the vanilla attention" (the paper\'s ablation study).'
COMP, SUFF, SENS = interpretability({})
JSD, *TVD = distances("delta=0.01", {})


def ablated(name: str, columns: Iterable[Heading], printed: Where | None) -> Table:
    """One of the tables of the ablation; those are of SST and delta = 0.01."""
    title = "Ablation of SEAT's regularisers, delta = 0.01"
    shown = on(("sst",), (*columns, *prediction(printed), DEPENDS))
    return table(name, title, ABLATED, shown, notes=(NEITHER, DISTANCES, F1, DEPENDENCE))


FIRST, SECOND = ({"column": f"{place} by the heading)"} for place in ("first (neg", "second (pos"))
CORPORA = PAPER.corpora(
    "5",
    {**DATASETS, "rotten_tomatoes": "Rotten Tomatoes"},
    {
        "words a text": "average length (texts)",
        "train, first class": {"metric": "train size", **FIRST},
        "train, second class": {"metric": "train size", **SECOND},
        "test, first class": {"metric": "test size", **FIRST},
        "test, second class": {"metric": "test size", **SECOND},
    },
    (
        "The paper heads its two columns negative and positive; for SST and Hate its numbers are those "
        "of the classes in the other order.",
        "Emotion's printed length of 91 is no number of words: its tweets have 91 characters or so.",
    ),
)
TABLES = (
    noise("1", "0.001"),
    interpreted("2", {}, headed={"emotion": {"dataset": "imdb"}}),
    words("3", 1),
    ablated("4", (SUFF, *TVD), {}),
    CORPORA,
    ablated("6", (JSD, *TVD), {}),
    ablated("7", (COMP, SUFF, SENS, *NORMALISED), None),
    noise("8a", "0.005"),
    noise("8b", "0.01"),
    noise("8c", "0.05"),
    of_radius("9a", "0.005"),
    of_radius("9b", "0.01"),
    of_radius("9c", "0.05"),
    words("10a", 2),
    words("10b", 3),
)
