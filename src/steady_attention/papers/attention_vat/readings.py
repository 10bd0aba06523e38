"""What Attention iAT and iVAT give under other readings of their equations: a study of ours."""

from steady_attention.papers.attention_vat.rows import MODEL, SINGLE
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading

DIRECTIONS = {
    "sentence_sign": "each word's gradient normalised first: the sign of AT's direction",
    "column": "differences normalised over the other axis",
    "raw": "differences not normalised",
    "official": "the published code: AT's direction turned round",
}
IAT = (
    Heading("Attention AT", {"method": "attention_at"}),
    Heading("Attention iAT, as printed (= AT by mathematics)", {"method": "attention_iat"}),
    *(
        Heading(f"Attention iAT, {label}", {"method": "attention_iat", "direction": name})
        for name, label in DIRECTIONS.items()
    ),
)
IVAT = (
    Heading("Attention VAT", {"method": "attention_vat"}),
    Heading("Attention iVAT, as printed (= VAT by mathematics)", {"method": "attention_ivat"}),
    Heading(
        "Attention iVAT, uniform start (Sato et al. 2018)", {"method": "attention_ivat", "start": "uniform"}
    ),
)
TABLES = (
    Table(
        name="study1",
        title="Readings of Attention iAT and iVAT",
        source="Our table; REPRODUCTION.md says what each reading is",
        rows=(*IAT, *IVAT),
        columns=tuple(
            Heading(heading, {"dataset": name, "metric": metric}, label)
            for name, label in SINGLE.items()
            for heading, metric in (("F1 [%]", "f1"), ("Pearson", "pearson"))
        ),
        where=MODEL,
        notes=("Supervised training; every reading has the size epsilon of its row's method.",),
    ),
)
