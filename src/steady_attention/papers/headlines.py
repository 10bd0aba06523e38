"""Each paper's headline effect, and the causes that may make it differ here: which runs measure each."""

from dataclasses import replace

from steady_attention.papers.controls.causes import CAUSES
from steady_attention.report.findings.headline import EACH, LARGEST, Cause, Effect, Headline, Runs
from steady_attention.report.tables.compared import AT
from steady_attention.results.scores import BEST, LAST

VANILLA = Runs("vanilla")
DECAYED = {"train.decayed": "all"}
RULE = "f1_of_class_0_at_0.622"  # of the published code, REPRODUCTION.md 8


def changed(runs: Runs, **variant: object) -> Runs:
    """The runs with further keys in their variant; `train__decayed` is `train.decayed`."""
    more = {key.replace("__", "."): value for key, value in variant.items()}
    return replace(runs, variant={**runs.variant, **more})


def decayed(of: Runs, over: Runs = VANILLA, effects: tuple[int, ...] = (0, 1)) -> Cause:
    """Both sides with the papers' decay of all parameters."""
    both = (replace(runs, variant={**runs.variant, **DECAYED}) for runs in (of, over))
    return Cause("with weight decay on all parameters", *both, effects=effects)


def last(*effects: int) -> Cause:
    """At the last epoch."""
    return Cause("at the last epoch in place of the one chosen on dev", selection=LAST, effects=effects)


def controls(*effects: int) -> tuple[Cause, ...]:
    """What attention without information, and more training alone, have over vanilla."""
    named = {
        "with attention held uniform in its place": "uniform",
        "with attention held at its random start in its place": "frozen",
        "with vanilla trained on in its place": "continued",
    }
    return tuple(Cause(label, Runs(name), VANILLA, effects=effects) for label, name in named.items())


def of_vanilla(*effects: int) -> tuple[Cause, ...]:
    """What explains vanilla's own numbers: the causes of the table of controls."""
    return tuple(
        Cause(
            label,
            Runs("vanilla", {key: value for key, value in where.items() if key not in (AT, "dataset")}),
            dataset=where.get("dataset"),
            selection=where.get(AT, BEST),
            effects=effects,
        )
        for label, where in CAUSES.items()
    )


