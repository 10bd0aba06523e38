"""What became of Attention AT and iAT's gains over vanilla, and what may explain it."""

from steady_attention.papers.attention_at import TITLE
from steady_attention.papers.effects import VANILLA, changed, controls, decayed, last, of_vanilla, otherwise
from steady_attention.report.findings.headline import EACH, Cause, Effect, Headline, Runs

ATTENTION, RP = Runs("attention_at"), Runs("attention_rp")
OFFICIAL = {"direction": "official"}  # iAT's, as its code has it
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
        Cause(
            "by the published code's direction",
            Runs("attention_iat", OFFICIAL),
            effects=(2, 3),
        ),
        Cause(
            "by the published code's direction, of other epsilons",
            Runs("attention_iat", OFFICIAL | {"epsilon": EACH}),
            effects=(2, 3),
        ),
        decayed(ATTENTION),
        *otherwise(0),
        Cause("with words outside the vocabulary left out", dataset="sst_known_words", effects=(0, 1, 4, 5)),
        *controls(0, 1),
        *of_vanilla(4, 5),
    ),
    "By its equations Attention iAT is Attention AT (REPRODUCTION.md 33); its published code turns AT's "
    "direction round (68). The printed numbers are those of Kitada & Iyatomi 2022, Tables 3 and 4, since of "
    "the paper of 2021 the abstract and the code were at hand.",
)
