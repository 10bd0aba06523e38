"""The benchmark of scoring: its table on hand-made times, and both ways give the same numbers."""

import numpy as np

from benchmarks import score
from steady_attention.evaluation.word_deletions import WordLosses
from tests.test_measures import predict


def test_the_table_by_hand():
    """Ratios are of the same repetition: 4 and 3; all together 5/2 and 4/2."""
    found = {"one": ([0.004, 0.003], [0.001, 0.001]), "other": ([0.001, 0.001], [0.001, 0.001])}
    lines = score.text(found, 7).splitlines()
    assert "| one | 3.5 (3.2 to 3.8) | 1.0 (1.0 to 1.0) | 3.50 (3.25 to 3.75) |" in lines
    assert "| all | 4.5 (4.2 to 4.8) | 2.0 (2.0 to 2.0) | 2.25 (2.12 to 2.38) |" in lines


def test_one_at_a_time_says_the_same():
    texts, asked = [["good", "bad"], ["fine"]], []

    def counting(some):
        asked.append(len(some))
        return predict(some)

    wanted = [(0, 1), (0, 2), (0, 1), (1, 1)]
    alone, together = score.OneByOne(counting, texts), WordLosses(predict, texts)
    np.testing.assert_array_equal(alone.of(wanted), together.of(wanted))
    np.testing.assert_array_equal(alone.probabilities(wanted), together.probabilities(wanted))
    assert asked == [2] + [1] * 8


def test_texts_are_the_same_again():
    assert score.texts(5, 1) == score.texts(5, 1) != score.texts(5, 2)
    assert {len(words) for words in score.texts(500, 0)} == set(range(*score.LENGTHS))
