"""What one gets for free beside attention: other explanations of the same predictions of the same model,
under the same measures.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation import bounded, eraser, explanations, ranking
from steady_attention.evaluation.deletions import Losses, deleted
from steady_attention.evaluation.measures import rationales, sentiment_words
from steady_attention.evaluation.subject import Subject, once
from steady_attention.evaluation.undefined import or_none
from steady_attention.metrics.card import LESS, MORE, PERCENT, PLAIN, Card
from steady_attention.metrics.rationales import top_share
from steady_attention.training.seeds import numpy_generator

Rows = Sequence[np.ndarray]  # numbers (words,) of each text
CARDS = (
    Card("explained_comprehensiveness", PLAIN, MORE, -1, 1, "DeYoung 2020", parameter="explanation"),
    Card("explained_sufficiency", PLAIN, LESS, -1, 1, "DeYoung 2020", parameter="explanation"),
    Card("explained_comprehensiveness_normalised", PLAIN, MORE, 0, 1, "Edin 2024", parameter="explanation"),
    Card("explained_sufficiency_normalised", PLAIN, LESS, 0, 1, "Edin 2024", parameter="explanation"),
    Card("explained_token_f1", PLAIN, MORE, 0, 1, "DeYoung 2020", parameter="explanation"),
    Card("explained_auprc", PLAIN, MORE, 0, 1, "DeYoung 2020", parameter="explanation"),
    Card("explained_p_at_1", PERCENT, MORE, 0, 1, "after Zhou 2021, Table 5", parameter="explanation"),
)


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """Of settings.explanation_texts test texts, under the keys `explanation=`: explained_comprehensiveness
    and explained_sufficiency, means over rationales of each of settings.rationale_shares; both normalised
    (evaluation/bounded.py, of its own sample); explained_token_f1 and explained_auprc where the corpus has
    rationales; explained_p_at_1 where words have a polarity, the mean of both. None where undefined.
    """
    some, searched = subject.sample(subject.settings.explanation_texts), bounded.bounded(subject)
    rows = explained(some)
    short = {} if searched is None else explained(subject.take(searched.chosen))
    losses = Losses(some.model, some.test, some.predictions)
    found = {
        name: _erased(losses, of, some.settings.rationale_shares)
        | {f"{key}_normalised": value for key, value in bounded.scores(searched, short.get(name, [])).items()}
        | _agreement(some, of)
        for name, of in rows.items()
    }
    return {
        f"explained_{measure}": {f"explanation={name}": of[measure] for name, of in found.items()}
        for measure in found["attention"]
    }


def explained(subject: Subject) -> dict[str, Rows]:
    """Every explanation of the subject's test texts by name: those that ask the model; its attention permuted
    over the words of each text; random numbers.
    """
    random = numpy_generator(subject.seed, "explanations")
    weights = subject.predictions.attention
    return {
        **explanations.attributions(subject.model, subject.test, subject.settings.integration_steps),
        "permuted": [random.permutation(row) for row in weights],
        "random": [random.random(len(row)) for row in weights],
    }


def _erased(losses: Losses, rows: Rows, shares: Sequence[float]) -> dict[str, float]:
    """Comprehensiveness and sufficiency, means over the shares and texts."""
    marks = [(text, top_share(row, share)) for text, row in enumerate(rows) for share in shares]
    return {
        "comprehensiveness": float(losses.of([(text, deleted(own)) for text, own in marks]).mean()),
        "sufficiency": float(losses.of([(text, deleted(~own)) for text, own in marks]).mean()),
    }


def _agreement(subject: Subject, rows: Rows) -> dict[str, float | None]:
    """With human rationales and with words of the text's sentiment, where the corpus has them."""
    found, folder = {}, subject.corpus
    truth = rationales.true_tokens(folder, "test", subject.test)
    if truth is not None:
        share = once(subject.shared, "rationale share", lambda: rationales.share(folder))
        agreed = eraser.agreement(rationales.scored_tokens(folder, subject.test, rows), truth, share)
        found = {name: agreed[name] for name in ("token_f1", "auprc")}
    each = sentiment_words.retrievals(subject, ranking.by_score(rows), 1)
    if each is not None:
        found["p_at_1"] = or_none(float(np.mean([one.precision for one in each.values()])))
    return found
