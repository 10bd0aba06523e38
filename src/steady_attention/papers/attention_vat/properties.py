"""Table 1: what the methods do, of what each declares in its own file and tests hold it to."""

from steady_attention.metrics.card import YES_NO
from steady_attention.papers.attention_vat.rows import METHODS, SOURCE
from steady_attention.printed import reported
from steady_attention.printed.reported import Printed
from steady_attention.report.tables.table import Table
from steady_attention.results.query import NOWHERE, Heading, Where

PRINTED = {"yes": 1.0, "no": 0.0}
COMPARED = tuple(name for name in METHODS if name != "vanilla")


def _find(conditions: Where) -> Printed | None:
    """The printed tick mark."""
    metric = conditions["metric"].replace("_", " ")
    found = reported.find("attention_vat", "1", {"method": conditions["method"], "metric": metric})
    return None if found is None else Printed(found.text, PRINTED[found.text])


TICKS = {
    **dict.fromkeys(
        ("word_iat", "word_ivat"), "sections 2.1 and 3.2 say that Word iAT and Word iVAT do not have it"
    ),
    **dict.fromkeys(
        ("attention_at", "attention_vat"), "section 1 says that Attention AT and Attention VAT have it"
    ),
}
TABLES = (
    Table(
        name="1",
        title="What the techniques do",
        source=f"{SOURCE}, Table 1",
        rows=tuple(Heading(METHODS[name], {"method": name}) for name in COMPARED),
        columns=tuple(
            Heading(label, {"metric": metric}, unit=YES_NO)
            for metric, label in (
                ("attention_vulnerability", "attention vulnerability"),
                ("unlabeled_data", "unlabeled data"),
                ("model_interpretability", "model interpretability"),
            )
        ),
        where={**NOWHERE, "dataset": "none"},
        printed=_find,
        numbers="methods",
        doubtful={(name, "model_interpretability"): why for name, why in TICKS.items()},
        notes=(
            "Ours, from the methods' files: the attention is perturbed; texts without labels change the "
            "loss; the perturbation points along differences between words.",
            "By mathematics Attention iAT and iVAT, read as their equations stand, perturb as Attention AT "
            "and VAT do: the restriction to differences restricts nothing (table study1).",
        ),
    ),
)
