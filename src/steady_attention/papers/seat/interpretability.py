"""Tables 2 and 9: comprehensiveness, sufficiency and sensitivity."""

from steady_attention.papers.seat.rows import (
    DATASETS,
    DEPENDS,
    NOTES,
    interpretability,
    on,
    prediction,
    rows,
    table,
)
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Where

TITLE = "Comprehensiveness, sufficiency and sensitivity"
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
HEADED = {("emotion",): "headed IMDB in the paper; the numbers are those under Emotion in Table 9, 0.01"}


def interpreted(name: str, title: str, printed: Where, imdb: bool = False, **rest) -> Table:
    """One of the tables; imdb: whether the paper heads Emotion so."""
    columns = (*interpretability(printed), *(column for column in (*prediction(None), DEPENDS)))
    names = {"emotion": {"dataset": "imdb"}} if imdb else None
    notes = (MEASURES, SENSITIVITY, RADIUS, *NOTES)
    return table(name, title, rows(), on(DATASETS, columns, names), notes=notes, **rest)


MAIN = interpreted("2", TITLE, {}, imdb=True, doubtful=HEADED)
RADII = tuple(
    interpreted(f"9{part}", f"{TITLE}: the paper's models for delta = {delta}", {"delta_x": delta})
    for part, delta in zip("abc", ("0.005", "0.01", "0.05"), strict=True)
)  # fmt: skip
