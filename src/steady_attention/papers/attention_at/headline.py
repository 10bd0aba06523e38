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
            "Attention AT's gain of F1 over vanilla", "F1", "f1", ATTENTION, VANILLA, ("attention_vat", "3a")
        ),
        Effect(
            "Its gain of correlation (Pearson) over vanilla",
            "Pearson",
            "pearson",
            ATTENTION,
            VANILLA,
            ("attention_vat", "4a"),
        ),
        Effect(
            "Attention iAT's gain of F1 over vanilla",
            "F1 of iAT",
            "f1",
            Runs("attention_iat"),
            VANILLA,
            ("attention_vat", "3b"),
        ),
        Effect(
            "Its gain of correlation",
            "Pearson of iAT",
            "pearson",
            Runs("attention_iat"),
            VANILLA,
            ("attention_vat", "4b"),
        ),
        Effect("The F1 of vanilla", "F1 of vanilla", "f1", VANILLA, None, ("attention_vat", "3a")),
        Effect("Its correlation", "Pearson of vanilla", "pearson", VANILLA, None, ("attention_vat", "4a")),
    ),
    (
        last(0, 1),
        Cause("with other epsilons", changed(ATTENTION, epsilon=EACH), effects=(0, 1)),
        Cause("with random directions of the same size in its place", RP, effects=(0, 1)),
        Cause(
            "over random directions at the same epsilon, in the place of vanilla",
            changed(ATTENTION, epsilon=EACH),
            changed(RP, epsilon=EACH),
            effects=(0, 1),
        ),
        decayed(ATTENTION),
        Cause("by the published rule of decision, p > 0.622", metric=RULE, effects=(0, 4)),
        Cause("with words outside the vocabulary left out", dataset="sst_known_words", effects=(0, 1, 4, 5)),
        *controls(0, 1),
        *of_vanilla(4, 5),
    ),
    ("at-improves-prediction", "at-improves-interpretability"),
    "As its equations stand Attention iAT is Attention AT (REPRODUCTION.md 33), so what the paper prints of "
    "it over AT is no effect of its equations.",
)