ATTENTION, RP = Runs("attention_at"), Runs("attention_rp")
ATTENTION_AT = Headline(
    "Attention AT and iAT (Kitada & Iyatomi 2020)",
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
VAT, WORD_VAT = Runs("attention_vat"), Runs("word_vat")
UNLABELED = changed(VAT, unlabeled=LARGEST)
ATTENTION_VAT = Headline(
    "Attention VAT and iVAT (Kitada & Iyatomi 2022)",
    ("sst", "bilstm", "additive"),
    (
        Effect(
            "What unlabeled text adds to the F1 of Attention VAT",
            "F1",
            "f1",
            UNLABELED,
            VAT,
            ("attention_vat_ja", "1b", "1a"),
        ),
        Effect(
            "What it adds to the correlation (Pearson)",
            "Pearson",
            "pearson",
            UNLABELED,
            VAT,
            ("attention_vat_ja", "1b", "1a"),
        ),
        Effect(
            "The F1 of both together, over vanilla's,",
            "F1 over vanilla",
            "f1",
            UNLABELED,
            VANILLA,
            ("attention_vat", "3a"),
        ),
        Effect(
            "Their correlation, over vanilla's,",
            "Pearson over vanilla",
            "pearson",
            UNLABELED,
            VANILLA,
            ("attention_vat", "4a"),
        ),
        Effect(
            "Their F1 over Word VAT's with as much text",
            "F1 over Word VAT",
            "f1",
            UNLABELED,
            changed(WORD_VAT, unlabeled=EACH),
            ("attention_vat", "3a"),
        ),
    ),
    (
        last(0, 1, 2, 3),
        Cause("with each amount of unlabeled text", changed(VAT, unlabeled=EACH), effects=(0, 1)),
        Cause(
            "with another word dropout (at 0 `<unk>` is not trained)",
            changed(VAT, unlabeled=EACH, train__word_dropout=EACH),
            changed(VAT, train__word_dropout=EACH),
            effects=(0, 1),
        ),
        Cause("with words outside the vocabulary left out", dataset="sst_known_words", effects=(0, 1, 2, 3)),
        Cause("with another pool", changed(VAT, unlabeled=EACH, pool=EACH), effects=(0, 1)),
        Cause("with other epsilons", changed(VAT, unlabeled=EACH, epsilon=EACH), effects=(0,)),
        Cause(
            "with text chosen by its neighbours", changed(VAT, unlabeled=EACH, selection=EACH), effects=(0, 1)
        ),
        Cause(
            "with Word VAT in its place",
            changed(WORD_VAT, unlabeled=LARGEST),
            WORD_VAT,
            effects=(0, 1),
        ),
        decayed(UNLABELED, VAT),
        Cause("by the published rule of decision, p > 0.622", metric=RULE, effects=(0, 2)),
        *controls(2, 3),
    ),
    ("vatja-semi-improves", "vat-improves-over-vanilla", "vat-beats-vat"),
    "With one sigmoid output the direction of Attention VAT lies on the line of Attention AT's "
    "(REPRODUCTION.md 7).",
)
SEAT_RUNS = Runs("seat")
NOISE = {"encoder": "bilstm", "delta_x": "0.01"}
SEAT = Headline(
    "SEAT (Hu et al. 2023)",
    ("sst", "bilstm", "additive"),
    (
        Effect(
            "The JSD of SEAT's attention under noise of 0.01, less vanilla's,",
            "JSD",
            "jsd@delta=0.01",
            SEAT_RUNS,
            VANILLA,
            ("seat", "8"),
            NOISE,
        ),
        Effect(
            "The TVD of its predictions, less vanilla's,",
            "TVD",
            "tvd@delta=0.01",
            SEAT_RUNS,
            VANILLA,
            ("seat", "8"),
            NOISE,
        ),
        Effect("Its F1, less vanilla's,", "F1", "f1", SEAT_RUNS, VANILLA, ("seat", "8"), NOISE),
        Effect(
            "The JSD of vanilla itself",
            "JSD of vanilla",
            "jsd@delta=0.01",
            VANILLA,
            None,
            ("seat", "8"),
            NOISE,
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
        Cause("by the released code's training", changed(SEAT_RUNS, mode="released_code"), effects=(0, 1, 2)),
        Cause(
            "with the released code's clamp in the evaluation",
            metric="jsd_clamped@delta=0.01",
            effects=(0, 3),
        ),
        Cause("with that clamp", metric="tvd_clamped@delta=0.01", effects=(1,)),
        decayed(SEAT_RUNS),
        *controls(0, 1, 2),
    ),
    ("seat-embedding-stability", "seat-no-accuracy-loss"),
    "With the encoder frozen and the decoder linear a perturbation of the weights moves the logits by the "
    "same amount whatever the weights are, so Eq. 6 holds SEAT near vanilla, where it begins "
    "(REPRODUCTION.md 35). The unit of the printed TVD is not said.",
)
VIB = Runs("vib")
VIB_ATTENTION = Headline(
    "Variational-information-bottleneck attention (Zhou et al. 2021)",
    ("sst", "lstm", "additive"),
    (
        Effect(
            "The accuracy of the information bottleneck over vanilla's",
            "accuracy",
            "accuracy",
            VIB,
            VANILLA,
            ("vib_attention", "2"),
            {"encoder": "lstm"},
        ),
        Effect(
            "Its AOPC of five words over vanilla's",
            "AOPC",
            "aopc@5",
            VIB,
            VANILLA,
            ("vib_attention", "3"),
            {"encoder": "lstm"},
        ),
        Effect(
            "Its precision of the first word, positive sentiment, over vanilla's",
            "positive words",
            "p_at_1@polarity=positive",
            VIB,
            VANILLA,
        ),
        Effect(
            "Its precision of the first word, negative sentiment, over vanilla's",
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
    ("vib-beats-attention", "vib-aopc-beats-attention", "vib-words-beats-attention"),
    "Each iteration trains the learner for one more epoch, which the paper has no control for "
    "(REPRODUCTION.md 58).",
)
HEADLINES = {
    "attention_at": ATTENTION_AT,
    "attention_vat": ATTENTION_VAT,
    "seat": SEAT,
    "vib_attention": VIB_ATTENTION,
}
