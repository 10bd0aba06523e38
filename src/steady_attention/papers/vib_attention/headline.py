"""What became of the information bottleneck's gains over vanilla, and what may explain it."""

from steady_attention.papers.effects import VANILLA, changed, controls, decayed, last
from steady_attention.papers.vib_attention import TITLE
from steady_attention.report.findings.headline import EACH, Cause, Effect, Headline, Runs

VIB = Runs("vib")
HEADLINE = Headline(
    TITLE,
    ("sst", "lstm", "additive"),
    (
        Effect(
            "accuracy of the information bottleneck over vanilla",
            "accuracy",
            "accuracy",
            VIB,
            VANILLA,
            ("vib_attention", "2"),
            {"encoder": "lstm"},
        ),
        Effect(
            "AOPC of five words over vanilla",
            "AOPC",
            "aopc@5",
            VIB,
            VANILLA,
            ("vib_attention", "3"),
            {"encoder": "lstm"},
        ),
        Effect(
            "precision of its first word, positive sentiment, over vanilla",
            "positive words",
            "p_at_1@polarity=positive",
            VIB,
            VANILLA,
        ),
        Effect(
            "precision of its first word, negative sentiment, over vanilla",
            "negative words",
            "p_at_1@polarity=negative",
            VIB,
            VANILLA,
        ),
    ),
    (
        last(0, 1, 2, 3),
        Cause(
            "with the learner alone, its attention frozen", changed(VIB, compressor_epochs=0), effects=(0, 1)
        ),
        Cause("with other betas", changed(VIB, beta=EACH), effects=(0, 1)),
        decayed(VIB),
        *controls(0, 1),
    ),
    "Each iteration trains the learner one more epoch; the paper has no control for it (REPRODUCTION.md 58).",
)
