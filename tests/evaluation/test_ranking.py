"""The order of words."""

import numpy as np

from steady_attention.evaluation.ranking import prefix, ranks
from tests.evaluation.subjects import make_subject, random_model
from tests.tiny import make_texts


def test_by_attention_and_of_equals_the_earlier_first():
    subject = make_subject(make_texts((3, 5)), attention=[[0.2, 0.5, 0.3], [0.1, 0.3, 0.1, 0.3, 0.2]])
    assert [row.tolist() for row in ranks(subject)] == [[2, 0, 1], [3, 0, 4, 1, 2]]
    assert prefix(subject) == ""
    many = make_subject(make_texts((101,)), attention=[[0.01, 0.02] * 50 + [0.01]])
    assert ranks(many)[0].tolist() == [n // 2 + (0 if n % 2 else 50) for n in range(101)]


def test_without_attention_words_are_in_an_order_of_the_seed():
    """Boundaries are no words."""
    test, model = make_texts((13, 2, 7, 3), boundaries=True), random_model("max")
    first, again, other = (ranks(make_subject(test, model, seed=seed)) for seed in (0, 0, 1))
    assert [sorted(row.tolist()) for row in first] == [list(range(n)) for n in (11, 0, 5, 1)]
    assert all(map(np.array_equal, first, again)) and not np.array_equal(first[0], other[0])
    assert first[0].tolist() != list(range(11))
    assert prefix(make_subject(test, model)) == "random_"
