"""Tables 1 and 8: noise on an embedding; Tables 3 and 10: words replaced by their neighbours."""

from steady_attention.papers.seat.rows import (
    DATASETS,
    DEPENDS,
    DISTANCES,
    NOTES,
    distances,
    on,
    prediction,
    rows,
    table,
)
from steady_attention.report.tables.table import Table

NOISE = (
    "Gaussian noise of variance delta, which the paper calls a radius, in every coordinate of one word drawn "
    "at random; the mean over several draws."
)
REPLACED = (
    "N words drawn at random are replaced by their nearest neighbours in the word vectors; a word without a "
    "vector stays."
)
OTHER_F1 = "the paper prints several F1 of the same clean texts, in Tables 1 and 8 by the radius"
TABLE_6 = "Table 6 prints another number for this cell"
CHANGED = {(method, "f1"): OTHER_F1 for method in ("vanilla", "word_at", "word_iat", "seat")}
COPIED = (
    "every row but Vanilla's has, cell for cell, the numbers of Table 8 for BERT under noise of 0.05 (SEAT's "
    "but for two F1)"
)
PLACE = ("seat", "rnn", "rotten_tomatoes")
DOUBTFUL = {
    "0.005": {**CHANGED, (*PLACE, "jsd@delta=0.005"): "a divergence cannot be negative"},
    "0.01": {
        **CHANGED,
        **{
            (method, "sst", encoder, f"{metric}@delta=0.01"): TABLE_6
            for method, encoder, metric in (
                ("vanilla", "rnn", "jsd"),
                ("vanilla", "rnn", "tvd_batch_sum"),
                ("vanilla", "bert", "jsd"),
                ("seat", "rnn", "jsd"),
                ("seat", "rnn", "tvd_batch_sum"),
                ("seat", "bilstm", "jsd"),
                ("seat", "bilstm", "tvd_batch_sum"),
            )
        },
    },
    "0.05": {
        **CHANGED,
        (*PLACE, "jsd@delta=0.05"): "a divergence cannot be negative",
        (*PLACE, "tvd_batch_sum@delta=0.05"): "three thousand times below the smaller radii",
    },
}


def noise(name: str, delta: str, **rest) -> Table:
    """One radius; Table 8's part with that of its block."""
    printed = {"delta_x": delta}
    columns = (*distances(f"delta={delta}", printed), *prediction(printed), DEPENDS)
    return table(
        name,
        f"Stability under noise on a word's embedding, delta = {delta}",
        rows(),
        on(DATASETS, columns),
        notes=(NOISE, DISTANCES, *NOTES),
        **rest,
    )


def words(name: str, number: int) -> Table:
    """One number of replaced words; the paper has BERT alone, our rows of the other encoders follow."""
    printed = {"perturbed_words": str(number)}
    columns = (*distances(f"words={number}", printed), *prediction(printed), DEPENDS)
    return table(
        name,
        f"Stability under replaced words, N = {number}",
        (*rows(("bert",)), *rows(("rnn", "bilstm"), printed=False, fold=True)),
        on(DATASETS, columns),
        doubtful={(): COPIED},
        notes=(REPLACED, DISTANCES, *NOTES),
    )


EMBEDDING = noise("1", "0.001", doubtful=CHANGED)
WORDS = words("3", 1)
RADII = tuple(
    noise(f"8{part}", delta, doubtful=DOUBTFUL[delta])
    for part, delta in zip("abc", DOUBTFUL, strict=True)
)  # fmt: skip
MORE_WORDS = (words("10a", 2), words("10b", 3))
