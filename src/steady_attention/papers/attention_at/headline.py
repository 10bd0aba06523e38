"""What became of Attention AT and iAT's gains over vanilla, and what may explain it."""

from steady_attention.papers.attention_at import TITLE
from steady_attention.papers.declare import RULE
from steady_attention.papers.effects import VANILLA, changed, controls, decayed, last, of_vanilla
from steady_attention.report.findings.headline import EACH, Cause, Effect, Headline, Runs

ATTENTION, RP = Runs("attention_at"), Runs("attention_rp")
HEADLINE = Headline(
    TITLE,
    ("sst", "bilstm", "additive"),
    (
        Effect(
            "F1 of Attention AT over vanilla", "AT's F1", "f1", ATTENTION, VANILLA, ("attention_vat", "3a")
        ),
        Effect(
            "correlation (Pearson) of Attention AT over vanilla",
            "AT's correlation",
            "pearson",
            ATTENTION,
            VANILLA,
            ("attention_vat", "4a"),
        ),
        Effect(
            "F1 of Attention iAT over vanilla",
            "iAT's F1",
            "f1",
            Runs("attention_iat"),
            VANILLA,
            ("attention_vat", "3b"),
        ),
        Effect(
            "correlation of Attention iAT over vanilla",
            "iAT's correlation",
            "pearson",
            Runs("attention_iat"),
            VANILLA,
            ("attention_vat", "4b"),
        ),
        Effect("F1 of vanilla", "vanilla's F1", "f1", VANILLA, None, ("attention_vat", "3a")),
        Effect(
            "correlation of vanilla",
            "vanilla's correlation",
            "pearson",
            VANILLA,
            None,
            ("attention_vat", "4a"),
        ),
    ),
    (
        last(0, 1),
        Cause("with other epsilons", changed(ATTENTION, epsilon=EACH), effects=(0, 1)),
        Cause("random directions of the same size instead", RP, effects=(0, 1)),
        Cause(
            "random directions of the same epsilon in the place of vanilla",
            changed(ATTENTION, epsilon=EACH),
            changed(RP, epsilon=EACH),
            effects=(0, 1),
        ),
        decayed(ATTENTION),
        Cause("by the published rule p > 0.622", metric=RULE, effects=(0, 4)),
        Cause("with words outside the vocabulary left out", dataset="sst_known_words", effects=(0, 1, 4, 5)),
        *controls(0, 1),
        *of_vanilla(4, 5),
    ),
    "As its equations stand Attention iAT is Attention AT (REPRODUCTION.md 33), so what the paper prints of "
    "it over AT is no effect of its equations.",
)
