"""Attention over words as scores of a benchmark's own tokens: ERASER's file of predictions, and agreement.

The benchmark's tokens are those between the blanks of the raw text, and never truncated. `word_tokens` (N,),
flat over the texts' real words, is the token that each word begins in (<split>.raw_tokens.npy without the
boundaries); `token_counts` (texts,) is how many tokens each text has (<split>.raw_token_counts.npy).
"""

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from steady_attention.evaluation.undefined import or_none
from steady_attention.metrics import checks, rationales
from steady_attention.metrics.classification import decided

DIGITS = 6  # significant, of a token's score: about what single precision holds
PLACES = 6  # decimal, of a probability


def token_scores(
    attention: Sequence[np.ndarray], word_tokens: np.ndarray, token_counts: np.ndarray
) -> list[np.ndarray]:
    """Each text's token scores (n,), rounded: the sum of the attention of a token's words, 0 without a word.

    The sum, since attention is a distribution over words: summed it is one over tokens, and a token weighs
    what its parts weigh, into however many the tokenizer cuts it. All measures are of the rounded scores, so
    that the exported file gives the same ones. Raises ValueError where the arrays do not fit each other, and
    for attention that is not finite.
    """
    attention = checks.rows("attention", attention, checks.numbers)
    rows = _by_text(word_tokens, [len(row) for row in attention], token_counts)
    return [
        _rounded(np.bincount(row, weights.astype(np.float64), count))
        for row, weights, count in zip(rows, attention, token_counts.tolist(), strict=True)
    ]


def token_marks(
    marks: Sequence[np.ndarray], word_tokens: np.ndarray, token_counts: np.ndarray
) -> list[np.ndarray]:
    """Each text's tokens (n,) that hold a marked word, from marks (words,) of each text.

    Gives rationales of whole tokens back exactly where every token has a word, as under the rule "qqq".
    Raises ValueError where the arrays do not fit each other.
    """
    rows = _by_text(word_tokens, [len(row) for row in marks], token_counts)
    return [
        np.bincount(row[chosen], minlength=count) > 0
        for row, chosen, count in zip(rows, marks, token_counts.tolist(), strict=True)
    ]


def instances(
    ids: Sequence[str],
    scores: Sequence[np.ndarray],
    share: float,
    probabilities: np.ndarray,
    labels: Sequence[str],
) -> list[dict[str, Any]]:
    """One text's predictions each, with every field that the scorer needs in all of them or in none.

    scores: `token_scores`; the hard rationale is the spans of the top `share`. probabilities (texts, C);
    labels, the C classes' names in the benchmark ("NEG", "POS" for Movies), of which one is
    decided as in metrics.classification. A text is the one document of its annotation. Raises ValueError
    where the arrays do not fit each other, and for probabilities that are none.
    """
    if not len(probabilities):
        return []
    probabilities = checks.probabilities("probabilities", probabilities)
    return [
        {
            "annotation_id": name,
            "rationales": [_rationale(name, row, share)],
            "classification": labels[decided(chances)],
            "classification_scores": {
                label: round(float(chance), PLACES) for label, chance in zip(labels, chances, strict=True)
            },
        }
        for name, row, chances in zip(ids, scores, probabilities, strict=True)
    ]


def to_jsonl(predictions: list[dict[str, Any]]) -> str:
    """One line of JSON each; NaN and infinity are errors."""
    write = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return "".join(f"{write.encode(prediction)}\n" for prediction in predictions)


def agreement(
    scores: Sequence[np.ndarray], true: Sequence[np.ndarray], share: float
) -> dict[str, float | int | None]:
    """All measures of metrics.rationales on a split, None where undefined, and the texts left out of each.

    scores: `token_scores`; true: marks (n,) of each text's tokens, adjacent ones being one true span. The
    public scorer also counts annotated spans without a token (20 of 2,067 in Movies' test split), so that its
    recall of spans is a little lower.
    """
    picked = [rationales.top_share(row, share) for row in scores]
    found, wanted = ([rationales.spans(marks) for marks in rows] for rows in (picked, true))
    hard = {"iou_f1": rationales.iou_f1(found, wanted), "token_f1": rationales.token_f1(picked, true)}
    soft = {
        "auprc": rationales.auprc(scores, true),
        "ap": rationales.average_precision(scores, true),
        "roc_auc": rationales.roc_auc(scores, true),
    }
    return (
        {name: or_none(found.macro) for name, found in hard.items()}
        | {f"{name}_micro": or_none(found.micro) for name, found in hard.items()}
        | {name: or_none(found.value) for name, found in soft.items()}
        | {f"{name}_skipped": found.skipped for name, found in (hard | soft).items()}
    )


def _rationale(name: str, scores: np.ndarray, share: float) -> dict[str, Any]:
    found = rationales.spans(rationales.top_share(scores, share)).tolist()
    return {
        "docid": name,
        "hard_rationale_predictions": [{"start_token": start, "end_token": end} for start, end in found],
        "soft_rationale_predictions": scores.tolist(),
    }


def _by_text(word_tokens: np.ndarray, lengths: list[int], token_counts: np.ndarray) -> list[np.ndarray]:
    """word_tokens cut into the texts' own."""
    if len(lengths) != len(token_counts) or sum(lengths) != len(word_tokens):
        raise ValueError(
            f"{len(lengths)} texts with {sum(lengths)} words in all, but counts of tokens for "
            f"{len(token_counts)} texts and the tokens of {len(word_tokens)} words"
        )
    rows = np.split(word_tokens, np.cumsum(lengths)[:-1]) if lengths else []
    for number, (row, count) in enumerate(zip(rows, token_counts.tolist(), strict=True)):
        if len(row) and not 0 <= row.min() <= row.max() < count:
            raise ValueError(f"text {number}: a word in token {row.max()}, expected 0 to {count - 1}")
    return rows


def _rounded(scores: np.ndarray) -> np.ndarray:
    """To DIGITS significant digits."""
    return np.array([float(f"{score:.{DIGITS}g}") for score in scores], np.float64)
