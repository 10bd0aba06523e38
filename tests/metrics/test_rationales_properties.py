"""Agreement with rationales, by property."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.metrics.rationales import (
    auprc,
    average_precision,
    iou_f1,
    roc_auc,
    spans,
    token_f1,
    top_share,
)

SOFT = (auprc, average_precision, roc_auc)
TOKENS = st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()), min_size=1, max_size=11)
DOCUMENTS = st.lists(TOKENS, min_size=1, max_size=5)


def columns(documents):
    """Scores, predicted marks and true marks, a list of arrays each."""
    rows = [list(zip(*document, strict=True)) for document in documents]
    kinds = (float, bool, bool)
    return [[np.array(row[i], kind) for row in rows] for i, kind in enumerate(kinds)]


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(documents, random):
    shuffled = random.sample(documents, len(documents))
    (scores, picked, true), (scores2, picked2, true2) = columns(documents), columns(shuffled)
    for measure in SOFT:
        assert measure(scores, true) == pytest.approx(measure(scores2, true2), nan_ok=True)
    hard = [tuple(token_f1(*pair)) for pair in ((picked, true), (picked2, true2))]
    assert hard[0] == pytest.approx(hard[1], nan_ok=True)
    ours, theirs = (iou_f1(*([*map(spans, m)] for m in pair)) for pair in ((picked, true), (picked2, true2)))
    assert tuple(ours) == pytest.approx(tuple(theirs), nan_ok=True)


@given(DOCUMENTS)
def test_the_truth_itself_scores_one(documents):
    true = [row for row in columns(documents)[2] if row.any()]
    if true:
        assert iou_f1([*map(spans, true)], [*map(spans, true)]) == (1.0, 1.0, 0)
        assert token_f1(true, true) == (1.0, 1.0, 0)
        for measure in SOFT:
            assert measure(true, true).value == 1.0 or all(row.all() for row in true)


@given(DOCUMENTS)
def test_a_monotone_change_of_scores_changes_nothing(documents):
    scores, _, true = columns(documents)
    changed = [np.exp(row) / 59 for row in scores]
    for measure in SOFT:
        assert measure(scores, true) == pytest.approx(measure(changed, true), nan_ok=True)
    for row, other in zip(scores, changed, strict=True):
        assert (top_share(row, 0.3) == top_share(other, 0.3)).all()
