"""The numbers that the papers print: read once, searched for contradictions, marked where in doubt."""

SUITES = {  # suite, in the order in which they are reported: its papers, by the names of claims.yaml
    "attention_at": ("attention_at",),
    "attention_vat": ("attention_vat", "attention_vat_ja"),
    "seat": ("seat",),
    "vib_attention": ("vib",),
}
# reported.yaml's names: of a paper that claims.yaml and integrity.yaml call otherwise; of a perturbation's
# settings, which the name of a metric has as `jsd@delta=0.01`
NAMED = {"vib_attention": "vib"}
PERTURBATION = {"delta_x": "delta", "perturbed_words": "words"}
