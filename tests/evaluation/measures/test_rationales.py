"""From a processed corpus with rationales to ERASER's measures and file."""

import json

import numpy as np
import pytest

from steady_attention.evaluation import annotated
from steady_attention.evaluation.measures import rationales
from steady_attention.evaluation.settings import Evaluate
from steady_attention.evaluation.subject import Subject
from steady_attention.models.predict import Predictions
from steady_attention.models.texts import load
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_json
from tests.evaluation.subjects import EVALUATE

# Two texts of 3 and 2 words between boundaries, made of raw tokens: `no good,` + `plot`, and `bad` + `end`.
OFFSETS = np.array([0, 5, 9])
RATIONALES = np.array([0, 0, 1, 0, 0, 0, 1, 0, 0], bool)
RAW_TOKENS = np.array([0, 0, 0, 1, 0, 0, 0, 1, 0], np.int32)


@pytest.fixture
def folder(tmp_path):
    for split in ("train", "test"):
        arrays = {"tokens": np.full(9, 5, np.int32), "offsets": OFFSETS, "labels": np.array([0, 1])}
        arrays |= {"rationales": RATIONALES, "raw_tokens": RAW_TOKENS, "raw_token_counts": np.array([2, 2])}
        for name, array in arrays.items():
            np.save(tmp_path / f"{split}.{name}.npy", array)
    write_json(
        tmp_path / "statistics.json", {"classes": ["negative", "positive"], "boundaries": True, "pair": False}
    )
    (tmp_path / "test.ids.txt").write_text("a.txt\nb.txt\n", encoding="utf-8")
    return tmp_path


PREDICTIONS = Predictions(
    np.array([[0.75, 0.25], [0.5, 0.5]]), [np.array([0.25, 0.25, 0.5]), np.array([0.25, 0.75])]
)


def subject(folder):
    test = load(folder, "test")
    settings = Evaluate(**EVALUATE)
    return Subject(None, test, PREDICTIONS, folder, folder, folder, settings, seed=0, base=None, run=folder)


def test_words_without_boundaries(folder):
    rows = annotated.words(folder, "test", "rationales", load(folder, "test"))
    assert [row.tolist() for row in rows] == [[False, True, False], [True, False]]
    assert annotated.words(folder, "test", "polarity", load(folder, "test")) is None


def test_agreement_by_hand(folder):
    """Tokens score (0.5, 0.5) and (0.25, 0.75); the first of each is true; half of the tokens are picked.

    The tie picks the first token of the first text, rightly; the second text picks its second, wrongly.
    """
    assert rationales.share(folder) == 0.5
    found = rationales.measured(subject(folder), folder)
    assert found["token_f1"] == found["iou_f1"] == 0.5
    assert found["roc_auc"] == 0.25  # a tie counts half, a wrong order nothing


def test_the_exported_lines(folder):
    first, second = map(
        json.loads, rationales.exported(folder, load(folder, "test"), PREDICTIONS).splitlines()
    )
    assert first["annotation_id"] == "a.txt" and first["classification"] == "NEG"
    assert second["classification"] == "POS"  # one half is positive, as everywhere
    assert first["rationales"][0]["hard_rationale_predictions"] == [{"start_token": 0, "end_token": 1}]
    assert second["rationales"][0]["soft_rationale_predictions"] == [0.25, 0.75]


def test_a_corpus_without_rationales_is_told(folder):
    (folder / "test.rationales.npy").unlink()
    with pytest.raises(UserError, match="has no rationales: take `rationales` from its block's `measures`"):
        rationales.measured(subject(folder), folder)
