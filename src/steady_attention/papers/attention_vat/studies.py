"""Tables of ours: readings of Attention iAT and iVAT, BERT in place of the BiLSTM, the rule that decides."""

from steady_attention.papers.attention_vat.rows import METHODS, MODEL, SINGLE, VAT
from steady_attention.papers.declare import ENTROPY, RULE, SPREAD, by_measure, by_method
from steady_attention.printed import reported
from steady_attention.report.tables.compared import EACH, Compared
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading, Where

DIRECTIONS = {
    "sentence_sign": "each word's gradient normalised first: the sign of AT's direction",
    "column": "differences normalised over the other axis",
    "raw": "differences not normalised",
    "official": "the published code: AT's direction turned round",
}
IAT, IVAT = {"method": "attention_iat"}, {"method": "attention_ivat"}
OTHER_SIZES = (2.0, 8.0)  # of a perturbation, in the place of the 0.1 that dev chose on SST
READINGS = (
    Heading("Attention AT", {"method": "attention_at"}),
    *(
        Heading(f"Attention AT, epsilon {size:g}", {"method": "attention_at", "epsilon": size}, fold=True)
        for size in OTHER_SIZES
    ),
    Heading("Attention iAT, as printed (= AT by mathematics)", IAT),
    *(Heading(f"Attention iAT, {label}", {**IAT, "direction": name}) for name, label in DIRECTIONS.items()),
    *(
        Heading(
            f"Attention iAT, the published code, epsilon {size:g}",
            {**IAT, "direction": "official", "epsilon": size},
            fold=True,
        )
        for size in OTHER_SIZES
    ),
    Heading("Attention VAT", {"method": "attention_vat"}),
    Heading("Attention iVAT, as printed (= VAT by mathematics)", IVAT),
    Heading("Attention iVAT, uniform start (Sato et al. 2018)", {**IVAT, "start": "uniform"}),
)
RULES = {
    "class 1 at 0.5 (our other tables)": "f1",
    "class 0 at 0.5": "f1_of_class_0",
    "class 1 at 0.622": "f1_at_0.622",
    "class 0 at 0.622 (published code)": RULE,
}


def printed(where: Where) -> reported.Cell | None:
    """The F1 of Table 3a, or of 3b, which has the rows of the interpretable methods."""
    numbers = (reported.find("attention_vat", name, where) for name in ("3a", "3b"))
    return next((number for number in numbers if number is not None), None)


POOLS = {  # name: label; the profile's first pool has none in a run's variant
    None: "the profile's pool",
    "imdb_sentences": "sentences of film reviews (IMDB)",
}
DRAWN = tuple(
    Heading(
        f"{METHODS[name]}, {{value}} texts",
        {"method": name, "unlabeled": EACH, **({} if pool is None else {"pool": pool})},
        told,
    )
    for pool, told in POOLS.items()
    for name in VAT
)
SEMI_SUPERVISED = Compared(
    name="study4",
    title="Unlabeled text: how much of it, and of which domain",
    source="Our table; Kitada & Iyatomi 2022, Figure 2, have one pool",
    rows=(
        Heading("Vanilla", {"method": "vanilla"}),
        *(Heading(f"{METHODS[name]}, supervised", {"method": name}) for name in VAT),
        *DRAWN,
    ),
    columns=tuple(
        Heading(label, {"metric": metric})
        for label, metric in {
            **{"F1 [%]": "f1", "accuracy [%]": "accuracy", "Pearson": "pearson"},
            **ENTROPY,
        }.items()
    ),
    reference={"method": "vanilla"},
    where={**MODEL, "dataset": "sst"},
    notes=(
        "Reference: vanilla, which has no unlabeled text. The labeled texts are the same in all rows.",
        SPREAD,
    ),
)
COMPARISONS = (SEMI_SUPERVISED,)
TABLES = (
    Table(
        name="study1",
        title="Readings of Attention iAT and iVAT",
        source="Our table; REPRODUCTION.md says what each reading is",
        rows=READINGS,
        columns=by_measure(SINGLE, {"F1 [%]": "f1", "Pearson": "pearson", **ENTROPY}),
        where=MODEL,
        notes=(
            "Supervised training; every reading has the size epsilon of its row's method where none is said.",
            SPREAD,
        ),
    ),
    Table(
        name="study2",
        title="BERT in the place of the BiLSTM",
        source="Our table; Kitada & Iyatomi 2022 name it as future work in their conclusion",
        rows=by_method(METHODS),
        columns=by_measure(
            SINGLE, {"F1 [%]": "f1", "accuracy [%]": "accuracy", "Pearson": "pearson", **ENTROPY}
        ),
        where={**MODEL, "encoder": "bert"},
        notes=(
            "Attention and gradient importance are of words: each is the sum over a word's pieces.",
            "Word methods perturb the embeddings of the pieces, before positions are added.",
            SPREAD,
        ),
    ),
    Table(
        name="study3",
        title="F1 [%] by the class that it is of and by the probability at which that class is decided",
        source="Our table; the printed numbers are those of Kitada & Iyatomi 2022, Tables 3a and 3b",
        rows=tuple(
            Heading(label, {"method": name}, printed=None if name in VAT else {})
            for name, label in METHODS.items()
        ),
        columns=tuple(  # the printed number stands beside that of the published code
            Heading(
                label,
                {"dataset": name, "metric": metric},
                SINGLE[name],
                {"metric": "f1"} if metric == RULE else None,
            )
            for name in SINGLE
            for label, metric in RULES.items()
        ),
        where=MODEL,
        printed=printed,
        notes=(
            "Supervised training; the same runs in every column. The code published with Attention AT turns "
            "a logit z into (1 - z, z), so it decides at z > 1/2, a probability of 0.622; on SST its class 1 "
            "is the negative one. That the printed numbers were made with it is likely and not known.",
        ),
    ),
)
