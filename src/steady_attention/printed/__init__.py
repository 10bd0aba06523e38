"""The numbers that the papers print: read once, searched for contradictions, marked where in doubt."""

SUITES = {  # suite, in the order in which they are reported: its papers, by the names of claims.yaml
    "attention_at": ("attention_at",),
    "attention_vat": ("attention_vat", "attention_vat_ja"),
    "seat": ("seat",),
    "vib_attention": ("vib",),
}
