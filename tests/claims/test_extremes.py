"""best and narrower, by hand, and how far their margins reach, by values drawn within the intervals."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.claims.curves import parts
from steady_attention.claims.reach import ahead, differences, pairwise, ranging
from steady_attention.claims.scores import Score

BEST = {
    "op": "best",
    "subject": {"method": ["a", "b"]},
    "object": {"method": ["c", "d"]},
    "need": {"at_least": 2, "of": 2},
}
NARROWER = {
    "op": "narrower",
    "subject": {"method": ["a"]},
    "object": {"method": ["b", "c"]},
    "along": "epsilon",
}
NUMBERS = st.lists(st.floats(-100, 100), min_size=2, max_size=5)


def cells(values, metric="f1", **axes):
    return [Score(name, "sst", metric, {0: value}, **axes) for name, value in values.items()]


def margins(test, given):
    (part,) = parts(test, given)
    return [term.margin(lambda c: np.array([c.numbers[0]])).item() for term in part.terms], part.wanted


def test_the_best_of_each_side_is_compared_at_every_place():
    first = cells({"a": 3.0, "b": 7.0, "c": 5.0, "d": 2.0}, encoder="rnn")
    second = cells({"a": 3.0, "c": 5.0}, encoder="bilstm")
    alone = cells({"a": 11.0}, encoder="bert")
    assert margins(BEST, first + second + alone) == ([2.0, -2.0], 2)


def test_where_a_rival_is_lacking_the_best_is_never_surely_ahead():
    """b has 7 over c's 5 on the RNN; with the LSTM the rival c was not run, and a or b may fall short."""
    rivals = BEST | {"object": {"method": ["c", "d"]}}
    whole = cells({"a": 3.0, "b": 7.0, "c": 5.0, "d": 2.0}, encoder="rnn")
    lacking = cells({"a": 3.0, "b": 7.0, "d": 5.0}, encoder="lstm")
    (part,) = parts(rivals, whole + lacking)
    low, high = np.array([1.0, 1.0, 1.0, 1.0]), np.array([3.0, 3.0, 3.0, 3.0])
    assert part.terms[0].bounds.reach(low, high) == (1.0, 3.0)
    assert part.terms[1].bounds.reach(low[:2], high[:2]) == (-math.inf, 3.0)


def test_the_best_is_the_lowest_where_lower_is_better():
    assert margins(BEST, cells({"a": 3.0, "b": 7.0, "c": 5.0, "d": 13.0}, metric="jsd"))[0] == [2.0]


def test_ranges_over_the_points_that_both_have():
    sweep = [
        *cells({"a": 2.0, "b": 2.0}, epsilon=0.1),
        *cells({"a": 3.0, "b": 7.0, "c": 1.0}, epsilon=1.0),
        *cells({"a": 23.0}, epsilon=5.0),  # b and c were not run there
        *cells({"a": 2.5, "b": 5.0}, epsilon=30.0),
        *cells({"a": 99.0, "b": 0.0}),  # at the method's own epsilon: no point of the sweep
    ]
    assert margins(NARROWER, sweep)[0] == [4.0]


def test_ahead_and_ranging_by_hand():
    """5, 3 against 4: ahead by 1; known to 0.5: by 0.5 to 1.5. Ranges 2 and 5: 3, known to 0.5: 2 to 4."""
    apart = differences(np.array([[5.0], [3.0]]), np.array([[4.0]])).ravel()
    assert ahead(apart - 0.5, apart + 0.5, 1) == (0.5, 1.5)
    both = np.concatenate([pairwise(np.array([[1.0], [3.0]])), pairwise(np.array([[0.0], [5.0]]))]).ravel()
    assert ranging(both - 0.5, both + 0.5) == (2.0, 4.0)


@given(NUMBERS, NUMBERS, st.integers(0, 99))
def test_the_reach_holds_every_margin_within_the_intervals(ours, theirs, seed):
    ours, theirs = np.array(ours), np.array(theirs)
    moved = [
        side + np.random.default_rng(seed).uniform(-1, 1, side.shape) for side in (ours, theirs)
    ]  # differences move by 2 at most
    apart = differences(ours[:, None], theirs[:, None]).ravel()
    low, high = ahead(apart - 2, apart + 2, len(theirs))
    assert low - 1e-9 <= moved[0].max() - moved[1].max() <= high + 1e-9
    if len(ours) == len(theirs):
        both = np.concatenate([pairwise(side[:, None]) for side in (ours, theirs)]).ravel()
        low, high = ranging(both - 2, both + 2)
        assert low - 1e-9 <= np.ptp(moved[1]) - np.ptp(moved[0]) <= high + 1e-9


def test_a_term_numbers_its_cells_in_its_text():
    (part,) = parts(BEST, cells({"a": 3.0, "b": 7.0, "c": 5.0}))
    assert part.terms[0].text == "the best of {0}, {1} better than the best of {2}"
    assert [cell.method for cell in part.terms[0].scores] == ["a", "b", "c"]


def test_one_shared_point_has_no_range():
    assert margins(NARROWER, cells({"a": 1.0, "b": 2.0}, epsilon=1.0))[0] == []
