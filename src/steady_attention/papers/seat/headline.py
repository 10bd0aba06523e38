"""What became of SEAT's stability, and what may explain it."""

from steady_attention.papers.effects import VANILLA, changed, controls, decayed, last
from steady_attention.papers.seat import TITLE
from steady_attention.report.findings.headline import EACH, Cause, Effect, Headline, Runs

SEAT_RUNS = Runs("seat")
NOISE = {"encoder": "bilstm", "delta_x": "0.01"}
HEADLINE = Headline(
    TITLE,
    ("sst", "bilstm", "additive"),
    (
        Effect(
            "JSD of SEAT's attention under noise of 0.01, less vanilla's",
            "JSD",
            "jsd@delta=0.01",
            SEAT_RUNS,
            VANILLA,
            ("seat", "8"),
            NOISE,
        ),
        Effect(
            "TVD of its predictions under the same noise, less vanilla's",
            "TVD",
            "tvd@delta=0.01",
            SEAT_RUNS,
            VANILLA,
            ("seat", "8"),
            NOISE,
        ),
        Effect("F1 of SEAT over vanilla", "F1", "f1", SEAT_RUNS, VANILLA, ("seat", "8"), NOISE),
        Effect(
            "JSD of vanilla's attention",
            "vanilla's JSD",
            "jsd@delta=0.01",
            VANILLA,
            None,
            ("seat", "8"),
            NOISE,
        ),
        Effect(
            "entropy of SEAT's attention, uniform: 1",
            "entropy",
            "attention_entropy",
            SEAT_RUNS,
            None,
        ),
    ),
    (
        last(0, 1, 2),
        Cause(
            "at the published learning rate of 0.01, without descent",
            changed(SEAT_RUNS, learning_rate=0.01, descent="none"),
            effects=(0, 1, 2),
        ),
        Cause(
            "with another descent of the learning rate", changed(SEAT_RUNS, descent=EACH), effects=(0, 1, 2)
        ),
        Cause("from a random start", changed(SEAT_RUNS, start="random"), effects=(0, 1, 2)),
        Cause("by the released code's loss", changed(SEAT_RUNS, mode="released_code"), effects=(0, 1, 2, 4)),
        Cause(
            "by the released code's clamped JSD",
            metric="jsd_clamped@delta=0.01",
            effects=(0, 3),
        ),
        Cause("by the released code's clamped TVD", metric="tvd_clamped@delta=0.01", effects=(1,)),
        decayed(SEAT_RUNS),
        *controls(0, 1, 2),
    ),
    "With the encoder frozen and the decoder linear a perturbation of the weights moves the logits by the "
    "same amount whatever the weights are, so Eq. 6 holds SEAT near vanilla, where it begins "
    "(REPRODUCTION.md 35). Vanilla's JSD may be too small for the printed fall: compare the clamped JSD. The "
    "printed TVD has no unit.",
)
