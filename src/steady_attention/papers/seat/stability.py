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
SMALL = {
    ("seat", "rnn", "rotten_tomatoes", "tvd_batch_sum@delta=0.05"): "three thousand times below those of the "
    "smaller radii"
}  # fmt: skip


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
        notes=(REPLACED, DISTANCES, *NOTES),
    )


EMBEDDING = noise("1", "0.001")
WORDS = words("3", 1)
RADII = (noise("8a", "0.005"), noise("8b", "0.01"), noise("8c", "0.05", doubtful=SMALL))
MORE_WORDS = (words("10a", 2), words("10b", 3))
