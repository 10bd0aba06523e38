"""How far a model's attention agrees with human rationales (Kitada & Iyatomi 2022, section 4.3.3; ERASER)."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation import annotated, eraser
from steady_attention.evaluation.subject import Subject
from steady_attention.models.predict import Predictions
from steady_attention.models.texts import Texts, load
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_text

EVERY_TEXT = True  # as the benchmark's scorer asks, and no pass is taken
ERASER = "eraser.jsonl"  # the predictions for the benchmark's own scorer; DVC keeps it, git does not


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """Every measure of `eraser.agreement` on the test split; the predictions in ERASER's JSONL into `work`,
    unless that is None.

    Raises UserError where the corpus has no rationales.
    """
    folder, test, predictions = subject.corpus, subject.test, subject.predictions
    truth = true_tokens(folder, "test", test)
    if truth is None:
        raise UserError(f"{folder.name} has no rationales: take `rationales` from its block's `measures`")
    if work is not None:
        write_text(work / ERASER, exported(folder, test, predictions))
    scores = scored_tokens(folder, test, predictions.attention)
    return eraser.agreement(scores, truth, share(folder))


def exported(folder: Path, test: Texts, predictions: Predictions) -> str:
    """The test split's predictions in ERASER's JSONL, for the benchmark's own scorer."""
    scores = scored_tokens(folder, test, predictions.attention)
    ids = (folder / "test.ids.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    classes = json.loads((folder / "statistics.json").read_bytes())["classes"]
    labels = [{"negative": "NEG", "positive": "POS"}.get(name, name) for name in classes]
    found = eraser.instances(ids, scores, share(folder), predictions.probabilities, labels)
    return eraser.to_jsonl(found)


def share(folder: Path) -> float:
    """The mean share of rationale tokens in a training text that has any, to four decimals: how many tokens a
    hard rationale has. 0.0935 for ERASER's movies, as the benchmark's notebook prints it. Raises UserError
    where no training text has any.
    """
    truth = true_tokens(folder, "train", load(folder, "train")) or []
    shares = [marks.mean() for marks in truth if marks.any()]
    if not shares:
        raise UserError(
            f"{folder.name}: no training text has a rationale, expected one at least, whose length is to be "
            "predicted: take `rationales` from its block's `measures`"
        )
    return round(float(np.mean(shares)), 4)


def scored_tokens(folder: Path, test: Texts, rows: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Each test text's scores of the benchmark's tokens, from scores (words,)."""
    return eraser.token_scores(rows, *_tokens(folder, "test", test))


def true_tokens(folder: Path, split: str, texts: Texts) -> list[np.ndarray] | None:
    """Each text's tokens that are in its rationale; None of a corpus without rationales."""
    marks = annotated.words(folder, split, "rationales", texts)
    return None if marks is None else eraser.token_marks(marks, *_tokens(folder, split, texts))


def _tokens(folder: Path, split: str, texts: Texts) -> tuple[np.ndarray, np.ndarray]:
    """The token that each word begins in, flat, and the number of each text's tokens."""
    rows = annotated.words(folder, split, "raw_tokens", texts) or []
    counts = np.load(folder / f"{split}.raw_token_counts.npy", allow_pickle=False)
    return np.concatenate(rows), counts[texts.numbers]
