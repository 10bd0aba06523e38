"""What became of what unlabeled text adds to Attention VAT, and what may explain it."""

from steady_attention.papers.attention_vat import TITLE
from steady_attention.papers.effects import VANILLA, changed, controls, decayed, last, otherwise
from steady_attention.report.findings.headline import EACH, MOST_RUN, Cause, Effect, Headline, Runs

VAT, WORD_VAT = Runs("attention_vat"), Runs("word_vat")
UNLABELED = changed(VAT, unlabeled=MOST_RUN)
HEADLINE = Headline(
    TITLE,
    ("sst", "bilstm", "additive"),
    (
        Effect(
            "F1 that unlabeled text adds to Attention VAT",
            "F1 from unlabeled text",
            "f1",
            UNLABELED,
            VAT,
            ("attention_vat_ja", "1b", "1a"),
        ),
        Effect(
            "correlation (Pearson) that it adds",
            "correlation from unlabeled text",
            "pearson",
            UNLABELED,
            VAT,
            ("attention_vat_ja", "1b", "1a"),
        ),
        Effect(
            "F1 of Attention VAT with unlabeled text over vanilla",
            "F1 over vanilla",
            "f1",
            UNLABELED,
            VANILLA,
            ("attention_vat", "3a"),
        ),
        Effect(
            "correlation of the same over vanilla",
            "correlation over vanilla",
            "pearson",
            UNLABELED,
            VANILLA,
            ("attention_vat", "4a"),
        ),
        Effect(
            "F1 of the same over Word VAT with as much text",
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
            "Word VAT instead",
            changed(WORD_VAT, unlabeled=MOST_RUN),
            WORD_VAT,
            effects=(0, 1),
        ),
        decayed(UNLABELED, VAT),
        *otherwise(0),
        *controls(2, 3),
    ),
    "With one sigmoid output Attention VAT's direction lies on Attention AT's line (REPRODUCTION.md 7).",
)
