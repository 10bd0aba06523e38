"""Is trained attention harder to mislead? Predictions where the attention itself is perturbed in the worst
direction, of every method alike.
"""

from steady_attention.metrics.card import PERCENT, PLAIN, SCIENTIFIC, Unit
from steady_attention.papers.controls.rows import LABELS, METHODS, MODEL
from steady_attention.report.tables.compared import EACH, Compared
from steady_attention.results.query import Heading

EPSILONS = ("0.1", "0.5", "2")
MEASURES = {  # of clean texts, if that is one; of perturbed scores; its unit
    "F1 [%] ↑": ("f1", "attacked_f1", PERCENT),
    "Pearson ↑": ("pearson", "attacked_pearson", PLAIN),
    "TVD ↓": ("", "attacked_tvd", SCIENTIFIC),
    "divergence (LDS) ↓": ("", "lds", SCIENTIFIC),
}
WEIGHTS = "TVD of perturbed weights ↓"
VAT = ("word_vat", "word_ivat", "attention_vat", "attention_ivat")


def columns(label: str, clean: str, attacked: str, unit: Unit) -> list[Heading]:
    """A measure where nothing is perturbed, then by the size of the perturbation; a sheet of its own."""
    own = [Heading("none", {"metric": clean}, label, unit=unit, beside=True)] if clean else []
    sizes = [Heading(size, {"metric": f"{attacked}@delta={size}"}, label, unit=unit) for size in EPSILONS]
    return own + sizes


COMPARISON = Compared(
    name="6",
    title="What a perturbation of the attention does, SST",
    source="Our table; Kitada & Iyatomi 2021 and 2022 and Hu et al. 2023 claim it and print no number",
    rows=(
        *(Heading(LABELS[name], {"method": name}) for name in (*METHODS, "uniform", "frozen", "continued")),
        *(Heading(f"{LABELS[name]}, {{value}} texts", {"method": name, "unlabeled": EACH}) for name in VAT),
    ),
    columns=(
        *(column for label, measure in MEASURES.items() for column in columns(label, *measure)),
        Heading("0.01 a word", {"metric": "tvd_weights@delta=0.01"}, WEIGHTS, unit=SCIENTIFIC),
    ),
    reference={"method": "vanilla"},
    where={**MODEL, "dataset": "sst", "split": "test"},
    notes=(
        "Columns: the L2 norm of the perturbation of a text's scores. It goes where the loss of the text's "
        "label grows most (Attention AT's r), of LDS where the prediction changes most (Attention VAT's r).",
        "TVD: between the clean and the perturbed prediction. Pearson: of the perturbed attention and the "
        "gradients of the model that has it. LDS: Miyato et al. 2018, Eq. 6.",
        "Perturbed weights: the worst of all that are at most 0.01 from each weight (Hu et al. 2023, "
        "Definition 2).",
    ),
)
