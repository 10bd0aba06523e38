"""Tables of ours: seeds, other data sets, adversarial noise, readings of the method."""

from dataclasses import replace

from steady_attention.metrics.card import PERCENT
from steady_attention.papers.seat.rows import (
    DATASETS,
    DEPENDENCE,
    DEPENDS,
    ENCODERS,
    F1,
    MODEL,
    NORMALISED,
    OTHERS,
    PAPER,
    distances,
    interpretability,
    on,
    prediction,
    rows,
    small,
)
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading
from steady_attention.results.setting import KEPT

METHODS = rows(printed=False)
SEEDS = (small("JSD", "jsd@seeds", {}), small("TVD", "tvd@seeds", {}), *prediction(None), DEPENDS)
JSD, TVD, _ = distances("delta=0.01", None)
COMP, SUFF, SENS = interpretability(None)
ACCURACY = (
    Heading("accuracy [%]", {"metric": "accuracy"}, unit=PERCENT),
    Heading("accuracy [%] of the largest class", {"metric": "majority_accuracy"}, unit=PERCENT),
)
ADVERSARIAL = tuple(
    small(f"{label}, delta = {delta}", f"{name}_adversarial@delta={delta}", {})
    for delta in ("0.001", "0.01", "0.05")
    for name, label in (("jsd", "JSD"), ("tvd", "TVD"))
)
CLAMPED = tuple(
    replace(small(label, f"{name}_clamped@delta=0.01"), printed=None, fold=True)
    for label, name in (("JSD, clamped", "jsd"), ("TVD, clamped", "tvd"))
)
CLAMP = "Clamped: the perturbed embeddings are cut to [0, 1], as the released code does."
READINGS = {
    "as in the other tables": {},
    "model chosen on test F1 (as published)": {"as_published": True},
    "as the released code trains": {"mode": "released_code"},
    "all parameters trained": {"trainable": "all"},
    "closeness and stability by TVD": {"closeness": "tvd", "stability": "tvd"},
    "perturbation in an L2 ball": {"norm": "l2"},
    "started at random attention": {"start": "random"},
    "learning rate constant": {"descent": "none"},
    "learning rate .01 (the paper's), constant": {"descent": "none", "learning_rate": 0.01},
    "learning rate .01, descending to 0": {"learning_rate": 0.01},
}


OF_SEAT = tuple(
    Heading(f"SEAT, {label}", {"encoder": encoder, "method": "seat", **where}, group, fold=bool(where))
    for encoder, group in ENCODERS.items()
    for label, where in READINGS.items()
)
SURROGATE = "surrogate loss (Eq. 5)"  # L_topk
TERMS = {
    "Eq. 6": "objective",
    "D1 (closeness)": "d1",
    "D2 (stability)": "d2",
    SURROGATE: "topk_loss",
    "overlap": "topk_overlap",
}
OBJECTIVE = tuple(
    small(f"{label}, {at}", f"{metric}@at={at}", None)
    for label, metric in TERMS.items()
    for at in ("start", "end", "least")
)


def study(number: int, title: str, rows: tuple, columns: tuple, *notes: str, split: str = "test") -> Table:
    """A table without printed numbers; what has no run is named under it."""
    source, where = f"Our table; {PAPER.source} has none", {**MODEL, "split": split}
    return Table(f"study{number}", title, source, rows, columns, where, notes=notes)


TABLES = (
    study(
        1,
        "Stability over random seeds",
        METHODS,
        on(DATASETS, SEEDS),
        "JSD of attention and TVD of predictions between a run and those of the other seeds, the mean over "
        "the test texts and the other seeds. Attention is kept in half precision: a JSD below 1e-7 is "
        "rounding. With SEAT the vanilla run that it begins from has the seed, too.",
        KEPT,
        F1,
        DEPENDENCE,
    ),
    study(
        2,
        "Other data sets, pairs of texts among them",
        METHODS,
        on(OTHERS, (JSD, TVD, *ACCURACY, COMP, SUFF, *NORMALISED, DEPENDS)),
        "JSD and TVD under noise on an embedding, delta = 0.01. The paper leaves question answering and "
        "inference to future work.",
        DEPENDENCE,
    ),
    study(
        3,
        "Stability under adversarial noise on all embeddings",
        METHODS,
        on(DATASETS, (*ADVERSARIAL, DEPENDS)),
        "The noise of every word together is as long as that of Table 1 on one word, in the worst direction "
        "that projected gradient ascent finds.",
        DEPENDENCE,
    ),
    study(
        4,
        "Readings of SEAT",
        OF_SEAT,
        on(("sst",), (JSD, TVD, *CLAMPED, *prediction(None), COMP, SUFF, SENS, *NORMALISED, DEPENDS)),
        "JSD and TVD under noise on an embedding, delta = 0.01.",
        CLAMP,
        F1,
        DEPENDENCE,
    ),
    study(
        5,
        "SEAT's own objective: is it ever below its start?",
        OF_SEAT,
        on(("sst", "emotion", "rotten_tomatoes"), OBJECTIVE),
        "Means over the training texts, in evaluation mode, after every epoch; start: before any step. Eq. 6 "
        "is D1 + lambda1 D2 + lambda2 times the surrogate loss. The released code trains another objective; "
        "this one is measured all the same.",
        split="train",
    ),
)
